// A selection from the criteria to the proof, with scripts and without.
const { test, expect, signIn } = require('../../fixtures');
const { fill } = require('../../forms');
const { register } = require('../../world');

const form = (page) => page.locator('main form.form').first();
const open = (page, path) => page.locator(`main a[href$="${path}"]`).first().click();

/** A training by selection with two places, and five who applied. */
async function prepared(server, page) {
  await page.goto('/en/staff/events/new');
  const save = () => form(page).locator('.form-end button[type=submit]').first().click();
  await fill(form(page), {
    region: 'batken', kind: 'training', main_locale: 'en', title: 'Two places', start: '2031-06-04T09:30', end: '2031-06-04T12:00', capacity: '2',
  });
  await save();
  await expect(page).toHaveURL(/done=created/);
  const slug = page.url().match(/events\/([a-z0-9-]+)/)[1];
  const sections = {
    texts: { summary_en: 'Short.', description_en: 'Long.', audience_en: 'All.', venue_en: 'Library' },
    registration: { closes: '2031-06-01T18:00', admission: 'selection' },
    practical: { languages: ['en'] },
  };
  for (const [section, fields] of Object.entries(sections)) {
    await page.goto(`/en/staff/events/${slug}/edit/${section}`);
    await fill(form(page), fields);
    await save();
    await expect(page).toHaveURL(/done=saved/);
  }
  await page.goto(`/en/staff/events/${slug}/publish`);
  await page.locator('main form[action$="/publish"] button').click();
  await expect(page).toHaveURL(/done=published/);
  const people = [];
  for (let n = 0; n < 5; n += 1) {
    const phone = `+9967001${Date.now().toString().slice(-3)}${n}${n}`;
    people.push(await register(server, slug, { full_name: `Тандоо Сыноова-${n}`, phone, home_region: n === 4 ? 'batken' : 'osh' }));
  }
  return { slug, people };
}

for (const javaScriptEnabled of [true, false]) {
  test(`criteria, draw, decision by hand, publication and proof, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ server, browser }) => {
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled });
    const page = await context.newPage();
    await signIn(page, server.url, server.people.coordinator);
    const { slug, people } = await prepared(server, page);
    const here = `/staff/events/${slug}/selection`;
    await page.goto(`/en/staff/events/${slug}`);
    await open(page, '/selection');

    // A number that is none comes back with what was typed.
    await open(page, '/selection/criteria');
    await fill(form(page), { r0_kind: 'floor', r0_what: 'region:batken', r0_amount: '0' });
    await form(page).locator('.form-end button[type=submit]').click();
    await expect(page.locator('#errors a')).toHaveAttribute('href', '#f-r0_amount');
    await expect(page.locator('[name=r0_what]')).toHaveValue('region:batken');
    await fill(form(page), { r0_amount: '1' });
    await form(page).locator('.form-end button[type=submit]').click();
    await expect(page).toHaveURL(/done=criteria/);

    await page.locator('form[action$="/draw"] button').click();
    const rows = page.locator('.bench-list tbody tr');
    await expect(rows).toHaveCount(5);
    await expect(rows.first()).toContainText('Тандоо Сыноова-4');
    await expect(rows.first()).toContainText('at least 1');
    await expect(page.locator('.bench-side svg rect').first()).toBeVisible();

    // The last of the list is put in by hand, with a reason.
    const name = await rows.last().locator('a').innerText();
    await rows.last().locator('a').click();
    const decide = page.locator('form[action$="/override"]');
    await decide.locator('[name=put][value=in]').check();
    await decide.locator('button').click();
    await expect(page.locator('#errors')).toBeVisible();
    await decide.locator('[name=reason][value=needed]').check();
    await decide.locator('[name=override_note]').fill('The only one from her village.');
    await decide.locator('button').click();
    await expect(page).toHaveURL(/done=override/);
    await expect(rows.first()).toContainText(name);

    await open(page, '/selection/publish');
    await expect(page.locator('main dl')).toContainText('2');
    await page.locator('form[action$="/publish"] button').click();
    await expect(page).toHaveURL(/done=published/);
    await open(page, '/selection/proof');
    await expect(page.locator('.notice-good')).toBeVisible();
    await expect(page.locator('main')).not.toContainText('Сыноова');
    const file = await page.request.get(`/en${here}/proof.txt`);
    expect(await file.text()).toMatch(/^sabak selection 1\n/);

    // Who applied sees what came of it.
    const states = [];
    for (const path of people) states.push(await (await fetch(`${server.url}/en${path}`)).text());
    expect(states.filter((html) => html.includes('Your place is confirmed.')).length).toBe(2);
    await context.close();
  });
}
