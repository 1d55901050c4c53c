// What holds for every public page, whatever it says.
const { test, expect, LOCALES } = require('../../fixtures');
const { sticksOut } = require('../../forms');
const { PUBLIC, address } = require('../pages');

/** Bytes on the wire, headers included, of all that the page made the browser fetch. */
async function fetched(page, url) {
  const session = await page.context().newCDPSession(page);
  const all = new Map();
  session.on('Network.requestWillBeSent', (e) => {
    if (!e.request.url.startsWith('data:')) all.set(e.requestId, { url: e.request.url, bytes: 0 });
  });
  session.on('Network.loadingFinished', (e) => {
    if (all.has(e.requestId)) all.get(e.requestId).bytes = e.encodedDataLength;
  });
  await session.send('Network.enable');
  await page.goto(url, { waitUntil: 'networkidle' });
  await session.detach();
  return [...all.values()];
}

for (const entry of PUBLIC) {
  test.describe(entry.name, () => {
    test.beforeEach(({ world }) => test.skip(typeof entry.path(world) !== 'string', 'the demonstration has no such page'));

    test('is light: at most 30 KB in 4 requests, without WebAssembly', async ({ page, world }) => {
      const requests = await fetched(page, address(entry, world, 'ky'));
      const list = requests.map((r) => `${r.bytes} ${r.url}`).join('\n');
      expect(requests.length, list).toBeLessThanOrEqual(4);
      expect(requests.reduce((sum, r) => sum + r.bytes, 0), list).toBeLessThanOrEqual(30 * 1024);
      expect(requests.filter((r) => r.url.includes('.wasm'))).toEqual([]);
      expect(requests.every((r) => r.bytes > 0), list).toBe(true);
    });

    test('fits 320 px, and 200 % text', async ({ page, world }) => {
      await page.setViewportSize({ width: 320, height: 640 });
      for (const locale of LOCALES) {
        await page.goto(address(entry, world, locale));
        expect(await sticksOut(page), locale).toEqual([]);
        await page.evaluate(() => {
          const root = document.documentElement;
          root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
        });
        expect(await sticksOut(page), `${locale}, 200 %`).toEqual([]);
      }
    });

    test('is in the language of its address, without inline styles and scripts', async ({ page, world }) => {
      for (const locale of LOCALES) {
        const answer = await page.goto(address(entry, world, locale));
        expect(answer.headers()['content-language']).toBe(locale);
        await expect(page.locator('html')).toHaveAttribute('lang', locale);
        await expect(page.locator('h1')).toHaveCount(1);
        await expect(page.locator('[style]')).toHaveCount(0);
        await expect(page.locator('script:not([type="application/ld+json"], [src^="/js/"][defer])')).toHaveCount(0);
        expect(await page.evaluate(() => [...document.querySelectorAll('*')].flatMap((e) => e.getAttributeNames()).filter((a) => a.startsWith('on')))).toEqual([]);
        // A message without its text shows its key; a variable without its value its braces.
        const words = await page.locator('body').innerText();
        expect(words).not.toMatch(/\b(ui|events|registration|testimonials|attendance|staff|texts|mail)-[a-z]+(-[a-z]+)*\b|\{ ?\$/);
      }
    });
  });
}
