// The registration form: nothing typed is lost, nothing typed is trusted, one tap registers once.
const { test, expect, LOCALES } = require('../../fixtures');
const { contents, fill, places } = require('../../forms');

const NASTY = `</textarea><script>alert(1)</script><!> &amp; "x" 'y' <b>z`;

/** Every field, filled; the phone is none and the consent is missing. */
const WRONG = {
  full_name: 'Айжамал Жээнбекова кызы',
  call_name: 'Айжамал',
  phone: '12-x',
  email: 'aijamal@post.example',
  locale: 'uz',
  age_band: '25_34',
  sex: 'female',
  home_region: 'osh',
  organisation: 'Аялдар биримдиги «Үмүт»',
  needs: ['interpreter', 'childcare'],
  diet: 'Эт жебейм, жаңгак да',
  note: 'Биринчи сап\nЭкинчи сап: өңү үч ңөү',
  participation: [],
  future_contact: ['yes'],
  photos: [],
};

const form = (page) => page.locator('main form.form');
const send = (page) => form(page).locator('.form-end button[type=submit]').click();

/** A phone number that nobody in the demonstration has. */
let next = 0;
const phone = () => `+996 700 ${String(100_000 + test.info().workerIndex * 1000 + next++)}`;

for (const locale of LOCALES) {
  test(`a refused form keeps everything typed, in ${locale}`, async ({ page, world }) => {
    await page.goto(`/${locale}/events/${world.open}/register`);
    const empty = await contents(form(page));
    const own = Object.keys(empty).filter((name) => !name.startsWith('q_'));
    expect(own.sort(), 'the fields of this test are those of the form').toEqual(Object.keys(WRONG).sort());
    for (const name of ['participation', 'future_contact', 'photos']) expect(empty[name], 'none pre-ticked').toEqual([]);
    expect(empty.locale).toEqual([locale]);
    await fill(form(page), { ...WRONG, email: `aijamal-${locale}@post.example` });
    const typed = await contents(form(page));
    await send(page);

    await expect(page).toHaveURL(new RegExp(`/${locale}/events/${world.open}/register#errors$`));
    expect(await contents(form(page))).toEqual(typed);
    const links = page.locator('#errors a');
    await expect(links).toHaveCount(2);
    for (const [index, name] of ['phone', 'participation'].entries()) {
      const field = form(page).locator(`[name=${name}]`);
      await expect(field).toHaveAttribute('aria-invalid', 'true');
      const said = await field.getAttribute('aria-describedby');
      await expect(page.locator(`#${said.split(' ').pop()}`)).not.toBeEmpty();
      await links.nth(index).click();
      await expect(field).toBeFocused();
      await expect(field).toBeInViewport();
    }

    await fill(form(page), { phone: phone(), participation: ['yes'] });
    await send(page);
    await expect(page).toHaveURL(new RegExp(`/${locale}/my/`));
  });
}

test('an empty form says what is missing, and where', async ({ page, world }) => {
  await page.goto(`/ru/events/${world.open}/register`);
  await send(page);
  const links = await page.locator('#errors a').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  expect(links).toEqual(['#f-full_name', '#f-phone', '#f-participation']);
  await expect(page.locator('#errors')).toBeFocused();
  // Going away and coming back shows a fresh form.
  await page.goto(`/ru/events/${world.open}/register`);
  await expect(page.locator('#errors')).toHaveCount(0);
});

