// Quick exit where scripts run: the page is gone at once, and gone from the history.
const { test, expect } = require('../../fixtures');

const ELSEWHERE = 'https://weather.example/';

/** The addresses that going back and forward would lead to. */
async function history(page) {
  const session = await page.context().newCDPSession(page);
  const { entries } = await session.send('Page.getNavigationHistory');
  await session.detach();
  return entries.map((entry) => new URL(entry.url).pathname + (entry.url.startsWith(ELSEWHERE) ? ' elsewhere' : ''));
}

/** The other site; answers what it was told of where its readers came from. */
async function elsewhere(context, watch) {
  watch.allow(ELSEWHERE);
  const referers = [];
  await context.route(`${ELSEWHERE}**`, async (route) => {
    referers.push((await route.request().allHeaders()).referer);
    await route.fulfill({ contentType: 'text/html', body: '<title>weather</title><h1>Weather</h1>' });
  });
  return referers;
}

for (const [how, leave] of [
  ['the link', (page) => page.locator('a.quick-exit').click({ noWaitAfter: true })],
  ['Esc pressed three times', async (page) => { for (let n = 0; n < 3; n += 1) await page.keyboard.press('Escape'); }],
]) {
  test(`${how} takes the page out of the history`, async ({ page, world, watch }) => {
    const told = await elsewhere(page.context(), watch);
    await page.goto('/ru/about');
    await page.goto(`/ru${world.my}`);
    await expect(page.locator('h1')).not.toBeEmpty();
    await page.evaluate(() => {
      addEventListener('pagehide', () => localStorage.setItem('last', `${location.pathname}|${document.title}|${document.documentElement.innerHTML}`));
    });
    await leave(page);
    await expect(page).toHaveURL(ELSEWHERE);
    const kept = await history(page);
    expect(kept).toContain('/ru/about');
    expect(kept.filter((path) => path.includes('/my/'))).toEqual([]);
    await page.goBack();
    await expect(page).toHaveURL('/ru/about');
    expect(await page.evaluate(() => localStorage.getItem('last')), 'blank while the other site was still on its way').toBe('/ru||');
    expect(told).toEqual([undefined]);
  });
}

test('two presses are none', async ({ page, world }) => {
  await page.goto(`/ru${world.my}`);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await page.keyboard.press('Escape');
  await expect(page.locator('h1')).not.toBeEmpty();
  await expect(page).toHaveURL(new RegExp(world.my));
});

test('the control: without the script the page stays in the history', async ({ as, world, watch }) => {
  const page = await as(undefined, { javaScriptEnabled: false });
  const told = await elsewhere(page.context(), watch);
  await page.goto(`/ru${world.my}`);
  await page.locator('a.quick-exit').click();
  await expect(page).toHaveURL(ELSEWHERE);
  expect(await history(page)).toContainEqual(expect.stringContaining('/my/'));
  expect(told).toEqual([undefined]);
});

test('pages where people speak and register have it too', async ({ page, world }) => {
  for (const path of ['', '/testimonials', `/testimonials/${world.testimonial}`, `/events/${world.open}/register`, `/events/${world.safe}`, '/find']) {
    await page.goto(`/ky${path}`);
    await expect(page.locator('a.quick-exit'), path).toBeInViewport();
  }
});
