// The history of actions is read and narrowed down without a script.
const { test, expect } = require('../../fixtures');

test('filters stand in the address, and an object leads to all that happened to it', async ({ as }) => {
  const page = await as('auditor', { javaScriptEnabled: false });
  await page.goto('/en/staff/audit');
  const form = page.locator('form.filters');
  await form.locator('[name=kind]').selectOption('registration');
  await form.locator('[name=from]').fill('2020-01-01');
  await form.locator('button[type=submit]').click();
  await expect(page).toHaveURL(/kind=registration/);
  await expect(form.locator('[name=kind]')).toHaveValue('registration');
  await expect(form.locator('[name=from]')).toHaveValue('2020-01-01');
  const object = page.locator('table.card-table tbody tr').first().locator('a');
  const id = await object.locator('code').innerText();
  await object.click();
  await expect(page).toHaveURL(new RegExp(`id=${id}`));
  for (const shown of await page.locator('table.card-table tbody tr code').allInnerTexts()) {
    expect(shown).toBe(id);
  }
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await expect(page).toHaveURL(/\/en\/staff\/audit$/);
});
