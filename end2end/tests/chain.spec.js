// The main job, from an empty data directory to a withdrawn testimonial, by nothing but pages.
const { Authenticator, test, expect, LOCALES, Server, Mail, Watch } = require('../fixtures');
const { fill } = require('../forms');

const PASSPHRASE = 'төө-кымыз-боз-үй-2026';
const ZONE = 'Asia/Bishkek';
const HOUR = 3_600_000;

/** As `datetime-local` has it, in the event's zone. */
function local(at) {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'short' });
  return parts.format(at).replace(' ', 'T');
}

const TITLE = {
  ky: 'Тренерлер үчүн тренинг: аялдардын укуктары',
  ru: 'Тренинг для тренеров: права женщин',
  uz: 'Trenerlar uchun trening: ayollar huquqlari',
  en: 'Training of trainers: women’s rights',
};

const RENDITION = {
  ky: { headline: 'Эми унчукпайм', quote: 'Мен эми айылда өзүм сабак өтөм.', narrative: 'Үч күндө мен өз укугумду билдим.' },
  ru: { headline: 'Теперь я не молчу', quote: 'Теперь я сама веду занятия в селе.', narrative: 'За три дня я узнала свои права.' },
  uz: { headline: 'Endi jim turmayman', quote: 'Endi qishloqda oʻzim dars oʻtaman.', narrative: 'Uch kunda huquqlarimni bilib oldim.' },
  en: { headline: 'I keep silent no more', quote: 'Now I teach in my village myself.', narrative: 'In three days I learned my rights.' },
};

test.describe.configure({ mode: 'serial' });

