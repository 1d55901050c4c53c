// Passkeys with Chromium's virtual authenticator, on a server of this file's own: adding one ends other sessions.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const base = require('@playwright/test');
const { test, expect, Server, Watch, signIn, signIns } = require('../../fixtures');

let server;
let people;

base.test.beforeAll(async () => {
  server = await Server.start({ template: process.env.E2E_TEMPLATE });
  people = signIns(fs.readFileSync(path.join(server.data, 'sign-in.txt'), 'utf8'));
});
base.test.afterAll(() => server.stop());

/** A browser at this file's server, watched like all. */
async function open(browser, options = {}) {
  const context = await browser.newContext({ baseURL: server.url, ...options });
  const watch = new Watch();
  await watch.over(context, server.url);
  const page = await context.newPage();
  return { context, page, watch };
}

/** A phone's own authenticator, whose owner's finger is always there and right until told otherwise. */
async function authenticator(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true };
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options });
  const send = (what, more = {}) => cdp.send(`WebAuthn.${what}`, { authenticatorId, ...more });
  return {
    finger: (right) => send('setUserVerified', { isUserVerified: right }),
    keys: async () => (await send('getCredentials')).credentials,
    put: (credential) => send('addCredential', { credential }),
    forget: () => send('clearCredentials'),
  };
}

async function passphrase(page, { email, passphrase }, locale = 'en') {
  await page.goto(`/${locale}/staff/sign-in`);
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=passphrase]').fill(passphrase);
  await page.locator('main form[method=post] button[type=submit]').click();
  await expect(page).toHaveURL(/\/sign-in\/code$/);
}

/** Every proof becomes old. */
function age() {
  const sql = "UPDATE staff_session SET proved_at = '2020-01-01T00:00:00+00:00'";
  const script = 'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(sys.argv[2]); c.commit()';
  execFileSync('python3', ['-c', script, path.join(server.data, 'sabak.db'), sql]);
}

const use = (page) => page.locator('[data-passkey=use] button');
const signOut = (page) => page.locator('form.who button').click();

async function add(page, name) {
  await page.goto('/en/staff/account');
  await page.getByRole('link', { name: 'Add a passkey' }).click();
  await page.locator('[name=name]').fill(name);
  await page.locator('[data-passkey=add] button').click();
}

test('a passkey is added, named, used after the passphrase, and removed', async ({ browser }) => {
  const { context, page, watch } = await open(browser);
  const phone = await authenticator(page);
  await signIn(page, server.url, people.moderator);
  await add(page, 'Work phone');
  await expect(page).toHaveURL(/\/account\?done=passkey$/);
  await expect(page.locator('table')).toHaveCount(2);
  await expect(page.locator('table').first()).toContainText('Work phone');
  const [key] = await phone.keys();
  expect(key.rpId).toBe('localhost');
  // The same authenticator is not added twice: the browser says so itself.
  await add(page, 'Once more');
  await expect(page.locator('[data-sorry]')).toBeVisible();
  await page.goto('/en/staff');

  await signOut(page);
  await passphrase(page, people.moderator);
  await use(page).click();
  await expect(page).toHaveURL('/en/staff');

  await page.goto('/en/staff/account');
  await page.getByRole('button', { name: 'Remove: Work phone' }).click();
  await expect(page).toHaveURL(/done=passkey-removed$/);
  await signOut(page);
  await passphrase(page, people.moderator);
  await expect(use(page)).toHaveCount(0);
  await page.locator('[name=code]').fill(await people.moderator.app.code());
  await page.locator('main form[method=post] button[type=submit]').click();
  await expect(page).toHaveURL('/en/staff');
  expect(watch.wrong, 'what no page may do').toEqual([]);
  await context.close();
});

