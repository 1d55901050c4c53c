// What every test stands on: a server with the demonstration for each worker, signed-in browsers, and a watch over all that
// the browser asks for and says.
const base = require('@playwright/test');
const fs = require('node:fs');
const path = require('node:path');
const { Authenticator } = require('./authenticator');
const { Server } = require('./server');
const { Mail } = require('./mail');
const { look } = require('./world');

const LOCALES = ['ky', 'ru', 'uz', 'en'];

/** role → { email, passphrase, app }, from what the seed printed; `app` where the role has a second factor. */
function signIns(text) {
  const found = {};
  for (const line of text.split('\n')) {
    const email = line.match(/[\w.+-]+@[\w.-]+/)?.[0];
    const passphrase = text.match(/\bdemo-passphrase[\w-]*/)?.[0];
    const secret = line.match(/app: ([A-Z2-7]{32})/)?.[1];
    if (email && passphrase) found[email.split('@')[0]] = { email, passphrase, app: secret && new Authenticator(secret) };
  }
  return found;
}

/** Collects what no page may do: reach another host, break its policy, throw, or answer 500. */
class Watch {
  constructor() {
    this.wrong = [];
    this.allowed = [];
  }

  /** A test that leaves the site on purpose says where to. */
  allow(url) {
    this.allowed.push(url);
  }

  async over(context, home) {
    const ours = () => [home, 'data:', 'blob:', 'about:', ...this.allowed];
    context.on('request', (request) => {
      const from = request.headers().referer ?? '';
      if (/\/(my|join|c)\/./.test(from)) this.wrong.push(`${request.url()} is told of ${from}`);
      if (!ours().some((start) => request.url().startsWith(start))) this.wrong.push(`request to ${request.url()}`);
    });
    context.on('response', (response) => {
      if (response.status() >= 500) this.wrong.push(`${response.status()} ${response.request().method()} ${response.url()}`);
    });
    context.on('console', (message) => {
      const expected = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !expected) this.wrong.push(`console: ${message.text()}`);
    });
    context.on('weberror', (error) => this.wrong.push(`script: ${error.error()}`));
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI} ${e.sample}`));
    });
  }
}

async function signIn(page, home, { email, passphrase, app }, locale = 'en') {
  await page.goto(`${home}/${locale}/staff/sign-in`);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=passphrase]').fill(passphrase);
  await page.locator('main form[method=post] button[type=submit]').click();
  if (app) {
    await base.expect(page).toHaveURL(/\/sign-in\/code$/);
    await page.locator('[name=code]').fill(await app.code());
    await page.locator('main form[method=post] button[type=submit]').click();
  }
  await base.expect(page).toHaveURL(new RegExp(`/${locale}/staff$`));
}

/** The cookies of a session that proved who it is less than four minutes ago. */
const fresh = (kept) => (kept && Date.now() - kept.at < 4 * 60_000 ? kept.state : undefined);

const test = base.test.extend({
  server: [
    async ({}, use) => {
      const server = await Server.start({ template: process.env.E2E_TEMPLATE });
      server.people = signIns(fs.readFileSync(path.join(server.data, 'sign-in.txt'), 'utf8'));
      await use(server);
      await server.stop();
    },
    { scope: 'worker' },
  ],

  /** Cookies of each role, signed in once in a while: hashing a passphrase is dear on purpose, and what is grave asks for a proof that is not older than five minutes. */
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  /** See world.js. */
  world: [async ({ server }, use) => use(await look(server)), { scope: 'worker' }],

  baseURL: async ({ server }, use) => use(server.url),

  watch: async ({}, use) => {
    const watch = new Watch();
    await use(watch);
    base.expect(watch.wrong, 'what no page may do').toEqual([]);
  },

  guard: [
    async ({ context, server, watch }, use) => {
      const before = server.complaints().length;
      await watch.over(context, server.url);
      await use();
      base.expect(server.complaints().slice(before), 'errors in the log').toEqual([]);
    },
    { auto: true },
  ],

  /** `await as('moderator')`: a page of a browser of their own; `await as()` is somebody not signed in. */
  as: async ({ browser, server, sessions, watch, contextOptions, javaScriptEnabled, viewport, isMobile, hasTouch, locale, timezoneId }, use) => {
    const open = [];
    await use(async (role, options = {}) => {
      const settings = { ...contextOptions, javaScriptEnabled, viewport, isMobile, hasTouch, locale, timezoneId, baseURL: server.url, ...options };
      // Asked once: a session may grow old between two looks, and who is signed in is shown no form to sign in.
      const known = role && fresh(sessions.get(role));
      const context = await browser.newContext({ ...settings, storageState: known });
      context.setDefaultTimeout(10_000);
      open.push(context);
      await watch.over(context, server.url);
      const page = await context.newPage();
      if (role && !known) {
        if (!server.people[role]) throw new Error(`the demonstration has no ${role}`);
        await signIn(page, server.url, server.people[role]);
        sessions.set(role, { state: await context.storageState(), at: Date.now() });
      }
      return page;
    });
    for (const context of open) await context.close();
  },
});

module.exports = { Authenticator, test, expect: base.expect, LOCALES, Server, Mail, Watch, signIn, signIns };
