// Photographs the main pages, to be looked at: npm run screens [-- words of names]
// Writes test-results/screens/<name>.<device>.<theme>.<locale>.png.
const { chromium } = require('@playwright/test');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { Server, seed } = require('../server');
const { signIn, signIns } = require('../fixtures');
const { look } = require('../world');
const { ALL, visit } = require('./visit');
const config = require('../playwright.config');

const OUT = path.join(__dirname, '../test-results/screens');
const DEVICES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

async function main(words) {
  const template = fs.mkdtempSync(path.join(os.tmpdir(), 'sabak-screens-'));
  const people = signIns(seed(template));
  const server = await Server.start({ template });
  const browser = await chromium.launch(config.use.launchOptions);
  try {
    server.people = people;
    const world = await look(server).catch((error) => {
      throw new Error(server.log, { cause: error });
    });
    fs.mkdirSync(OUT, { recursive: true });
    const signedIn = {};
    for (const entry of ALL) {
      if (words.length > 0 && !words.some((word) => entry.name.includes(word))) continue;
      const name = entry.name.replace(/\W+/g, '-');
      const context = await browser.newContext({ baseURL: server.url, reducedMotion: 'reduce', storageState: signedIn[entry.as] });
      const page = await context.newPage();
      if (entry.as && !signedIn[entry.as]) {
        await signIn(page, server.url, people[entry.as]);
        signedIn[entry.as] = await context.storageState();
      }
      for (const locale of ['ky', 'ru']) {
        if (!(await visit(page, world, entry, locale))) break;
        for (const [device, size] of Object.entries(DEVICES)) {
          await page.setViewportSize(size);
          for (const colorScheme of ['light', 'dark']) {
            await page.emulateMedia({ colorScheme });
            await page.screenshot({ path: path.join(OUT, `${name}.${device}.${colorScheme}.${locale}.png`), fullPage: true });
          }
        }
      }
      await context.close();
      console.log(entry.name);
    }
  } finally {
    await browser.close();
    await server.stop();
    fs.rmSync(template, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
