// People are found by a name in any spelling; two who are one are merged, and the merge is undone. Without a script and with.
const { test, expect } = require('../../fixtures');
const { register } = require('../../world');

const rows = (page) => page.locator('table.card-table tbody tr');

async function search(page, typed) {
  await page.goto('/en/staff/people');
  await page.locator('[name=q]').fill(typed);
  await page.locator('main form button[type=submit]').click();
}

for (const javaScriptEnabled of [false, true]) {
  test(`two people who are one are found, merged and made two again, ${javaScriptEnabled ? 'with' : 'without'} a script`, async ({ as, world, server }) => {
    const digit = javaScriptEnabled ? 1 : 2;
    const family = javaScriptEnabled ? 'Сынактаева' : 'Сынамыкова';
    const latin = javaScriptEnabled ? 'synaktaeva' : 'synamykova';
    await register(server, world.open, { full_name: `Өмүркан ${family}`, phone: `+99670088${digit}100`, home_region: world.region });
    await register(server, world.open, { full_name: `${family} Омуркан`, phone: `+99670088${digit}101`, home_region: world.region });

    const page = await as('coordinator', { javaScriptEnabled });
    await search(page, `omurkan ${latin}`);
    await expect(rows(page)).toHaveCount(2);
    await expect(page).toHaveURL(/\/en\/staff\/people$/);
    await search(page, 'о');
    await expect(page.locator('#errors')).toBeVisible();
    await expect(page.locator('[name=q]')).toHaveValue('о');

    await search(page, `omurkan ${latin}`);
    await rows(page).first().getByRole('link').first().click();
    const survivor = page.url();
    await expect(page.getByRole('heading', { name: 'May be the same person' })).toBeVisible();
    await page.getByRole('link', { name: 'Compare' }).first().click();
    await expect(page.locator('[name=full_name]')).toHaveCount(2);
    await page.locator('[name=full_name][value=merged]').check();
    await page.getByRole('button', { name: 'Merge' }).click();
    await expect(page).toHaveURL(/done=merged/);
    await expect(page.getByText('second registration')).toBeVisible();
    await search(page, `omurkan ${latin}`);
    await expect(rows(page)).toHaveCount(1);

    await page.goto(survivor);
    await page.getByRole('button', { name: 'Undo the merge' }).click();
    await expect(page).toHaveURL(/done=undone/);
    await search(page, `omurkan ${latin}`);
    await expect(rows(page)).toHaveCount(2);

    await rows(page).first().getByRole('link').first().click();
    await page.getByRole('button', { name: 'Not the same person' }).first().click();
    await expect(page.getByText('Noted: these are two different people.')).toBeVisible();
    await page.goto(survivor);
    await expect(page.getByRole('heading', { name: 'May be the same person' })).toHaveCount(0);
  });
}

test('a name that was searched for is nowhere in the history of the browser', async ({ as }) => {
  const page = await as('coordinator');
  await search(page, 'Өмүркан');
  expect(page.url()).not.toContain('%D3');
  expect(page.url()).not.toContain('?');
});
