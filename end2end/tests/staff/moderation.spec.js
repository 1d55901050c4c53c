// Holds, declines, and what an edit does to an approval. The chain has the straight way.
const { test, expect } = require('../../fixtures');
const { fill } = require('../../forms');

const main = (page) => page.locator('main');
const item = (id, lang = '') => `/en/staff/testimonials/${id}${lang && `?lang=${lang}`}`;

/** A public testimonial that no other test of this worker has touched. */
const taken = new Set();
function fresh(world) {
  const id = world.testimonials.find((t) => !taken.has(t) && t !== world.testimonial);
  taken.add(id);
  return id;
}

async function act(page, name, values) {
  const form = page.locator(`form[action$="/${name}"]`);
  if (!(await form.locator('button').first().isVisible())) await page.locator('details', { has: form }).locator('summary').click();
  if (values) await fill(form, values);
  await form.locator('button[type=submit]').last().click();
}

test('anyone on the staff hides at once; somebody else shows again', async ({ as, world, page }) => {
  const id = fresh(world);
  test.skip(!id, 'too few testimonials in the demonstration');
  expect((await page.goto(`/en/testimonials/${id}`)).status()).toBe(200);
  const first = await as('moderator');
  await first.goto(item(id));
  await act(first, 'hold', { hold_reason: 'safety', hold_note: '</textarea><b>бир аз' });
  const gone = await page.goto(`/en/testimonials/${id}`);
  expect([404, 410]).toContain(gone.status());
  await page.goto('/en/testimonials');
  await expect(main(page).locator(`a[href$="${id}"]`)).toHaveCount(0);

  await first.goto(item(id));
  await expect(main(first)).toContainText('</textarea><b>бир аз');
  await expect(main(first).locator('form[action$="/lift"]'), 'not her own hold').toHaveCount(0);
  const second = await as('coordinator');
  await second.goto(item(id));
  await act(second, 'lift');
  expect((await page.goto(`/en/testimonials/${id}`)).status()).toBe(200);
});

test('an edit makes a new text, which nobody has approved', async ({ as, world, page }) => {
  const id = fresh(world);
  test.skip(!id, 'too few testimonials in the demonstration');
  await page.goto(`/en/testimonials/${id}`);
  const lang = await page.locator('.testimony [lang], article [lang]').first().getAttribute('lang');
  const moderator = await as('moderator');
  await moderator.goto(item(id, lang));
  const form = moderator.locator('form[action$="/rendition"]');
  if (!(await form.locator('[name=quote]').isVisible())) await moderator.locator('details', { has: form }).locator('summary').first().click();
  await fill(form, { quote: 'Башка сөздөр' });
  await form.locator('.form-end button').click();
  const answer = await page.goto(`/${lang}/testimonials/${id}`);
  const html = await answer.text();
  expect(html).not.toContain('Башка сөздөр');
});

test('a decline needs a reason, and keeps the note that was typed', async ({ as, world }) => {
  test.skip(!world.queued, 'nothing waits');
  const page = await as('moderator');
  await page.goto(item(world.queued));
  await act(page, 'decline', { decline_note: 'Рахмат, бирок <b>азырынча</b> эмес' });
  await expect(page.locator('#errors')).toBeVisible();
  const note = main(page).locator('form[action$="/decline"] [name=decline_note]');
  await expect(note).toBeVisible();
  await expect(note).toHaveValue('Рахмат, бирок <b>азырынча</b> эмес');
});

test('the queue is filtered by region and tier', async ({ as }) => {
  const page = await as('moderator');
  await page.goto('/en/staff/testimonials');
  const all = await main(page).locator('tbody tr').count();
  await page.locator('form.filters [name=tier]').selectOption('R2');
  await page.locator('form.filters button').click();
  await expect(page).toHaveURL(/tier=R2/);
  expect(await main(page).locator('tbody tr').count()).toBeLessThanOrEqual(all);
  for (const row of await main(page).locator('tbody tr').all()) await expect(row).toContainText('R2');
});
