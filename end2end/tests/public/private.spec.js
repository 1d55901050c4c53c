// The page behind the private link, and the way back to it.
const { randomUUID } = require('node:crypto');
const { test, expect } = require('../../fixtures');
const { register } = require('../../world');

test('says where one stands, with code, calendar and a way out', async ({ page, world }) => {
  await page.goto(`/ky${world.my}`);
  await expect(page.locator('h1.my-state')).not.toBeEmpty();
  await expect(page.locator('.code')).toBeVisible();
  await expect(page.locator('.qr svg')).toBeVisible();
  const qr = await page.locator('.qr svg').boundingBox();
  expect(qr.width).toBeGreaterThan(140);
  await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
});

test('what the sessions are called has room on every screen', async ({ page, world }) => {
  await page.goto(`/ru${world.my}`);
  for (const width of [360, 768, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    const title = await page.locator('.sessions > li > span:last-child').first().boundingBox();
    expect(title.width, `${width}`).toBeGreaterThan(100);
  }
});

test('is kept by nobody on the way', async ({ server, world }) => {
  const answer = await fetch(`${server.url}/ky${world.my}`);
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(answer.headers.get('referrer-policy')).toMatch(/no-referrer|same-origin/);
});

test('quick exit leads away at once and tells nothing', async ({ page, world, watch }) => {
  watch.allow('https://weather.example/');
  let referrer = 'not asked for';
  await page.route('https://weather.example/**', (route) => {
    referrer = route.request().headers().referer;
    return route.fulfill({ contentType: 'text/html', body: '<title>weather</title>' });
  });
  await page.goto(`/ru${world.my}`);
  await expect(page.locator('.quick-exit')).toBeInViewport();
  await page.mouse.wheel(0, 5000);
  await expect(page.locator('.quick-exit'), 'also at the end of the page').toBeInViewport();
  await page.locator('a.quick-exit, .quick-exit a').first().click();
  await expect(page).toHaveURL('https://weather.example/');
  expect(referrer).toBeUndefined();
});

test('agreements are switches that can be turned', async ({ page, world, server }) => {
  const my = await register(server, world.open, { full_name: 'Которуу Адам', phone: `+99670088${1000 + test.info().workerIndex}` });
  await page.goto(`/en${my}`);
  const first = page.locator('.switches button.switch').first();
  await expect(first).toHaveAttribute('aria-pressed', 'false');
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('#agreements .notice[role=status]'), 'said where it was pressed').toBeInViewport();
  await first.click();
  await expect(first).toHaveAttribute('aria-pressed', 'false');
});

test('lost link: the same answer, known or not', async ({ page }) => {
  const ask = async (contact) => {
    await page.goto('/ky/find');
    await page.locator('main [name=contact]').fill(contact);
    await page.locator('main form.form button[type=submit]').click();
    await expect(page.locator('#errors')).toHaveCount(0);
    return { url: page.url(), said: await page.locator('main').innerText() };
  };
  const known = await ask('+996 700 999 001');
  const unknown = await ask('+996 700 999 666');
  expect(known.said.replace('999 001', '')).toBe(unknown.said.replace('999 666', ''));
  expect(known.url).toBe(unknown.url);
});

test('lost link: what is no contact comes back as typed', async ({ page }) => {
  await page.goto('/uz/find');
  await page.locator('main [name=contact]').fill('</textarea><script>x');
  await page.locator('main form.form button[type=submit]').click();
  await expect(page.locator('#errors a')).toHaveAttribute('href', '#f-contact');
  await expect(page.locator('main [name=contact]')).toHaveValue('</textarea><script>x');
});

test('words that were taken back are kept privately, or erased for good', async ({ page, server, world }) => {
  const body = new URLSearchParams({
    submission_id: randomUUID(), locale: 'ky', headline: 'Өчүрүлө турган сөз', body: 'Муну кийин өчүрөм.', attribution: 'anonymous', channel: 'site',
  });
  const given = await fetch(`${server.url}/ky${world.speaker}/testimonial`, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url } });
  const mine = given.headers.get('location');
  await page.goto(mine);
  await expect(page.locator('main a[href$="/erase"]'), 'first comes the withdrawal').toHaveCount(0);
  await page.locator('main form[action$="/withdraw"] button').click();
  await expect(page.locator('main')).toContainText('Муну кийин өчүрөм.');
  await page.locator('main a[href$="/erase"]').click();
  await expect(page).toHaveURL(/\/erase$/);
  await page.locator('main form[action$="/erase"] a').click();
  await expect(page.locator('main'), 'looking is not erasing').toContainText('Муну кийин өчүрөм.');
  await page.locator('main a[href$="/erase"]').click();
  await page.locator('main form[action$="/erase"] button').click();
  await expect(page.locator('h1.my-state')).not.toBeEmpty();
  await expect(page.locator('main')).not.toContainText('Муну кийин өчүрөм.');
  await page.goto(`/ky${world.speaker}`);
  await expect(page.locator('main')).not.toContainText('Өчүрүлө турган сөз');
});
