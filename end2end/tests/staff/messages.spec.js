// The call list as somebody works through it on a phone, without scripts and with them.
const { test, expect } = require('../../fixtures');

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

for (const javaScriptEnabled of [false, true]) {
  test(`people are told by hand, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ as, world }) => {
    const staff = await as('coordinator', { ...phone, javaScriptEnabled });
    await staff.goto('/ky/staff');
    await staff.locator('ul.today a[href$="/staff/messages"]').click();
    const kept = world.message.split('/').pop();
    const open = staff.locator(`table.card-table tbody a[href*="/staff/messages/"]:not([href$="${kept}"])`);
    await expect(open.first()).toBeVisible();
    await expect(staff.locator('main')).not.toContainText('/my/');
    expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    const path = new URL(await open.first().getAttribute('href'), staff.url()).pathname;

    await open.first().click();
    const text = await staff.locator('#f-text').inputValue();
    expect(text).toContain('/my/');
    const href = (scheme) => staff.locator(`main a[href^="${scheme}"]`).first().getAttribute('href');
    for (const scheme of ['sms:+996', 'whatsapp://send?phone=996', 'tg://resolve?phone=996']) {
      expect(decodeURIComponent(await href(scheme))).toContain(text.trim());
    }
    expect(await href('tel:+996')).toBeTruthy();
    expect(await staff.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

    await staff.locator('form[action$="/unreached"] button').click();
    await expect(staff.locator('.notice[role=status]')).toBeVisible();
    await staff.goto(path);
    await (javaScriptEnabled ? staff.locator('form[action$="/skip"] button') : staff.locator('form[action$="/done"] button')).click();
    await expect(staff.locator('.notice[role=status]')).toBeVisible();
    await expect(staff.locator(`a[href="${path}"]`)).toHaveCount(0);
    // Told already: it leads back to the list, which says so.
    await staff.goto(path);
    await expect(staff).toHaveURL(/\/staff\/messages\?done=gone$/);
  });
}

test('who does not want to be contacted says so on their page, and the staff sees it', async ({ as, page, world }) => {
  await page.goto(`/uz${world.waiting ?? world.my}`);
  const form = page.locator('form[action$="/channel"]');
  await form.locator('input[value=none]').check();
  await form.locator('button').click();
  await expect(page.locator('form[action$="/channel"] input[value=none]')).toBeChecked();
  await form.locator('input[value=by_hand]').check();
  await form.locator('button').click();
  await expect(page.locator('form[action$="/channel"] input[value=by_hand]')).toBeChecked();

  const staff = await as('coordinator');
  await staff.goto(`/ru${world.registration}`);
  await staff.locator('form[action$="/channel"] input[value=none]').check();
  await staff.locator('form[action$="/channel"] button').click();
  await expect(staff).toHaveURL(/done=channel/);
  await expect(staff.locator('main')).toContainText('просит с ним не связываться');
});
