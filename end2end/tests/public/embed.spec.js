// The wall in a frame: on the sites that the configuration names, and nowhere else.
const http = require('node:http');
const { test, expect, Server, Watch } = require('../../fixtures');

/** Another site, whose page frames the wall. */
async function site(frame) {
  const server = http.createServer((request, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(`<!DOCTYPE html><title>partner</title><iframe src="${frame()}"></iframe>`);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  // By the name under which the server is reached: of a frame from another site the browser does not tell why it is empty.
  return { url: `http://localhost:${server.address().port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

test('the named may show it, others may not; it knows nobody and leads out of the frame', async ({ browser, contextOptions, javaScriptEnabled }) => {
  let address = '';
  const [partner, stranger] = [await site(() => address), await site(() => address)];
  const server = await Server.start({ template: process.env.E2E_TEMPLATE, env: { SABAK_EMBED_ORIGINS: `https://other.example ${partner.url}` } });
  try {
    address = `${server.url}/embed/ru/testimonials`;
    const context = await browser.newContext({ ...contextOptions, javaScriptEnabled });
    const watch = new Watch();
    for (const { url } of [partner, stranger]) watch.allow(url);
    await watch.over(context, server.url);
    const page = await context.newPage();

    await page.goto(partner.url);
    const frame = page.frameLocator('iframe');
    await expect(frame.locator('h1')).not.toBeEmpty();
    await expect(frame.locator('html')).toHaveAttribute('lang', 'ru');
    await expect(frame.locator('script, form, input')).toHaveCount(0);
    expect(await frame.locator('a').evaluateAll((all) => all.every((a) => a.target === '_blank' && a.rel.includes('noopener')))).toBe(true);
    // Dressed: the style sheet came through the policy.
    expect(await frame.locator('body').evaluate((body) => getComputedStyle(body).fontFamily)).not.toMatch(/^"?Times/);
    expect(await context.cookies()).toEqual([]);
    expect(watch.wrong).toEqual([]);

    /** What stands in the frame: the address that was asked for, or the browser's own page about a refusal. */
    const framed = () => page.frames()[1].url();
    expect(framed()).toBe(address);
    await page.goto(stranger.url);
    await expect.poll(framed).toMatch(/^chrome-error:/);
    // No other page may be framed, not even by the named.
    for (const path of ['/ru', '/ru/testimonials', '/ru/find', '/ru/staff/sign-in']) {
      address = server.url + path;
      await page.goto(partner.url);
      await expect.poll(framed, path).toMatch(/^chrome-error:/);
    }
    await context.close();
  } finally {
    await server.stop();
    await Promise.all([partner.close(), stranger.close()]);
  }
});
