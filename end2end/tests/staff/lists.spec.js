// Many registrations at once: a list is narrowed down and kept, people are withdrawn together, a file goes out and one comes in.
const { test, expect } = require('../../fixtures');

const rows = (page) => page.locator('table.card-table tbody tr');

/** Reloads until the worker is through; the page does so by itself, in its own time. */
async function whenOver(page, text) {
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(text).first()).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
}

for (const javaScriptEnabled of [false, true]) {
  test(`a list is filtered, kept, worked on and taken out, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({ as, world }) => {
    const page = await as('coordinator', { javaScriptEnabled });
    const list = `/en/staff/events/${world.open}/registrations`;
    await page.goto(list);
    await page.getByText('Filters and order').click();
    const filters = page.locator('form.filters');
    await filters.locator('[name=sort]').selectOption('name');
    // The same filter is not kept twice: each run has one of its own.
    const sex = javaScriptEnabled ? 'female' : 'male';
    await filters.locator('[name=sex]').selectOption(sex);
    await filters.locator('button[type=submit]').click();
    await expect(page).toHaveURL(/sort=name/);
    const name = `Only ${sex}`;
    await page.getByText('Save this filter').click();
    await page.locator('[name=name]').fill(name);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('The filter is saved.')).toBeVisible();
    await page.goto(list);
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`sex=${sex}`));
    await expect(page.getByText('Save this filter')).toHaveCount(0);
    await page.getByRole('button', { name: 'Delete the filter' }).click();
    await expect(page.getByText('The saved filter is deleted.')).toBeVisible();

    await page.goto(`${list}?state=confirmed&sort=name`);
    const before = await rows(page).count();
    for (const n of [0, 1, 2]) await rows(page).nth(n).getByRole('checkbox').check();
    await page.locator('[name=act]').selectOption('withdraw');
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page.getByText('3 registrations will be withdrawn.', { exact: false })).toBeVisible();
    await page.getByRole('button', { name: 'Yes, begin (3)' }).click();
    await whenOver(page, 'Done: 3');
    await page.goto(`${list}?state=confirmed&sort=name`);
    expect(await rows(page).count()).toBeLessThan(before);

    await page.getByRole('link', { name: 'Export to a file' }).click();
    await page.getByRole('radio', { name: 'CSV' }).check();
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download the file' }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe(`registrations-${world.open}.csv`);
  });
}

test('places are given to many, and no more than there are, without a script', async ({ as, world }) => {
  const page = await as('coordinator', { javaScriptEnabled: false });
  const list = `/en/staff/events/${world.full}/registrations`;
  const count = async (state) => {
    await page.goto(`${list}?state=${state}`);
    return rows(page).count();
  };
  const act = async (code) => {
    await page.locator('[name=act]').selectOption(code);
    await page.getByRole('button', { name: 'Continue' }).click();
  };
  const begin = () => page.locator('form[action$="/start"]').getByRole('button').click();
  // One gives up a place, so that it is offered to whoever waits first.
  await page.goto(`${list}?state=confirmed`);
  await rows(page).first().getByRole('checkbox').check();
  await act('withdraw');
  await begin();
  await whenOver(page, 'Done: 1');
  const [confirmed, offered] = [await count('confirmed'), await count('offered')];
  expect(offered).toBeGreaterThan(0);
  // All who have an offer, and the first who waits: for them there is no place.
  await page.goto(`${list}?state=offered&state=waitlisted&sort=waiting`);
  const all = await rows(page).count();
  await rows(page).first().getByRole('checkbox').check();
  for (let n = all - offered; n < all; n += 1) await rows(page).nth(n).getByRole('checkbox').check();
  await act('confirm');
  await expect(page.getByText(`${offered + 1} people are given a place`, { exact: false })).toBeVisible();
  await expect(page.getByText('Free places now: 0.', { exact: false })).toBeVisible();
  await begin();
  await whenOver(page, `Done: ${offered}`);
  await expect(page.getByText('no place is free for them').first()).toBeVisible();
  expect(await count('confirmed')).toBe(confirmed + offered);
  expect(await count('offered')).toBe(0);
});

test('a list with a bad row comes in without a script', async ({ as, world }) => {
  const page = await as('coordinator', { javaScriptEnabled: false });
  await page.goto(`/en/staff/events/${world.open}/import`);
  const text = 'ФИО;Телефон\nНурзат Сыноова;0700 55 66 77\nКата Номерова;12\n';
  await page.locator('[name=file]').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByRole('button', { name: 'Send the file' }).click();
  await expect(page.locator('[name=c0]')).toHaveValue('full_name');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.locator('#errors')).toBeVisible();
  await page.locator('[name=paper]').check();
  await page.locator('[name=agreed_on]').fill('2026-01-15');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Nurzat', { exact: false }).or(page.getByText('Нурзат Сыноова'))).toBeVisible();
  await page.getByRole('button', { name: 'Check all rows' }).click();
  await whenOver(page, 'All rows are checked.');
  await page.getByRole('button', { name: 'Import (1)' }).click();
  await whenOver(page, 'The rows of the file are deleted.');
  await expect(page.getByText('Enter the whole number', { exact: false })).toBeVisible();
});