test.describe('the chain', () => {
  let server, mail, watch;
  const pages = {};
  const links = {};
  let slug, testimonial;

  /** Everybody has a browser of their own, on one phone each. */
  async function person(browser, name, use) {
    const context = await browser.newContext({ ...use, baseURL: server.url });
    context.setDefaultTimeout(10_000);
    await watch.over(context, server.url);
    pages[name] = await context.newPage();
    return pages[name];
  }

  const main = (page) => page.locator('main');
  const send = (form) => form.locator('.form-end button[type=submit]').first().click();

  test.beforeAll(async () => {
    mail = await Mail.start();
    server = await Server.start({ env: { SABAK_SMTP_URL: mail.url, SABAK_MAIL_FROM: 'no-reply@teng-ukuk.example' } });
    watch = new Watch();
  });

  test.afterAll(async () => {
    for (const page of Object.values(pages)) await page.context().close();
    await server?.stop();
    await mail?.stop();
  });

  test.afterEach(() => {
    expect(watch.wrong).toEqual([]);
    expect(server.complaints()).toEqual([]);
  });

  /** What a project asks of a browser, for the browsers made here. */
  const settings = ({ viewport, isMobile, hasTouch, javaScriptEnabled, contextOptions, locale, timezoneId }) =>
    ({ viewport, isMobile, hasTouch, javaScriptEnabled, locale, timezoneId, ...contextOptions });
  const use = () => settings(test.info().project.use);

  async function join(page, link, name) {
    await page.goto(link);
    const form = main(page).locator('form[method=post]');
    await fill(form, { name, passphrase: PASSPHRASE, passphrase_again: PASSPHRASE });
    if ((await form.locator('[name=email]').inputValue()) === '') {
      await fill(form, { email: `${name.split(' ')[0].toLowerCase()}@teng-ukuk.example` });
    }
    await send(form);
    await expect(page).toHaveURL(/\/staff(\/account\/second-factor)?$/);
    if (page.url().endsWith('/second-factor')) await enrol(page);
  }

  /** Adds the second factor that the role asks for. */
  async function enrol(page) {
    const app = new Authenticator(await main(page).locator('.code').innerText());
    const form = main(page).locator('form.form');
    await form.locator('[name=code]').fill(await app.code());
    await send(form);
    await expect(main(page).locator('.recovery-codes li')).toHaveCount(10);
    await main(page).locator('a.button').click();
    await expect(page).toHaveURL(/\/staff$/);
  }

  test('the one-time link makes the first administrator, once', async ({ browser }) => {
    const link = server.out.match(/http:\S+\/staff\/join\/\S+/)?.[0];
    expect(link, server.out).toBeTruthy();
    const admin = await person(browser, 'admin', use());
    await join(admin, link, 'Admin Asanova');
    const late = await person(browser, 'stranger', use());
    expect((await late.goto(link)).status()).toBe(404);
    await expect(late.locator('[name=passphrase]')).toHaveCount(0);
  });

  for (const [role, name] of [
    ['coordinator', 'Cholpon Sadykova'], ['moderator', 'Anara Ismailova'], ['moderator', 'Baktygul Osmonova'], ['facilitator', 'Farida Yusupova'],
  ]) {
    test(`the administrator invites ${name} as ${role}`, async ({ browser }) => {
      const { admin } = pages;
      const email = `${name.split(' ')[0].toLowerCase()}@teng-ukuk.example`;
      await admin.goto('/en/staff/team/invite');
      const form = main(admin).locator('form[method=post]');
      // The facilitator works where the coordinator assigns her; until then in her region.
      await fill(form, { email, role, scope: role === 'facilitator' ? 'region:osh' : 'all' });
      await send(form);
      await expect(admin).toHaveURL(/\/invited$/);
      const link = (await main(admin).locator('code').innerText()).trim();
      expect((await mail.to(email)).text).toContain(link);
      await join(await person(browser, name.split(' ')[0], use()), link, name);
    });
  }

  test('the coordinator makes a TOT over two days with three places, in four languages, and publishes it', async () => {
    const { Cholpon, stranger } = pages;
    const now = Date.now();
    // It has begun, so that those who are there can speak; late-comers may still register.
    const [began, ended] = [local(now - HOUR), local(now + 2 * HOUR)];
    const form = main(Cholpon).locator('form.form');
    await Cholpon.goto('/ru/staff/events/new');
    await fill(form, { kind: 'tot', main_locale: 'ky', title: TITLE.ky, region: 'osh', start: began, end: ended, capacity: '3' });
    await send(form);
    await expect(Cholpon).toHaveURL(/\/ru\/staff\/events\/[a-z0-9-]+\?done=created$/);
    slug = Cholpon.url().match(/events\/([a-z0-9-]+)/)[1];
    const section = async (name, fields) => {
      await Cholpon.goto(`/ru/staff/events/${slug}/edit/${name}`);
      if (name === 'sessions') await form.locator('button[name=action][value=add-session]').click();
      await fill(form, fields);
      await send(form);
      await expect(Cholpon).toHaveURL(/done=saved/);
    };
    await section('texts', Object.fromEntries(LOCALES.flatMap((l) => [
      [`title_${l}`, TITLE[l]],
      [`summary_${l}`, `${TITLE[l]}, ${l}`],
      [`description_${l}`, `${TITLE[l]}.\n\nОш, ${l}.`],
      [`venue_${l}`, `Ош, маданият үйү (${l})`],
    ])));
    await section('sessions', {
      zone: ZONE,
      s0_start: began,
      s0_end: ended,
      s1_start: local(now + 23 * HOUR),
      s1_end: local(now + 26 * HOUR),
      ...Object.fromEntries(LOCALES.flatMap((l) => [[`s0_title_${l}`, `1 · ${TITLE[l]}`], [`s1_title_${l}`, `2 · ${TITLE[l]}`]])),
    });
    await section('registration', { closes: local(now + 22 * HOUR) });
    await section('practical', { languages: ['ky', 'ru', 'uz'], interpreted: ['en'], covers: ['meals', 'childcare'] });
    expect((await stranger.goto(`/ky/events/${slug}`)).status(), 'a draft').toBe(404);

    await Cholpon.goto(`/ru/staff/events/${slug}/publish`);
    for (const l of LOCALES) await expect(main(Cholpon)).toContainText(TITLE[l]);
    await main(Cholpon).locator('form[action$="/publish"] button').click();
    await expect(Cholpon).toHaveURL(/done=published/);

    for (const l of LOCALES) {
      expect((await stranger.goto(`/${l}/events/${slug}`)).status()).toBe(200);
      await expect(stranger.locator('h1')).toHaveText(TITLE[l]);
      await expect(stranger.locator('.sessions li')).toHaveCount(2);
      await expect(stranger.locator('.session-day')).toHaveCount(2);
      await stranger.goto(`/${l}/events`);
      await expect(stranger.locator(`.events a[href="/${l}/events/${slug}"]`)).toHaveText(TITLE[l]);
    }
  });

  test('the coordinator assigns the facilitator', async () => {
    const { Cholpon } = pages;
    await Cholpon.goto(`/ky/staff/events/${slug}`);
    const form = main(Cholpon).locator('form[action$="/facilitators"]');
    await form.locator('select[name=staff]').selectOption({ label: 'Farida Yusupova' });
    await send(form);
    await expect(main(Cholpon).locator('.switches')).toContainText('Farida Yusupova');
  });

  const PARTICIPANTS = [
    { key: 'aigul', locale: 'ky', full_name: 'Айгүл Токтосунова', call_name: 'Айгүл', phone: '0555 010 201' },
    { key: 'gulnara', locale: 'ru', full_name: 'Гульнара Сатыбалдиева', call_name: 'Гульнара', email: 'gulnara@post.example' },
    { key: 'dilfuza', locale: 'uz', full_name: 'Dilfuza Rahimova', call_name: 'Dilfuza', phone: '+996 777 010 203' },
    { key: 'jamila', locale: 'ky', full_name: 'Жамийла Осмонова', call_name: 'Жамийла', phone: '0700010204', email: 'jamila@post.example' },
  ];

  for (const [index, someone] of PARTICIPANTS.entries()) {
    const { key, locale, ...typed } = someone;
    const expected = index < 3 ? 'confirmed' : 'waitlisted';
    test(`${typed.full_name} registers from a phone and is ${expected}`, async ({ browser }) => {
      const page = await person(browser, key, use());
      await page.goto(`/${locale}/events/${slug}`);
      await page.locator('.register-bar a.button').click();
      await expect(page).toHaveURL(`/${locale}/events/${slug}/register`);
      const form = main(page).locator('form.form');
      await fill(form, { ...typed, participation: 'yes' });
      await send(form);
      await expect(page).toHaveURL(new RegExp(`/${locale}/my/[\\w-]{20,}`));
      links[key] = new URL(page.url()).pathname;

      await expect(page.locator('h1.my-state')).not.toBeEmpty();
      await expect(main(page)).toContainText(TITLE[locale]);
      await expect(page.locator('.quick-exit')).toBeVisible();
      if (expected === 'confirmed') {
        expect((await page.locator('.code').innerText()).replace(/\s/g, '')).toMatch(/^[0-9A-HJKMNP-TV-Z*~$=]{11}$/);
        await expect(page.locator('.qr svg')).toBeVisible();
        const calendar = await page.request.get(await page.locator('a[href$=".ics"]').first().getAttribute('href'));
        expect(calendar.headers()['content-type']).toContain('text/calendar');
        const ics = await calendar.text();
        expect(ics.match(/BEGIN:VEVENT/g).length).toBeGreaterThanOrEqual(1);
        expect(ics).toContain('BEGIN:VCALENDAR');
      }
      if (typed.email) {
        const letter = await mail.to(typed.email, (m) => m.text.includes(links[key]));
        expect(letter.text).toContain(TITLE[locale]);
        expect(letter.subject, 'it shows on locked screens').not.toContain(TITLE[locale]);
      }
    });
  }

  test('the page and the interface say that it is full', async ({ request }) => {
    const { stranger } = pages;
    await stranger.goto(`/en/events/${slug}`);
    await expect(stranger.locator('.register-bar')).toContainText('1');
    const { items } = await request.get(`${server.url}/api/v1/events`).then((r) => r.json());
    expect(items.find((e) => e.slug === slug)).toMatchObject({ capacity: 3, taken: 3, waiting: 1, registration: 'waiting_list' });
  });

  test('one withdraws, the next in line is offered the place and takes it', async () => {
    const { gulnara, jamila } = pages;
    const before = await jamila.goto(links.jamila).then(() => jamila.locator('h1.my-state').innerText());
    await gulnara.goto(links.gulnara);
    const state = await gulnara.locator('h1.my-state').innerText();
    await withdraw(gulnara);
    await expect(gulnara.locator('h1.my-state')).not.toHaveText(state);

    await jamila.reload();
    await expect(jamila.locator('h1.my-state')).not.toHaveText(before);
    const accept = main(jamila).locator('form[action$="/offer"] button[value=accept]');
    await expect(accept).toBeVisible();
    await expect.poll(() => mail.all().filter((m) => m.to.includes('jamila@') && m.text.includes(links.jamila)).length).toBe(2);
    await accept.click();
    await expect(accept).toHaveCount(0);
    await expect(jamila.locator('.code')).toBeVisible();
  });

  async function withdraw(page) {
    const direct = main(page).locator('form[action$="/withdraw"] button');
    if ((await direct.count()) === 0) await main(page).locator('a[href$="/withdraw"]').click();
    await main(page).locator('form[action$="/withdraw"] button').first().click();
  }

  test('the facilitator takes attendance of two sessions, adds a walk-in and corrects herself', async () => {
    const { Farida } = pages;
    await Farida.goto(`/uz/staff/events/${slug}/desk`);
    const row = (name) => Farida.locator('.roster > li', { hasText: name });
    const status = (name, value) => row(name).locator(`button[name=status][value=${value}]`);
    const tap = async (name, value) => {
      if (!(await status(name, value).isVisible())) await row(name).locator('.status-more summary').click();
      await status(name, value).click();
    };
    const stands = (name, value) => expect(row(name).locator('.roster-row')).toHaveAttribute('data-status', value);
    await expect(row('Гульнара')).toHaveCount(0);
    for (const [name, value] of [['Айгүл', 'present'], ['Dilfuza', 'late'], ['Жамийла', 'absent']]) {
      await tap(name, value);
      await stands(name, value);
      await expect(status(name, value)).toHaveAttribute('aria-pressed', 'true');
    }
    await expect(Farida.locator('.undo')).toContainText('Жамийла');

    // A correction says why.
    await tap('Айгүл', 'absent');
    await expect(Farida).toHaveURL(/\/desk\/correct\?/);
    const correction = main(Farida).locator('form[action$="/corrections"]');
    await expect(correction.locator('[name=status]:checked')).toHaveValue('absent');
    await send(correction);
    await expect(Farida.locator('#errors')).toBeVisible();
    await fill(correction, { reason: 'Башка Айгүл экен' });
    await send(correction);
    await stands('Айгүл', 'absent');
    await tap('Айгүл', 'late');
    await stands('Айгүл', 'late');

    const door = main(Farida).locator('form[action$="/walk-ins"]');
    await fill(door, { full_name: 'Нуржан Келген', phone: '0700 010 299' });
    await send(door);
    await stands('Нуржан', 'present');

    const count = main(Farida).locator('form[action$="/headcount"]');
    await fill(count, { people: '5' });
    await send(count);
    await expect(Farida.locator('.desk-counts b')).toHaveText(['3', '5']);

    // The second day is a sheet of its own.
    await Farida.locator('.chips a:not([aria-current])').click();
    await expect(Farida.locator('.roster > li')).toHaveCount(4);
    await expect(Farida.locator('.roster-row[data-status]')).toHaveCount(0);
    await tap('Айгүл', 'present');
    await stands('Айгүл', 'present');
    await tap('Dilfuza', 'excused');
    await stands('Dilfuza', 'excused');
    await Farida.locator('.chips a:not([aria-current])').click();
    await stands('Dilfuza', 'late');
  });

  test('a participant gives a testimonial and says where it may be read', async () => {
    const { aigul } = pages;
    await aigul.goto(links.aigul);
    await main(aigul).locator(`a[href="${links.aigul}/testimonial"]`).first().click();
    const form = main(aigul).locator('form.form');
    await fill(form, { locale: 'ky', headline: 'Эми мен унчукпайм', body: 'Мен айылда өзүм сабак өтөм. Менин номерим 0555 010 201.', channel: ['site'], attribution: 'first_name' });
    await send(form);
    await expect(aigul).toHaveURL(new RegExp(`^${server.url}${links.aigul}`));
    await expect(main(aigul)).toContainText('Эми мен унчукпайм');
    expect(await (await fetch(`${server.url}/ky/testimonials`)).text()).not.toContain('унчукпайм');
  });

  test('one moderator prepares four languages and cannot approve her own work', async () => {
    const { Anara } = pages;
    await Anara.goto('/ky/staff/testimonials');
    await main(Anara).locator('a[href*="/staff/testimonials/"]').first().click();
    await expect(Anara).toHaveURL(/\/staff\/testimonials\/[0-9a-f-]{36}/);
    testimonial = Anara.url().match(/[0-9a-f-]{36}/)[0];
    await expect(main(Anara)).toContainText('Мен айылда өзүм сабак өтөм.');
    await expect(main(Anara).locator('.agreed')).toContainText('Айгүл');
    for (const l of LOCALES) {
      await Anara.goto(`/ky/staff/testimonials/${testimonial}?lang=${l}`);
      const form = main(Anara).locator('form[action$="/rendition"]');
      await fill(form, { ...RENDITION[l], attribution: 'first_name' });
      await send(form);
      await expect(main(Anara).locator('.decision')).toContainText('Anara Ismailova');
      await expect(main(Anara).locator('form[action$="/approve"]')).toHaveCount(0);
    }
    await refused(Anara, 'her own work');
    expect(await (await fetch(`${server.url}/ky/testimonials`)).text()).not.toContain(RENDITION.ky.headline);
  });

  /** Sends the approval past the page, which offers no button for it. */
  async function refused(page, whose) {
    await pages.Baktygul.goto(`/ky/staff/testimonials/${testimonial}?lang=ky`);
    const sha256 = await main(pages.Baktygul).locator('form[action$="/approve"] [name=sha256]').inputValue();
    const answer = await page.request.post(`/ky/staff/testimonials/${testimonial}/approve`, {
      form: { sha256 }, headers: { origin: server.url }, maxRedirects: 0,
    });
    expect(answer.status(), whose).toBe(403);
  }

  test('another moderator approves exactly those texts', async () => {
    const { Baktygul } = pages;
    for (const l of LOCALES) {
      await Baktygul.goto(`/ru/staff/testimonials/${testimonial}?lang=${l}`);
      await expect(main(Baktygul).locator('.side').last()).toContainText(RENDITION[l].quote);
      const approve = main(Baktygul).locator('form[action$="/approve"] button');
      await approve.click();
      await expect(approve).toHaveCount(0);
      await expect(main(Baktygul).locator('.decision')).toContainText('Baktygul Osmonova');
    }
  });

  test('the public reads it in four languages, and only where it was agreed', async () => {
    const { stranger } = pages;
    for (const l of LOCALES) {
      await stranger.goto(`/${l}/testimonials`);
      const link = main(stranger).locator(`a[href="/${l}/testimonials/${testimonial}"]`).first();
      await expect(main(stranger)).toContainText(RENDITION[l].quote);
      await link.click();
      await expect(main(stranger)).toContainText(RENDITION[l].headline);
      await expect(main(stranger)).toContainText(RENDITION[l].narrative);
      await expect(main(stranger)).toContainText('Айгүл');
      await expect(main(stranger)).not.toContainText('Токтосунова');
      await expect(main(stranger)).not.toContainText('0555');
      await stranger.goto(`/${l}`);
      await expect(main(stranger)).toContainText(RENDITION[l].quote);
    }
    await openTestimonial(pages.aigul);
    const feed = () => fetch(`${server.url}/api/v1/testimonials`).then((r) => r.text());
    expect(await feed()).not.toContain(testimonial);
    for (const agreed of ['true', 'false', 'true']) {
      await channel('feeds').click();
      await expect(channel('feeds')).toHaveAttribute('aria-pressed', agreed);
      expect((await feed()).includes(testimonial)).toBe(agreed === 'true');
    }
  });

  /** The speaker's switch for one channel. */
  function channel(name) {
    const { aigul } = pages;
    return main(aigul).locator('form', { has: aigul.locator(`[name=channel][value=${name}]`) }).locator('button');
  }

  test('the speaker withdraws, and within a second it is gone everywhere', async () => {
    const { aigul } = pages;
    const addresses = LOCALES.flatMap((l) => [`/${l}`, `/${l}/testimonials`]);
    const look = async (path) => {
      const answer = await fetch(server.url + path);
      return { status: answer.status, text: await answer.text() };
    };
    expect((await look(`/ky/testimonials/${testimonial}`)).status).toBe(200);
    await openTestimonial(aigul);
    const start = Date.now();
    await withdraw(aigul);
    for (;;) {
      const wall = await Promise.all(addresses.map(look));
      const page = await Promise.all(LOCALES.map((l) => look(`/${l}/testimonials/${testimonial}`)));
      const gone = page.every((p) => p.status === 410) && wall.every((w) => LOCALES.every((l) => !w.text.includes(RENDITION[l].quote)));
      const elapsed = Date.now() - start;
      if (gone) {
        expect(elapsed).toBeLessThan(1_000);
        break;
      }
      expect(elapsed, 'still there').toBeLessThan(1_000);
    }
    expect(await fetch(`${server.url}/api/v1/testimonials`).then((r) => r.text())).not.toContain(testimonial);
    const { stranger } = pages;
    expect((await stranger.goto(`/uz/testimonials/${testimonial}`)).status()).toBe(410);
    for (const l of LOCALES) await expect(stranger.locator('body')).not.toContainText(RENDITION[l].headline);
  });

  async function openTestimonial(page) {
    await page.goto(links.aigul);
    await main(page).locator(`a[href$="/testimonial/${testimonial}"]`).click();
  }

  test('every step is in the history of actions', async () => {
    const { admin } = pages;
    await admin.goto('/en/staff/audit');
    await expect(main(admin).locator('tr', { hasText: testimonial })).not.toHaveCount(0);
    for (const name of ['Cholpon Sadykova', 'Anara Ismailova', 'Baktygul Osmonova', 'Farida Yusupova']) await expect(main(admin)).toContainText(name);
    // Who did what to which; never what it said.
    await expect(main(admin)).not.toContainText('унчукпайм');
    await expect(main(admin)).not.toContainText('Токтосунова');
  });
});
