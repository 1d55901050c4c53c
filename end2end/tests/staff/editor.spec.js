// Planning a training: a short beginning, sections that are saved each for itself, and what is made from it later. Nothing typed
// is lost by a refusal, by asking for another session, by a question, or by a colleague.
const { test, expect } = require('../../fixtures');
const { contents, fill } = require('../../forms');

const NASTY = `</textarea><script>alert(1)</script><!> &amp; "x"`;
const form = (page) => page.locator('main form.form').first();
const save = (page) => form(page).locator('.form-end button[type=submit]').first().click();
const slugOf = (page) => page.url().match(/events\/([a-z0-9-]+)/)[1];

const START = { kind: 'training', main_locale: 'ky', title: `Сынак ${NASTY}`, start: '2031-05-04T09:30', end: '2031-05-04T12:00', capacity: '20' };

/** Six answers, in a region that this person may plan in. */
async function begin(page, changes = {}) {
  await page.goto('/ky/staff/events/new');
  const region = await form(page).locator('[name=region] option').last().getAttribute('value');
  await fill(form(page), { region, ...START, ...changes });
}

async function begun(page, changes) {
  await begin(page, changes);
  await save(page);
  await expect(page).toHaveURL(/done=created/);
  return slugOf(page);
}

for (const javaScriptEnabled of [false, true]) {
  test(`somebody new makes what the list names, and publishes it, with scripts ${javaScriptEnabled ? 'on' : 'off'}`, async ({ as, page }) => {
    const staff = await as('coordinator', { javaScriptEnabled });
    const slug = await begun(staff, { title: `Жаңы иш ${javaScriptEnabled}` });
    const missing = staff.locator('.checklist > li', { has: staff.locator('.tag-bad') });
    await expect(missing).toHaveCount(1);
    const words = ['Кыскача айтканда', 'Узун айтканда', 'Мектеп, 3-кабат'];
    for (const text of words) {
      // The line leads to the first field that is empty.
      await missing.locator('a').click();
      const field = new URL(staff.url()).hash.slice(1);
      await staff.locator(`[id="${field}"]`).fill(text);
      await save(staff);
      await expect(staff).toHaveURL(/done=saved/);
    }
    await expect(missing).toHaveCount(0);
    await staff.locator('a[href$="/preview"]').click();
    for (const text of words) await expect(staff.locator('main')).toContainText(text);
    expect((await page.goto(`/ky/events/${slug}`)).status()).toBe(404);
    await staff.goto(`/ky/staff/events/${slug}/publish`);
    await staff.locator('main form[action$="/publish"] button').click();
    await expect(staff).toHaveURL(/done=published/);
    await page.goto(`/ky/events/${slug}`);
    for (const text of words) await expect(page.locator('main')).toContainText(text);
  });
}

test('another session row keeps what was typed', async ({ as }) => {
  const page = await as('coordinator');
  const slug = await begun(page, { title: 'Саптар' });
  await page.goto(`/en/staff/events/${slug}/edit/sessions`);
  await fill(form(page), { s0_title_uz: 'Birinchi', zone: 'Asia/Tashkent' });
  const typed = await contents(form(page));
  await form(page).locator('button[value=add-session]').click();
  await expect(form(page).locator('[name=s1_start]')).toBeInViewport();
  expect(await contents(form(page))).toMatchObject(typed);
});

