// What is held about somebody, for themselves; and that it goes for good.
const { test, expect } = require('../../fixtures');
const { register } = require('../../world');

/** Somebody of their own: what a test erases, no other test needs. */
const somebody = (server, world, name, n) =>
  register(server, world.open, { full_name: name, phone: `+99670077${n}${100 + test.info().workerIndex}`, note: 'Терезенин жанында' });

test('my data: read, saved, and nothing of it without the link', async ({ page, server, world }) => {
  const my = await somebody(server, world, 'Окуучу Маалымат', 1);
  await page.goto(`/ru${my}`);
  await page.locator('main a[href$="/data"]').click();
  await expect(page.locator('main')).toContainText('Окуучу Маалымат');
  await expect(page.locator('main')).toContainText('Терезенин жанында');
  const file = await page.request.get(`/ru${my}/data.json`);
  expect(file.headers()['content-disposition']).toContain('attachment');
  expect(file.headers()['cache-control']).toContain('no-store');
  const told = await file.json();
  expect(told.name.full).toBe('Окуучу Маалымат');
  expect(told.registration.note).toBe('Терезенин жанында');
  expect((await page.request.get('/ru/my/AAAAAAAAAAAAAAAAAAAAAA/data.json')).status()).toBe(404);
});

test('erasing asks once, takes everything, and the link says so', async ({ page, server, world }) => {
  const my = await somebody(server, world, 'Өчүрүлчү Адам', 2);
  await page.goto(`/ky${my}/erase`);
  expect((await page.request.get(`/ky${my}/data.json`)).status(), 'looking erases nothing').toBe(200);
  await page.locator('main form[action$="/erase"] button[type=submit]').click();
  await expect(page).toHaveURL(/\/registered\?done=erased$/);
  await expect(page.locator('h1')).toHaveText('Маалыматыңыз өчүрүлдү');
  await expect(page.locator('main')).not.toContainText('Өчүрүлчү');
  for (const below of ['', '/data', '/data.json', '/erase']) {
    expect((await page.request.get(`/ky${my}${below}`)).status(), below).toBe(410);
  }
});

test('staff erase who asked for it, and the list says it in the place of the name', async ({ as, server, world }) => {
  await somebody(server, world, 'Сураган Өчүрүлсүн', 3);
  const page = await as('coordinator');
  await page.goto(`/en/staff/events/${world.open}/registrations`);
  await page.locator('main a', { hasText: 'Сураган Өчүрүлсүн' }).first().click();
  await page.locator('main a[href$="/erase"]').click();
  await page.locator('main form[action$="/erase"] button[type=submit]').click();
  await expect(page).toHaveURL(/\/registrations$/);
  await expect(page.locator('main')).not.toContainText('Сураган Өчүрүлсүн');
});

test('who answers for the data sees what is due, others do not', async ({ as }) => {
  const page = await as('administrator');
  await page.goto('/en/staff');
  await page.locator('main a[href$="/staff/retention"]').first().click();
  await expect(page.locator('main')).toContainText('sabak retention run --accept-counts');
  const other = await as('coordinator');
  await other.goto('/en/staff');
  await expect(other.locator('main a[href$="/staff/retention"]')).toHaveCount(0);
});
