// A private link leaves by no header: not to other sites, and not to our own pages.
const { test, expect } = require('../../fixtures');

/** What every request of the page said of where it came from. */
function referers(page) {
  const all = [];
  page.on('request', (request) => all.push(request.allHeaders().then((h) => h.referer).catch(() => undefined)));
  return async () => (await Promise.all(all)).filter(Boolean).map((url) => new URL(url).pathname);
}

test('a private link is in no Referer', async ({ page, world }) => {
  const said = referers(page);
  const my = `/ru${world.my}`;
  const leave = [
    (p) => p.locator('nav.languages a').first().click(),
    (p) => p.locator('a.wordmark').click(),
    (p) => p.locator(`main a[href$="/withdraw"]`).first().click(),
    (p) => p.locator('.switches button.switch').first().click(),
    (p) => p.locator('footer nav a').first().click(),
  ];
  for (const by of leave) {
    await page.goto(my);
    await Promise.all([page.waitForEvent('framenavigated'), by(page)]);
    await page.waitForLoadState();
  }
  expect((await said()).filter((path) => path.includes('/my/'))).toEqual([]);
});

test('the control: a page that is no secret is in the Referer of the next', async ({ page }) => {
  const said = referers(page);
  await page.goto('/ru/about');
  await page.locator('a.wordmark').click();
  await expect(page).toHaveURL('/ru');
  expect(await said()).toContain('/ru/about');
});
