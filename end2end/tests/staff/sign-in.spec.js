const { test, expect } = require('../../fixtures');

const form = (page) => page.locator('main form.form');
const send = (page) => form(page).locator('button[type=submit]').click();

test('a wrong passphrase and an unknown address get the same answer, and the passphrase does not come back', async ({ page, server }) => {
  const said = [];
  for (const email of [server.people.coordinator.email, 'nobody@demo.invalid']) {
    await page.goto('/ru/staff/sign-in');
    await form(page).locator('[name=email]').fill(email);
    await form(page).locator('[name=passphrase]').fill('not-the-passphrase-1');
    await send(page);
    said.push(await page.locator('#errors').innerText());
    await expect(form(page).locator('[name=email]')).toHaveValue(email);
    await expect(form(page).locator('[name=passphrase]')).toHaveValue('');
  }
  expect(said[0]).toBe(said[1]);
});

test('signing in leads where one wanted to go, and nowhere else', async ({ page, server }) => {
  const { email, passphrase } = server.people.facilitator;
  for (const [next, expected] of [['/ky/staff/events', '/ky/staff/events'], ['https://evil.example/ky/staff', '/ky/staff'], ['//evil.example', '/ky/staff']]) {
    await page.context().clearCookies();
    await page.goto(`/ky/staff/sign-in?next=${encodeURIComponent(next)}`);
    await form(page).locator('[name=email]').fill(email.toUpperCase());
    await form(page).locator('[name=passphrase]').fill(passphrase);
    await send(page);
    await expect(page).toHaveURL(expected);
  }
});

test('signing out ends the session for good', async ({ page, server }) => {
  const { email, passphrase } = server.people.facilitator;
  await page.goto('/en/staff/events');
  await form(page).locator('[name=email]').fill(email);
  await form(page).locator('[name=passphrase]').fill(passphrase);
  await send(page);
  await expect(page).toHaveURL('/en/staff/events');
  const cookies = await page.context().cookies();
  expect(cookies.filter((c) => c.name === 'sid').map((c) => [c.httpOnly, c.sameSite])).toEqual([[true, 'Lax']]);
  await page.locator('form.who button').click();
  await expect(page).toHaveURL(/\/staff\/sign-in/);
  await page.context().addCookies(cookies);
  await page.goto('/en/staff/events');
  await expect(page).toHaveURL(/\/staff\/sign-in/);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the second factor is asked for, a code works once, and a recovery code stands in', async ({ browser, server, javaScriptEnabled }) => {
    const { email, passphrase, app } = server.people.administrator;
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled });
    const page = await context.newPage();
    const code = await app.code();
    const enter = async () => {
      await page.goto('/ru/staff/sign-in?next=%2Fru%2Fstaff%2Fteam');
      await form(page).locator('[name=email]').fill(email);
      await form(page).locator('[name=passphrase]').fill(passphrase);
      await send(page);
      await expect(page).toHaveURL(/\/ru\/staff\/sign-in\/code\?next=/);
    };
    const give = async (text) => {
      await form(page).locator('[name=code]').fill(text);
      await send(page);
    };
    await enter();
    await page.goto('/ru/staff/account');
    await expect(page).toHaveURL(/\/sign-in\/code/);
    await page.goto('/ru/staff/sign-in/code');
    await give(code);
    await expect(page).toHaveURL('/ru/staff');
    await page.goto('/ru/staff/account');
    await page.locator('form[action$="/recovery-codes"] button').click();
    const recovery = await page.locator('.recovery-codes li').first().innerText();
    await page.goto('/ru/staff');
    await page.locator('form.who button').click();
    await enter();
    await give(code);
    await expect(page.locator('#errors')).toBeVisible();
    await give(recovery.toLowerCase());
    await expect(page).toHaveURL('/ru/staff/team');
    await context.close();
  });
});

test('each role sees its sections and is refused the others', async ({ as }) => {
  const sections = async (page) => page.locator('header nav.nav a').evaluateAll((all) => all.map((a) => a.pathname.replace('/en/staff', '') || '/'));
  const expected = {
    facilitator: ['/', '/events'],
    moderator: ['/', '/events', '/testimonials'],
    coordinator: ['/', '/events', '/testimonials', '/team'],
    administrator: ['/', '/events', '/testimonials', '/team', '/audit'],
  };
  for (const [role, wanted] of Object.entries(expected)) {
    const page = await as(role);
    await page.goto('/en/staff');
    const shown = await sections(page);
    for (const path of wanted) expect(shown, role).toContain(path);
    for (const path of ['/team', '/audit'].filter((p) => !wanted.includes(p))) {
      expect(shown, role).not.toContain(path);
      expect([403, 404], `${role} ${path}`).toContain((await page.goto(`/en/staff${path}`)).status());
    }
  }
});

test('one who may not edit an event is told so', async ({ as, world }) => {
  const page = await as('facilitator');
  for (const path of [`/staff/events/${world.desk}/edit`, `/staff/events/${world.desk}/registrations`, '/staff/events/new']) {
    expect([403, 404], path).toContain((await page.goto(`/ky${path}`)).status());
    await expect(page.locator('h1')).not.toBeEmpty();
  }
});
