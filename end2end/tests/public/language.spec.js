const { test, expect, LOCALES } = require('../../fixtures');

const NAMES = { ky: 'Кыргызча', ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' };

test('the switch leads to the same page in every language', async ({ page, world }) => {
  for (const path of ['', '/events', `/events/${world.open}`, '/testimonials']) {
    await page.goto(`/ky${path}`);
    for (const locale of [...LOCALES].reverse()) {
      await page.locator('nav.languages').getByRole('link', { name: NAMES[locale], exact: true }).click();
      await expect(page).toHaveURL(`/${locale}${path}`);
      await expect(page.locator('html')).toHaveAttribute('lang', locale);
      await expect(page.locator('nav.languages [aria-current]')).toHaveText(NAMES[locale]);
    }
  }
});

test('filters survive the switch', async ({ page, world }) => {
  await page.goto(`/ky/events?region=${world.region}`);
  await page.locator('nav.languages').getByRole('link', { name: NAMES.uz, exact: true }).click();
  await expect(page).toHaveURL(`/uz/events?region=${world.region}`);
});

test('without a language in the address the browser is asked', async ({ server }) => {
  const start = async (accept) => {
    const answer = await fetch(server.url, { redirect: 'manual', headers: { 'accept-language': accept } });
    return answer.headers.get('location');
  };
  expect(await start('uz-UZ,uz;q=0.9,en;q=0.5')).toBe('/uz');
  expect(await start('de;q=1, ru;q=0.8')).toBe('/ru');
  expect(await start('de')).toBe('/ky');
});

test('the chosen language is remembered', async ({ page }) => {
  await page.goto('/ky');
  await page.locator('nav.languages').getByRole('link', { name: NAMES.uz, exact: true }).click();
  await page.goto('/');
  await expect(page).toHaveURL('/uz');
});
