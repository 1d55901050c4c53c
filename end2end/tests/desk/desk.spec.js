const { test, expect } = require('../../fixtures');
const { fill } = require('../../forms');

const rows = (page) => page.locator('.roster > li');
const row = (page, id) => page.locator(`.roster > li[id="${id}"]`);
const standing = (page, id) => row(page, id).locator('.roster-row');

/** Somebody who is not marked yet; each test of a worker takes another. */
async function unmarked(page) {
  const id = await page.locator('.roster > li:has(.roster-row:not([data-status]))').first().getAttribute('id');
  expect(id, 'somebody without a mark').toBeTruthy();
  return id;
}

async function tap(page, id, status) {
  const button = row(page, id).locator(`button[value=${status}]`);
  if (!(await button.isVisible())) await row(page, id).locator('.status-more summary').click();
  await button.click();
}

const open = async (page, world) => {
  await page.goto(`/ky/staff/events/${world.desk}/desk`);
  await expect(page.locator('.desk')).toBeVisible();
};

test('typing narrows the roster at once, and says when nobody is meant', async ({ as, world }) => {
  const page = await as('facilitator');
  await open(page, world);
  const all = await rows(page).count();
  const name = await page.locator('.roster-name').first().innerText();
  const field = page.locator('.desk-tools [name=q]');
  const narrowed = () => rows(page).evaluateAll((list) => list.filter((r) => !r.hidden).length);
  await expect(async () => {
    await field.fill('');
    await field.fill(name);
    expect(await narrowed()).toBeLessThan(all);
  }, 'the island is at work').toPass();
  expect(await narrowed()).toBeGreaterThan(0);
  await expect(page.locator('.roster > li:not([hidden]) .roster-name').first()).toHaveText(name);
  await field.fill('ъъъъ');
  expect(await narrowed()).toBe(0);
  await expect(page.locator('.desk [role=status]', { hasText: /\S/ }).last()).toBeVisible();
  await field.fill('');
  expect(await narrowed()).toBe(all);
});

test('the search works without a script too', async ({ as, world }) => {
  const page = await as('facilitator', { javaScriptEnabled: false });
  await open(page, world);
  const name = await page.locator('.roster-name').first().innerText();
  await page.locator('.desk-tools [name=q]').fill(name.slice(0, 4));
  await page.locator('.desk-tools button').click();
  await expect(page.locator('.roster > li:not([hidden])').first()).toBeVisible();
  expect(await page.locator('.roster > li[hidden]').count()).toBeGreaterThan(0);
  await expect(page.locator('.roster > li[hidden]').first()).toBeHidden();
  expect(decodeURIComponent(page.url()), 'names stay out of the address').not.toContain(name.slice(0, 4));
});

test('a mark can be undone by one tap', async ({ as, world }) => {
  const page = await as('facilitator');
  await open(page, world);
  const id = await unmarked(page);
  await tap(page, id, 'present');
  await expect(standing(page, id)).toHaveAttribute('data-status', 'present');
  await page.locator('.undo button').click();
  await expect(standing(page, id)).not.toHaveAttribute('data-status', 'present');
});

test('what two browsers say differently is shown until it is settled', async ({ as, world }) => {
  const [first, second] = [await as('facilitator'), await as('coordinator')];
  await open(first, world);
  await open(second, world);
  const id = await unmarked(first);
  await tap(first, id, 'present');
  await tap(second, id, 'absent');
  await expect(row(second, id).locator('.tag, .state').first()).toBeVisible();
  const settle = row(second, id).locator('a[href*="/desk/correct"]');
  await expect(settle).toBeVisible();
  await settle.click();
  const form = second.locator('main form[action$="/corrections"]');
  await fill(form, { status: 'late', reason: 'Экөө тең кечикти деп айтты' });
  await form.locator('.form-end button').click();
  await expect(standing(second, id)).toHaveAttribute('data-status', 'late');
  await expect(row(second, id).locator('a[href*="/desk/correct"]')).toHaveCount(0);
});

test('a mark sent twice counts once', async ({ as, world, server }) => {
  const page = await as('facilitator');
  await open(page, world);
  const id = await unmarked(page);
  const came = () => page.locator('.desk-counts b').first().innerText().then(Number);
  const before = await came();
  const form = row(page, id).locator('form.statuses');
  const body = await form.evaluate((f) => Object.fromEntries(new FormData(f)));
  const action = await form.getAttribute('action');
  const send = () => page.request.post(action, { form: { ...body, status: 'present' }, headers: { origin: server.url }, maxRedirects: 0 });
  for (const answer of await Promise.all([send(), send(), send()])) expect(answer.status()).toBe(303);
  await open(page, world);
  expect(await came()).toBe(before + 1);
});

test('a walk-in without a name is asked for it, and markup in it stays text', async ({ as, world }) => {
  const page = await as('facilitator');
  await open(page, world);
  const form = page.locator('main form[action$="/walk-ins"]');
  await fill(form, { phone: 'x' });
  await form.locator('.form-end button').click();
  await expect(page.locator('#errors a')).toHaveCount(2);
  await expect(form.locator('[name=phone]')).toHaveValue('x');
  const name = `</p><script>alert(1)</script><!> Меймана`;
  await fill(form, { full_name: name, phone: '' });
  await form.locator('.form-end button').click();
  await expect(page.locator('.roster > li', { hasText: 'alert(1)' }).locator('.roster-row')).toHaveAttribute('data-status', 'present');
});

test('a code leads the staff to the desk, and everybody else to a page that says nothing', async ({ as, page, world }) => {
  await page.goto(`/ky${world.my}`);
  const code = (await page.locator('.code').innerText()).replace(/\s/g, '');
  await page.goto(`/c/${code}`);
  const said = await page.locator('main').innerText();
  await expect(page.locator('main')).not.toContainText('Сынак');
  await page.goto('/c/AAAAAAAAAAA');
  expect(await page.locator('main').innerText()).toBe(said);

  const coordinator = await as('coordinator');
  await coordinator.goto(`/c/${code}`);
  await expect(coordinator).toHaveURL(new RegExp(`/staff/events/${world.open}/desk\\?`));
  await expect(coordinator.locator('.roster > li:not([hidden])')).toHaveCount(1);
});

test('the sheet is made for paper', async ({ as, world }) => {
  const page = await as('facilitator');
  await page.goto(`/ru/staff/events/${world.desk}/desk/sheet`);
  await expect(page.locator('.sheet-table tbody tr')).not.toHaveCount(0);
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('header.site-header')).toBeHidden();
  await expect(page.locator('footer')).toBeHidden();
});
