const { test, expect, LOCALES } = require('../../fixtures');

const slugs = (page) => page.locator('.events .event-title a').evaluateAll((all) => all.map((a) => a.getAttribute('href').split('/').pop()));

test.describe('the list', () => {
  test('shows what is to come, soonest first, with the state in words', async ({ page, world }) => {
    await page.goto('/ky/events');
    const shown = await slugs(page);
    expect(shown).toEqual(world.items.map((e) => e.slug));
    for (const row of await page.locator('.event-row').all()) {
      await expect(row.locator('.event-when')).not.toBeEmpty();
      await expect(row.locator('.event-state')).not.toBeEmpty();
    }
  });

  test('filters by a plain form, and the address says so', async ({ page, world }) => {
    await page.goto('/ky/events');
    const filters = page.locator('form.filters');
    await filters.locator('[name=region]').selectOption(world.region);
    await filters.locator('button').click();
    await expect(page).toHaveURL(/region=/);
    expect(await slugs(page)).toEqual(world.items.filter((e) => e.region === world.region).map((e) => e.slug));
    await expect(filters.locator('[name=region]')).toHaveValue(world.region);

    await page.locator('.chips a').nth(1).click();
    const open = world.items.filter((e) => e.region === world.region && ['open', 'waiting_list'].includes(e.registration));
    expect(await slugs(page)).toEqual(open.map((e) => e.slug));
    await expect(page).toHaveURL(/open=yes/);
    await expect(filters.locator('[name=region]')).toHaveValue(world.region);
  });

  test('filters by language and month', async ({ page, world }) => {
    for (const language of LOCALES) {
      await page.goto(`/en/events?language=${language}`);
      expect(await slugs(page)).toEqual(world.items.filter((e) => e.languages.includes(language)).map((e) => e.slug));
    }
    await page.goto('/en/events');
    const month = page.locator('[name=month]');
    const values = await month.locator('option').evaluateAll((all) => all.map((o) => o.value).filter(Boolean));
    const found = [];
    for (const value of values) {
      await page.goto(`/en/events?month=${value}`);
      found.push(...(await slugs(page)));
    }
    expect(new Set(found)).toEqual(new Set(world.items.map((e) => e.slug)));
  });

  test('says so when nothing is found, and leads back', async ({ page, world }) => {
    await page.goto('/uz/events?month=2001-01');
    expect(await slugs(page)).toEqual([]);
    await page.locator('main .empty a, main a[href="/uz/events"]').last().click();
    expect((await slugs(page)).length).toBe(world.items.length);
  });

  test('takes nonsense for no filter', async ({ page, world }) => {
    await page.goto(`/en/events?region=${encodeURIComponent('"><b>')}&month=x&language=xx&open=1`);
    expect((await slugs(page)).length).toBe(world.items.length);
    await expect(page.locator('main b')).toHaveCount(0);
  });

  test('shows what is over on its own', async ({ page, world }) => {
    await page.goto('/ru/events');
    await page.locator('.chips a').last().click();
    await expect(page).toHaveURL(/past=yes/);
    const past = await slugs(page);
    expect(past).toContain(world.past);
    for (const slug of past) expect(world.items.map((e) => e.slug)).not.toContain(slug);
  });
});

test.describe('a training', () => {
  test('says when, where, in which languages, and leads to the form and the calendar', async ({ page, world }) => {
    for (const locale of LOCALES) {
      await page.goto(`/${locale}/events/${world.open}`);
      const item = world.items.find((e) => e.slug === world.open);
      // Others register meanwhile: the places left are asked for anew.
      const { items } = await (await page.request.get('/api/v1/events')).json();
      const now = items.find((e) => e.slug === world.open);
      const facts = page.locator('.event-side');
      for (const language of item.languages) {
        await expect(facts).toContainText({ ky: 'Кыргызча', ru: 'Русский', uz: 'Oʻzbekcha', en: 'English' }[language]);
      }
      // A page may be a second old (decision 4).
      await expect(async () => {
        await page.reload();
        expect(await page.locator('.register-bar').innerText()).toContain(String(now.capacity - now.taken));
      }).toPass();
      await expect(page.locator('.register-bar a')).toBeInViewport();
      const ics = await page.request.get(await page.locator('a[href$="calendar.ics"]').getAttribute('href'));
      expect(ics.headers()['content-type']).toContain('text/calendar');
      expect(await ics.text()).toContain('BEGIN:VEVENT');
    }
  });

  test('tells search engines the same as people', async ({ page, world }) => {
    await page.goto(`/ru/events/${world.open}`);
    const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
    expect(data).toMatchObject({ '@type': 'Event', name: await page.locator('h1').innerText() });
    await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', new RegExp(`/ru/events/${world.open}$`));
    await expect(page.locator('link[rel=alternate][hreflang]')).toHaveCount(5);
    await expect(page.locator('meta[property="og:title"]')).toHaveAttribute('content', data.name + ' · Тең укук');
  });

  test('in safe mode keeps place and day to itself', async ({ page, world, server }) => {
    test.skip(!world.safe, 'no training in safe mode');
    const answer = await page.goto(`/en/events/${world.safe}`);
    const html = await answer.text();
    await expect(page.locator('meta[name=robots]')).toHaveAttribute('content', /noindex/);
    expect(html).not.toMatch(/\b\d{1,2}:\d{2}–\d{1,2}:\d{2}\b/);
    expect(html).not.toContain('ld+json');
    expect((await fetch(`${server.url}/en/events/${world.safe}/calendar.ics`)).status).toBe(404);
  });

  test('called off says so first', async ({ page, world }) => {
    test.skip(!world.cancelled, 'no cancelled training');
    await page.goto(`/ky/events/${world.cancelled}`);
    await expect(page.locator('.event-head .notice')).toBeInViewport();
    await expect(page.locator('.register-bar')).toHaveCount(0);
  });

  test('is not sent twice to who has it', async ({ server, world }) => {
    const url = `${server.url}/ky/events/${world.open}`;
    const etag = (await fetch(url)).headers.get('etag');
    expect(etag).toBeTruthy();
    expect((await fetch(url, { headers: { 'if-none-match': etag } })).status).toBe(304);
  });
});
