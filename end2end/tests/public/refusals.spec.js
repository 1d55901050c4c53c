// Pages for what is not there, in the reader's words and with a way on.
const { test, expect, LOCALES } = require('../../fixtures');

const NOWHERE = [
  '/nowhere', '/events/no-such-training', '/events/no-such-training/register', '/my/AAAAAAAAAAAAAAAAAAAAAA', '/testimonials/nothing',
  '/testimonials/00000000-0000-7000-8000-000000000000',
];

for (const locale of LOCALES) {
  test(`404 in ${locale}`, async ({ page }) => {
    for (const path of NOWHERE) {
      const answer = await page.goto(`/${locale}${path}`);
      expect(answer.status(), path).toBe(404);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expect(page.locator('h1')).not.toBeEmpty();
      await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
      await expect(page.locator('nav.languages a')).toHaveCount(4);
      await page.locator(`main a[href="/${locale}"]`).click();
      await expect(page).toHaveURL(`/${locale}`);
    }
  });
}

test('an unknown language is not a page', async ({ page }) => {
  expect((await page.goto('/de/events')).status()).toBe(404);
});

test('drafts are not there', async ({ page, world, as }) => {
  test.skip(!world.draft, 'the demonstration has no draft');
  expect((await page.goto(`/en/events/${world.draft}`)).status()).toBe(404);
  const coordinator = await as('coordinator');
  expect((await coordinator.goto(`/en/staff/events/${world.draft}`)).status()).toBe(200);
});

test('staff pages send away who is not signed in, and say nothing', async ({ page }) => {
  for (const path of ['/staff', '/staff/events', '/staff/testimonials', '/staff/team', '/staff/audit']) {
    await page.goto(`/ru${path}`);
    await expect(page).toHaveURL(/\/ru\/staff\/sign-in/);
    await expect(page.locator('[name=passphrase]')).toBeVisible();
  }
});
