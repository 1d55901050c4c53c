// Opens a page of ./pages.js as whoever may see it.
const { PUBLIC, STAFF, REFUSED, address } = require('./pages');

const ALL = [...PUBLIC, ...STAFF, ...REFUSED.map((entry) => ({ ...entry, refused: true }))];

/** The answer with the page's own document; `null` where the demonstration has no such page. */
async function visit(page, world, entry, locale) {
  if (typeof entry.path(world) !== 'string') return null;
  const answer = await page.goto(address(entry, world, locale));
  if (!entry.refused) return answer;
  const [again] = await Promise.all([
    page.waitForResponse((r) => r.request().isNavigationRequest() && r.request().method() === 'GET'),
    page.locator('main form.form .form-end button[type=submit]').first().click(),
  ]);
  await page.locator('#errors').waitFor();
  return again;
}

/** The answer alone, for readers of its source: no style, no script, nothing drawn. */
const ask = (page, world, entry, locale) =>
  entry.refused || typeof entry.path(world) !== 'string' ? visit(page, world, entry, locale) : page.request.get(address(entry, world, locale));

module.exports = { ALL, ask, visit };