test('markup in every text stays text, as typed', async ({ page, as, world }) => {
  await page.goto(`/en/events/${world.open}/register`);
  const texts = { full_name: NASTY, call_name: NASTY, organisation: NASTY, diet: NASTY, note: `${NASTY}\n${NASTY}` };
  const phoneNasty = NASTY.slice(0, 40);
  await fill(form(page), { ...texts, phone: phoneNasty, email: NASTY });
  await send(page);
  await expect(page.locator('#errors')).toBeVisible();
  expect(await contents(form(page))).toMatchObject({ ...texts, phone: phoneNasty, email: NASTY });
  await expect(page.locator('script:not([type="application/ld+json"], [src^="/js/"][defer])')).toHaveCount(0);

  await fill(form(page), { phone: phone(), email: '', participation: ['yes'] });
  await send(page);
  await expect(page).toHaveURL(/\/en\/my\//);
  await expect(page.locator('main script, script:not([src]), main b')).toHaveCount(0);

  const coordinator = await as('coordinator');
  await coordinator.goto(`/ky/staff/events/${world.open}/registrations`);
  const row = coordinator.locator('main a', { hasText: 'alert(1)' }).first();
  await expect(row).toHaveText(NASTY);
  await row.click();
  await expect(coordinator.locator('main')).toContainText(NASTY);
  await expect(coordinator.locator('script, main dd b')).toHaveCount(0);
});

test('texts at their limit pass and one past it come back whole', async ({ page, world }) => {
  const limits = { full_name: 120, call_name: 60, organisation: 120, diet: 200, note: 500 };
  const texts = (more) => Object.fromEntries(Object.entries(limits).map(([name, max]) => [name, 'ң'.repeat(max + more)]));
  await page.goto(`/ky/events/${world.open}/register`);
  await page.locator('[maxlength]').evaluateAll((all) => all.forEach((field) => field.removeAttribute('maxlength')));
  await fill(form(page), { ...texts(1), phone: phone(), participation: ['yes'] });
  await send(page);
  await expect(page.locator('#errors li')).toHaveCount(5);
  await expect(page.locator('#errors')).toContainText('120');
  expect(await contents(form(page))).toMatchObject(texts(1));
  await fill(form(page), texts(0));
  await send(page);
  await expect(page).toHaveURL(/\/ky\/my\//);
});

test('a double tap registers once', async ({ page, world, server }) => {
  const before = await places(server, world.open);
  await page.goto(`/ky/events/${world.open}/register`);
  await fill(form(page), { full_name: 'Эки Басуу', phone: phone(), participation: ['yes'] });
  const body = await form(page).evaluate((f) => new URLSearchParams(new FormData(f)).toString());
  const post = () =>
    fetch(`${server.url}/ky/events/${world.open}/register`, {
      method: 'POST', body, redirect: 'manual', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: server.url },
    });
  const answers = await Promise.all([post(), post(), post()]);
  const to = answers.map((a) => a.headers.get('location'));
  expect(answers.map((a) => a.status)).toEqual([303, 303, 303]);
  expect(new Set(to).size, to.join(' ')).toBe(1);
  await send(page);
  await expect(page).toHaveURL(new RegExp(to[0].replace(/\?.*/, '')));
  const after = await places(server, world.open);
  expect(after.taken).toBe(before.taken + 1);
});

test('a second registration with one number takes no second place and tells nothing of the first', async ({ page, as, world, server }) => {
  const number = phone();
  await page.goto(`/ru/events/${world.open}/register`);
  await fill(form(page), { full_name: 'Биринчи Адам', call_name: 'Биринчи', phone: number, participation: ['yes'] });
  await send(page);
  await expect(page).toHaveURL(/\/my\//);
  const before = await places(server, world.open);

  const other = await as();
  await other.goto(`/ru/events/${world.open}/register`);
  await fill(form(other), { full_name: 'Экинчи Адам', phone: number, participation: ['yes'] });
  await send(other);
  await expect(other.locator('h1')).not.toBeEmpty();
  await expect(other.locator('body')).not.toContainText('Биринчи');
  expect(new URL(other.url()).pathname).not.toBe(new URL(page.url()).pathname);
  expect(await places(server, world.open)).toEqual(before);
});

test('a full training takes names for the waiting list', async ({ page, world }) => {
  test.skip(!world.full, 'no full training');
  await page.goto(`/ky/events/${world.full}`);
  await page.locator('.register-bar a').click();
  await fill(form(page), { full_name: 'Күтүүчү Адам', phone: phone(), participation: ['yes'] });
  await send(page);
  await expect(page).toHaveURL(/\/my\//);
  const state = await page.locator('h1').innerText();
  await page.goto(`/ky${world.my}`);
  expect(await page.locator('h1').innerText()).not.toBe(state);
});

test('where registration is closed or called off there is no form, and a late post is told so', async ({ page, world, server }) => {
  const shut = [world.closed, world.cancelled, world.past, world.notYet].filter(Boolean);
  expect(shut.length).toBeGreaterThan(0);
  for (const slug of shut) {
    await page.goto(`/ky/events/${slug}`);
    await expect(page.locator('.register-bar')).toHaveCount(0);
    await page.goto(`/ky/events/${slug}/register`);
    await expect(page.locator('main [name=full_name]')).toHaveCount(0);
    await expect(page.locator('main h1')).not.toBeEmpty();
    const body = new URLSearchParams({
      submission_id: crypto.randomUUID(), full_name: 'Кеч Калган', phone: '+996700999777', locale: 'ky', participation: 'yes',
    });
    const answer = await fetch(`${server.url}/ky/events/${slug}/register`, { method: 'POST', body, redirect: 'manual', headers: { origin: server.url } });
    expect(answer.headers.get('location') ?? '').not.toContain('/my/');
    expect(answer.status).toBeLessThan(500);
  }
});

test('a keyboard is enough', async ({ page, world }) => {
  await page.goto(`/en/events/${world.open}/register`);
  await page.keyboard.press('Tab');
  await expect(page.locator('.skip')).toBeFocused();
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate(() => document.activeElement.name || document.activeElement.id || document.activeElement.localName);
  const seen = [];
  const until = async (name) => {
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
      const ring = await page.evaluate(() => {
        const style = getComputedStyle(document.activeElement);
        return style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      });
      expect(ring, `no visible focus on ${seen.at(-1)}`).toBe(true);
      if (seen.at(-1) === name) return;
    }
    throw new Error(`${name} is not reached: ${seen}`);
  };
  await until('full_name');
  await page.keyboard.type('Keyboard Person');
  await until('phone');
  await page.keyboard.type(phone());
  await until('participation');
  await page.keyboard.press('Space');
  expect(seen, 'the trap for machines is not for people').not.toContain('website');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/en\/my\//);
});

test('what a machine fills in is not sent, and nothing typed is lost', async ({ page, world, server }) => {
  const before = await places(server, world.open);
  await page.goto(`/ky/events/${world.open}/register`);
  await expect(form(page).locator('[name=website]')).not.toBeInViewport();
  await form(page).locator('[name=website]').evaluate((field) => (field.value = 'https://spam.example'));
  await fill(form(page), { full_name: 'Машина', phone: phone(), participation: ['yes'] });
  await send(page);
  await expect(page.locator('#errors')).toBeVisible();
  await expect(form(page).locator('[name=full_name]')).toHaveValue('Машина');
  await expect(form(page).locator('[name=website]')).toHaveValue('');
  expect(await places(server, world.open)).toEqual(before);
  // Somebody whose browser filled it in by itself sends again.
  await send(page);
  await expect(page).toHaveURL(/\/my\//);
});
