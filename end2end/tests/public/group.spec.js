// Several people on one phone, answers that change, and what stands on paper. Without a script, at 320 pixels.
const { test, expect } = require('../../fixtures');
const { fill, sticksOut } = require('../../forms');

const form = (page) => page.locator('main form.form');
const press = (page, value) => form(page).locator(`button[name=action][value="${value}"]`).click();
const send = (page) => form(page).locator('.form-end button[type=submit]').click();

/** A phone number that nobody in the demonstration has. */
let next = 0;
const phone = () => `+996 702 ${String(100_000 + test.info().workerIndex * 1000 + next++)}`;

test.describe('on a narrow phone without a script', () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

  test('one helper registers three people, each with their own consent and link', async ({ page, world, as }) => {
    await page.goto(`/ky/events/${world.open}/register`);
    await page.locator(`main a[href$="/register-group"]`).click();
    await expect(page).toHaveURL(/\/register-group$/);
    await expect(form(page).locator('fieldset.person')).toHaveCount(2);
    expect(await form(page).locator('input[type=checkbox]:checked').count(), 'nothing is ticked beforehand').toBe(0);
    expect(await sticksOut(page)).toEqual([]);

    await fill(form(page), { p1_full_name: 'Айнагүл Жардамова', p1_phone: phone(), p1_participation: ['yes'], p2_full_name: 'Дилноза Эшикова', p2_locale: 'uz' });
    await press(page, 'add');
    await expect(page).toHaveURL(/#person-3$/);
    await expect(form(page).locator('[name=p1_full_name]')).toHaveValue('Айнагүл Жардамова');
    await fill(form(page), { p3_full_name: 'Ката Жазылды' });
    await press(page, 'add');
    await press(page, 'remove-3');
    await expect(form(page).locator('fieldset.person')).toHaveCount(3);
    await expect(form(page).locator('[name=p3_full_name]')).toHaveValue('');

    await form(page).locator('#person-3 .person-more summary').click();
    await fill(form(page), { p3_full_name: 'Марина Кагазова', p3_locale: 'ru', p3_participation: ['yes'], p3_photos: ['yes'], p3_diet: 'без мяса' });
    await send(page);
    const links = await page.locator('#errors a').evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.textContent]));
    expect(links.map(([href]) => href)).toEqual(['#f-p2_participation']);
    expect(links[0][1], 'the summary names the person').toContain('2');
    await expect(form(page).locator('#person-3 .person-more'), 'what was said is open').toHaveAttribute('open', '');

    await fill(form(page), { p2_participation: ['yes'] });
    await send(page);
    await expect(page).toHaveURL(/\/ky\/groups\/[\w-]{43}$/);
    const strips = page.locator('.strip');
    await expect(strips).toHaveCount(3);
    await expect(strips.nth(0)).toContainText('Айнагүл');
    await expect(strips.nth(1)).toHaveAttribute('lang', 'uz');
    await expect(strips.nth(2).locator('.qr svg')).toBeVisible();
    expect(await sticksOut(page)).toEqual([]);

    const address = await strips.nth(2).locator('.strip-link').textContent();
    const other = await as();
    await other.goto(new URL(address).pathname);
    await expect(other.locator('h1')).toHaveClass(/my-state/);
    await expect(other.locator('main')).not.toContainText('Марина');

    await page.locator('main form button[type=submit]').click();
    await expect(page).toHaveURL(new RegExp(`/ky/events/${world.open}/registered\\?done=closed$`));
    await page.goBack();
    await page.reload();
    await expect(page.locator('.strip')).toHaveCount(0);
  });

  test('answers are changed on the private page', async ({ page, world }) => {
    await page.goto(`/ru/events/${world.open}/register`);
    await fill(form(page), { full_name: 'Смена Ответова', phone: phone(), diet: 'без рыбы', participation: ['yes'] });
    await send(page);
    await page.locator('main a[href$="/answers"]').click();
    await expect(form(page).locator('[name=diet]')).toHaveValue('без рыбы');
    await expect(page.locator('main')).not.toContainText('Ответова');
    await fill(form(page), { diet: 'без молока', needs: ['travel'] });
    await send(page);
    await expect(page.locator('.notice[role=status]')).toBeVisible();
    await page.locator('main a[href$="/answers"]').click();
    await expect(form(page).locator('[name=diet]')).toHaveValue('без молока');
    await expect(form(page).locator('[name=needs][value=travel]')).toBeChecked();
  });

  test('what is printed is the pass alone, without a name', async ({ page, world }) => {
    await page.goto(`/ky/events/${world.open}/register`);
    await fill(form(page), { full_name: 'Кагазга Чыгарова', phone: phone(), participation: ['yes'] });
    await send(page);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 559, height: 794 });
    await expect(page.locator('.qr svg')).toBeVisible();
    await expect(page.locator('.code')).toBeVisible();
    for (const hidden of ['.site-header', '.tasks', '.switches', '.print-link', '.notice', 'main form']) {
      expect(await page.locator(hidden).filter({ visible: true }).count(), hidden).toBe(0);
    }
    expect(await page.locator('body').innerText()).not.toContain('Чыгарова');
    const tall = await page.evaluate(() => document.querySelector('main').scrollHeight);
    expect(tall, 'a page of A5').toBeLessThan(794);
    const wide = await page.locator('.qr').evaluate((e) => e.getBoundingClientRect().width / 96 * 25.4);
    expect(wide, 'millimetres').toBeGreaterThan(50);
  });
});
