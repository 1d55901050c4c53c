// The long form of an event: nothing typed is lost by a refusal, by asking for another session, or by a colleague.
const { test, expect } = require('../../fixtures');
const { contents, fill } = require('../../forms');

const NASTY = `</textarea><script>alert(1)</script><!> &amp; "x"`;
const form = (page) => page.locator('main form.form').first();
/** Everything of DRAFT, in a region that this person may plan in. */
async function draft(page, changes = {}) {
  const region = await form(page).locator('[name=region] option').last().getAttribute('value');
  await fill(form(page), { region, ...DRAFT, ...changes });
}

const save = (page) => form(page).locator('.form-end button[type=submit]').click();

const DRAFT = {
  kind: 'training', zone: 'Asia/Bishkek', main_locale: 'ky',
  title_ky: `Сынак ${NASTY}`, summary_ky: NASTY, description_ky: `${NASTY}\n\n${NASTY}`, audience_ky: NASTY, venue_ky: NASTY,
  title_ru: 'Проба', s0_start: '2031-05-04T09:30', s0_end: '2031-05-04T12:00', capacity: '20', closes: '2031-05-01T18:00',
  languages: ['ky', 'ru'], interpreted: [], covers: ['meals'], step_free: ['yes'], safe_mode: [],
};

test('another session row keeps what was typed', async ({ as }) => {
  const page = await as('coordinator');
  await page.goto('/en/staff/events/new');
  await draft(page);
  const typed = await contents(form(page));
  await form(page).locator('button[value=add-session]').click();
  await expect(form(page).locator('[name=s1_start]')).toBeVisible();
  await expect(form(page).locator('[name=s1_start]')).toBeInViewport();
  expect(await contents(form(page))).toMatchObject(typed);
});

test('a refused form keeps what was typed and says what is wrong where', async ({ as }) => {
  const page = await as('coordinator');
  await page.goto('/ky/staff/events/new');
  await draft(page, { s0_end: '2031-05-04T09:00', capacity: '0', slug: 'Not A Slug' });
  const typed = await contents(form(page));
  await save(page);
  const links = await page.locator('#errors a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links.sort()).toEqual(['#f-capacity', '#f-s0_end', '#f-slug']);
  expect(await contents(form(page))).toEqual(typed);
});

test('markup in the texts of a training stays text, in drafts and in public', async ({ as, page }) => {
  const staff = await as('coordinator');
  await staff.goto('/ky/staff/events/new');
  await draft(staff);
  await form(staff).locator('[name=capacity]').press('Enter');
  await expect(staff).toHaveURL(/done=created/);
  const slug = staff.url().match(/events\/([a-z0-9-]+)/)[1];
  await expect(staff.locator('h1')).toHaveText(DRAFT.title_ky);
  await staff.goto(`/ky/staff/events/${slug}/edit`);
  expect(await contents(form(staff))).toMatchObject({ title_ky: DRAFT.title_ky, description_ky: DRAFT.description_ky, s0_start: DRAFT.s0_start });
  await staff.goto(`/ky/staff/events/${slug}/publish`);
  await staff.locator('main form[action$="/publish"] button').click();
  await expect(staff).toHaveURL(/done=published/);

  for (const path of [`/ky/events/${slug}`, `/ky/events/${slug}/register`, '/ky/events?month=2031-05', '/ky/events']) {
    await page.goto(path);
    await expect(page.locator('main')).toContainText('alert(1)');
    await expect(page.locator('main script')).toHaveCount(0);
  }
  await page.goto(`/ky/events/${slug}`);
  await expect(page.locator('h1')).toHaveText(DRAFT.title_ky);
  const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
  expect(data.name).toBe(DRAFT.title_ky);
  // A language without a title shows another's, and says whose words these are.
  await page.goto(`/uz/events/${slug}`);
  await expect(page.locator('h1[lang]')).toHaveCount(1);

  await staff.goto(`/ky/staff/events/${slug}/cancel`);
  await staff.locator('main form[action$="/cancel"] button').click();
  await expect(staff).toHaveURL(/done=cancelled/);
  await page.goto(`/ky/events/${slug}`);
  await expect(page.locator('.register-bar')).toHaveCount(0);
});

test('of two who edit at once the second is told, and loses nothing', async ({ as, world }) => {
  const [first, second] = [await as('coordinator'), await as('administrator')];
  for (const page of [first, second]) await page.goto(`/en/staff/events/${world.open}/edit`);
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