test('the wrong finger, a used answer and a copied key let nobody in', async ({ browser }) => {
  const { context, page, watch } = await open(browser);
  const phone = await authenticator(page);
  await signIn(page, server.url, people.coordinator);
  await add(page, 'Work phone');
  await expect(page).toHaveURL(/\/account\?done=passkey$/);
  const [copy] = await phone.keys();
  await signOut(page);

  // The browser refuses by itself when its owner cannot show that it is them.
  await passphrase(page, people.coordinator);
  await phone.finger(false);
  await use(page).click();
  await expect(page.locator('[data-sorry]')).toBeVisible();
  // A browser that is told not to ask gives an answer without a finger, and the server refuses it.
  await page.route('**/staff/passkey/start', async (route) => {
    const answer = await route.fetch();
    const told = await answer.json();
    told.options.publicKey.userVerification = 'discouraged';
    await route.fulfill({ response: answer, json: told });
  });
  await use(page).click();
  await expect(page.locator('#errors')).toContainText('The passkey was not accepted');
  await page.unroute('**/staff/passkey/start');
  await phone.finger(true);

  const sent = page.waitForRequest((request) => request.url().endsWith('/sign-in/passkey'));
  await use(page).click();
  await expect(page).toHaveURL('/en/staff');
  const body = (await sent).postData();
  await signOut(page);

  // The same bytes again.
  await passphrase(page, people.coordinator);
  const replayed = await page.request.post('/en/staff/sign-in/passkey', {
    data: body, maxRedirects: 0, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
  });
  expect([replayed.status(), replayed.headers().location]).toEqual([303, '/en/staff/sign-in/code#errors']);

  // The key as it was when somebody took a copy: its counter is behind.
  await phone.forget();
  await phone.put(copy);
  await page.goto('/en/staff/sign-in/code');
  await use(page).click();
  await expect(page.locator('#errors')).toContainText('The passkey was not accepted');
  expect(watch.wrong, 'what no page may do').toEqual([]);
  expect(server.complaints(), 'errors in the log').toEqual([]);
  await context.close();
});

test('before something grave the passkey is asked for again, and leads on', async ({ browser }) => {
  const { context, page, watch } = await open(browser);
  await authenticator(page);
  await signIn(page, server.url, people.administrator);
  await add(page, 'Key');
  await expect(page).toHaveURL(/\/account\?done=passkey$/);
  // What was typed waits on the other side of the proof.
  age();
  await page.goto('/en/staff/events');
  await page.evaluate(() => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/en/staff/team/invite' });
    for (const [name, value] of [['email', 'jangy@example.org'], ['role', 'auditor'], ['scope', 'all']]) {
      const field = document.createElement('input');
      Object.assign(field, { type: 'hidden', name, value });
      form.append(field);
    }
    document.body.append(form);
    form.submit();
  });
  await expect(page).toHaveURL(/confirm-it-is-you\?next=/);
  await use(page).click();
  await expect(page).toHaveURL('/en/staff/team/invite');
  await expect(page.locator('[name=email]')).toHaveValue('jangy@example.org');
  // Adding one more asks as well, and keeps its name.
  await page.goto('/en/staff/account/passkeys');
  await page.locator('[name=name]').fill('Second key');
  age();
  await page.locator('[data-passkey=add] button').click();
  await expect(page).toHaveURL(/confirm-it-is-you\?next=/);
  await use(page).click();
  await expect(page).toHaveURL('/en/staff/account/passkeys');
  await expect(page.locator('[name=name]')).toHaveValue('Second key');
  expect(watch.wrong, 'what no page may do').toEqual([]);
  await context.close();
});

test('without JavaScript the page says so, and a code does', async ({ browser }) => {
  const first = await open(browser);
  await authenticator(first.page);
  await signIn(first.page, server.url, people.moderator);
  await add(first.page, 'Work phone');
  await expect(first.page).toHaveURL(/\/account\?done=passkey$/);
  const { context, page } = await open(browser, { javaScriptEnabled: false });
  await passphrase(page, people.moderator, 'ru');
  await expect(use(page)).toBeHidden();
  await expect(page.getByText('Для ключа входа нужен JavaScript.')).toBeVisible();
  await page.locator('[name=code]').fill(await people.moderator.app.code());
  await page.locator('main form.form:has([name=code]) button').click();
  await expect(page).toHaveURL('/ru/staff');
  await page.goto('/ru/staff/account/passkeys');
  await expect(page.getByText('Для ключа входа нужен JavaScript.')).toBeVisible();
  await expect(page.locator('[data-passkey=add] button')).toBeHidden();
  await context.close();
  await first.context.close();
});