test('a refused form keeps what was typed and says what is wrong where', async ({ as }) => {
  const page = await as('coordinator');
  await begin(page, { end: '2031-05-04T09:00', capacity: '0', title: '' });
  const typed = await contents(form(page));
  await save(page);
  const links = await page.locator('#errors a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links.sort()).toEqual(['#f-capacity', '#f-end', '#f-title']);
  expect(await contents(form(page))).toEqual(typed);
});

test('markup in the texts of a training stays text, in drafts and in public', async ({ as, page }) => {
  const staff = await as('coordinator');
  const slug = await begun(staff);
  await expect(staff.locator('h1')).toHaveText(START.title);
  await staff.goto(`/ky/staff/events/${slug}/edit/texts`);
  const texts = { summary_ky: NASTY, description_ky: `${NASTY}\n\n${NASTY}`, audience_ky: NASTY, venue_ky: NASTY, title_ru: 'Проба' };
  await fill(form(staff), texts);
  await save(staff);
  await staff.goto(`/ky/staff/events/${slug}/edit/texts`);
  expect(await contents(form(staff))).toMatchObject(texts);
  for (const look of ['preview', 'copy', 'series', 'edit/sessions']) {
    await staff.goto(`/ky/staff/events/${slug}/${look}`);
    await expect(staff.locator('main script')).toHaveCount(0);
  }
  await staff.goto(`/ky/staff/events/${slug}/publish`);
  await staff.locator('main form[action$="/publish"] button').click();
  await expect(staff).toHaveURL(/done=published/);

  for (const path of [`/ky/events/${slug}`, `/ky/events/${slug}/register`, '/ky/events?month=2031-05', '/ky/events']) {
    await page.goto(path);
    await expect(page.locator('main')).toContainText('alert(1)');
    await expect(page.locator('main script')).toHaveCount(0);
  }
  await page.goto(`/ky/events/${slug}`);
  await expect(page.locator('h1')).toHaveText(START.title);
  const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  expect(data.name).toBe(START.title);
  // A language without a title shows another's, and says whose words these are.
  await page.goto(`/uz/events/${slug}`);
  await expect(page.locator('h1[lang]')).toHaveCount(1);

  await staff.goto(`/ky/staff/events/${slug}/cancel`);
  await form(staff).locator('[name=reason_ky]').fill(`Себеби ${NASTY}`);
  await form(staff).locator('button.button-warning').click();
  await expect(staff).toHaveURL(/done=cancelled/);
  await page.goto(`/ky/events/${slug}`);
  await expect(page.locator('.notice-bad')).toContainText(`Себеби ${NASTY}`);
  await expect(page.locator('.register-bar')).toHaveCount(0);
});

test('of two who edit at once the second is told, and loses nothing', async ({ as, world }) => {
  const [first, second] = [await as('coordinator'), await as('administrator')];
  for (const page of [first, second]) await page.goto(`/en/staff/events/${world.open}/edit/texts`);
  await form(first).locator('[name=audience_en]').fill('From the first');
  await save(first);
  await expect(first).toHaveURL(/done=saved/);
  await form(second).locator('[name=audience_en]').fill('From the second');
  await save(second);
  await expect(second.locator('#errors')).toBeVisible();
  await expect(form(second).locator('[name=audience_en]')).toHaveValue('From the second');
  await save(second);
  await expect(second).toHaveURL(/done=saved/);
});

test('moving a training at which people have places first says who will be told', async ({ as, world }) => {
  const page = await as('coordinator', { javaScriptEnabled: false });
  await page.goto(`/en/staff/events/${world.open}/edit/texts`);
  const venue = form(page).locator('.pair-main [name^=venue_]');
  const old = await venue.inputValue();
  await venue.fill('Another house');
  await save(page);
  await expect(page.locator('h1')).toHaveText('Save and tell everyone?');
  await expect(page.locator('del')).toHaveText(old);
  await expect(page.locator('ins')).toHaveText('Another house');
  await page.getByRole('button', { name: 'Back to the form' }).click();
  await expect(venue).toHaveValue('Another house');
  await save(page);
  await page.getByRole('button', { name: /^Save and tell/ }).click();
  await expect(page).toHaveURL(/done=saved/);
});

test('a training is copied to another day, and repeated as a series', async ({ as, page: reader }) => {
  const page = await as('coordinator', { javaScriptEnabled: false });
  const slug = await begun(page, { title: 'Түпнуска' });
  await page.locator('a[href$="/copy"]').click();
  await fill(form(page), { day: '2031-06-01' });
  await save(page);
  await expect(page).toHaveURL(/done=copied/);
  const copy = slugOf(page);
  expect(copy).not.toBe(slug);
  await page.goto(`/ky/staff/events/${copy}/edit/sessions`);
  await expect(form(page).locator('[name=s0_start]')).toHaveValue('2031-06-01T09:30');

  await page.goto(`/ky/staff/events/${slug}`);
  await page.locator('a[href$="/series"]').click();
  await fill(form(page), { every: 'month', times: '3', numbered: ['yes'] });
  await save(page);
  await expect(page).toHaveURL(/done=repeated/);
  const rows = page.locator('table.card-table tbody tr');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(2)).toContainText('Түпнуска (3)');
  await page.goto(`/ky/staff/events/${slug}/edit/texts`);
  await fill(form(page), { summary_ky: 'Бардыгына' });
  await save(page);
  await page.goto(`/ky/staff/events/${slug}/series`);
  await page.locator('form[action$="/series/texts"] button').click();
  await expect(page).toHaveURL(/done=spread/);
  await rows.nth(2).locator('a').click();
  await page.goto(`${page.url().split('?')[0]}/edit/texts`);
  expect(await contents(form(page))).toMatchObject({ title_ky: 'Түпнуска (3)', summary_ky: 'Бардыгына' });
  expect((await reader.goto(`/ky/events/${copy}`)).status()).toBe(404);
});

test('the list of the staff is narrowed down by its address', async ({ as }) => {
  const page = await as('coordinator', { javaScriptEnabled: false });
  await page.goto('/en/staff/events');
  const filters = page.locator('form.filters');
  await filters.locator('[name=state]').selectOption('draft');
  await filters.locator('button[type=submit]').click();
  await expect(page).toHaveURL(/state=draft/);
  await expect(filters.locator('[name=state]')).toHaveValue('draft');
  for (const tag of await page.locator('table.card-table .tag').allInnerTexts()) expect(tag).toBe('Draft');
});
