// axe and the Nu HTML checker over every page in every language, by day and by night.
const { AxeBuilder } = require('@axe-core/playwright');
const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test, expect, LOCALES } = require('../fixtures');
const { ALL, ask, visit } = require('./visit');

// So many pages that one process would still be at them when all else is done.
test.describe.configure({ mode: 'parallel' });

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** By night nothing but the colours is another, and they are the same in every language: one is enough, with the rules that look at them. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

for (const entry of ALL) {
  test(`axe: ${entry.name}`, async ({ as, world }) => {
    test.setTimeout(120_000);
    const found = [];
    const page = await as(entry.as);
    for (const locale of LOCALES) {
      // A phone is where most people are; the languages take turns, so that both widths are seen.
      await page.setViewportSize(LOCALES.indexOf(locale) % 2 ? { width: 1280, height: 800 } : { width: 360, height: 740 });
      const answer = await visit(page, world, entry, locale);
      test.skip(answer === null, 'the demonstration has no such page');
      expect(answer.status(), `${locale} ${entry.name}`).toBe(200);
      // As tall as the page: a bar that sticks to the edge covers only what scrolls out from under it.
      const height = await page.evaluate(() => document.documentElement.scrollHeight);
      await page.setViewportSize({ width: page.viewportSize().width, height: Math.max(740, height) });
      for (const colorScheme of locale === LOCALES[0] ? ['light', 'dark'] : ['light']) {
        await page.emulateMedia({ colorScheme });
        const axe = new AxeBuilder({ page });
        const { violations } = await (colorScheme === 'light' ? axe.withTags(TAGS) : axe.withRules(COLOURS)).analyze();
        for (const v of violations) {
          for (const node of v.nodes) found.push(`${locale} ${colorScheme} ${v.id}: ${node.target} ${node.failureSummary?.split('\n')[1]?.trim() ?? ''}\n    ${node.html}`);
        }
      }
    }
    expect(found).toEqual([]);
  });
}

test('the Nu HTML checker finds no error on any page', async ({ as, world }) => {
  test.setTimeout(240_000);
  const dir = test.info().outputPath('html');
  fs.mkdirSync(dir, { recursive: true });
  for (const entry of ALL) {
    const page = await as(entry.as);
    for (const locale of LOCALES) {
      const answer = await ask(page, world, entry, locale);
      if (answer) fs.writeFileSync(path.join(dir, `${entry.name.replace(/\W+/g, '-')}.${locale}.html`), await answer.body());
    }
    await page.context().close();
  }
  const jar = require('vnu-jar');
  const said = await new Promise((resolve, reject) => {
    const args = ['-Xss1m', '-jar', jar, '--stdout', '--exit-zero-always', '--format', 'json', dir];
    execFile('java', args, { maxBuffer: 64e6 }, (error, stdout) => (error ? reject(error) : resolve(JSON.parse(stdout))));
  });
  const errors = said.messages.filter((m) => m.type === 'error');
  const lines = errors.map((m) => `${path.basename(m.url)}:${m.lastLine}: ${m.message}  ${m.extract?.trim()}`);
  // One line a kind is enough to mend it.
  expect([...new Map(errors.map((m, i) => [m.message, lines[i]])).values()]).toEqual([]);
});
