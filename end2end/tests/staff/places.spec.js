// Places kept for a group: made, refused, changed and taken away, and what readers see of it.
const { test, expect } = require('../../fixtures');
const { contents, fill } = require('../../forms');

const form = (page) => page.locator('main form.form').first();
const save = (page) => form(page).locator('.form-end button[type=submit]').click();

test('places are kept for a group, changed, and opened to everybody again', async ({ as, page, world }) => {
  const staff = await as('coordinator');
  await staff.goto(`/ru/staff/events/${world.open}/places`);
  const rows = staff.locator('table.card-table tbody tr');
  const before = await rows.count();

  // Too many: what was typed stays, and the field says how many open places are free.
  await staff.locator('main a[href$="/places/new"]').click();
  await fill(form(staff), { group: 'region:naryn', size: '5000', total: 'same', position: '7' });
  const typed = await contents(form(staff));
  await save(staff);
  await expect(staff.locator('#errors a')).toHaveAttribute('href', '#f-size');
  expect(await contents(form(staff))).toEqual(typed);

  await fill(form(staff), { size: '2' });
  await save(staff);
  await expect(staff).toHaveURL(/places\?done=added/);
  await expect(rows).toHaveCount(before + 1);
  await expect(staff.locator('svg.chart-svg')).toContainText('Нарынская область');

  await page.goto(`/ru/events/${world.open}`);
  await expect(page.locator('.event-side')).toContainText('Нарынская область — свободно 2 из 2');

  await rows.filter({ hasText: 'Нарынская область' }).locator('a').click();
  await fill(form(staff), { size: '3', total: 'more' });
  await save(staff);
  await expect(staff).toHaveURL(/done=changed/);

  await rows.filter({ hasText: 'Нарынская область' }).locator('a').click();
  await staff.locator('main form[action$="/remove"] button').click();
  await expect(staff).toHaveURL(/done=removed/);
  await expect(rows).toHaveCount(before);
});
