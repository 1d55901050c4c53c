// Questions of an event: a follow-up is asked when its answer is given, with a script and without.
const { test, expect } = require('../../fixtures');
const { contents, fill } = require('../../forms');

const form = (page) => page.locator('main form.form');
const send = (page) => form(page).locator('.form-end button[type=submit]').click();
let next = 0;
const phone = () => `+996 700 ${String(300_000 + test.info().workerIndex * 1000 + next++)}`;

for (const [locale, often, what] of [['ky', 'Көп жолу', 'Эмне тууралуу өткөрдүңүз?'], ['ru', 'Много раз', 'О чём были тренинги?']]) {
  test(`an answer brings one more question and loses nothing, in ${locale}`, async ({ page, world }) => {
    test.skip(!world.asking, 'no event of the demonstration asks anything');
    await page.goto(`/${locale}/events/${world.asking}/register`);
    await expect(page.getByText(what)).toHaveCount(0);
    await fill(form(page), { full_name: 'Бегайым Сынактаева', phone: phone(), participation: ['yes'] });
    await page.getByLabel(often).check();
    const typed = await contents(form(page));
    await send(page);

    await expect(page).toHaveURL(/\/register#more$/);
    await expect(page.locator('#more [role=status]')).toBeInViewport();
    await expect(page.locator('#errors, .field-invalid')).toHaveCount(0);
    const back = await contents(form(page));
    for (const [name, value] of Object.entries(typed).filter(([name]) => !['q_shown', 'stamp'].includes(name))) expect(back[name], name).toEqual(value);
    await page.getByLabel(what).fill('Эмгек укугу');
    await send(page);
    await expect(page).toHaveURL(new RegExp(`/${locale}/my/`));
    await page.goto(page.url().replace(/\?.*$/, '/data'));
    await expect(page.locator('main')).toContainText('Эмгек укугу');
    await expect(page.locator('main')).toContainText(often);
  });
}
