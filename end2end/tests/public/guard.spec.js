// The guards of public forms at their real limits, on a server of their own: what is refused is there again, and who has no
// script is asked for nothing that needs one.
const { test, expect, Server } = require('../../fixtures');
const { contents, fill } = require('../../forms');

const form = (page) => page.locator('main form.form');
const send = (page) => form(page).locator('.form-end button[type=submit]').click();

let next = 0;
const person = () => ({
  full_name: 'Гүлбарчын Өмүрзак кызы', phone: `+996 700 ${String(800_000 + test.info().workerIndex * 1000 + next++)}`, note: 'Көктөм «өң»', participation: ['yes'],
});

/** Runs `body` with a page on a server that guards as `env` says. */
async function guarded({ page, watch, world }, env, body) {
  const server = await Server.start({ template: process.env.E2E_TEMPLATE, env });
  try {
    watch.allow(server.url);
    await body(`${server.url}/ru/events/${world.open}/register`);
    expect(server.complaints()).toEqual([]);
  } finally {
    await page.goto('about:blank');
    await server.stop();
  }
}

test('a form that was open for days comes back filled, and goes through', async ({ page, watch, world }) => {
  await guarded({ page, watch, world }, { SABAK_MIN_FILL_MS: '2000' }, async (address) => {
    await page.goto(address);
    await fill(form(page), person());
    const typed = await contents(form(page));
    const stamp = form(page).locator('[name=stamp]');
    await stamp.evaluate((field) => (field.value = '1700000000000.AAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'));
    await send(page);
    await expect(page.locator('#errors')).toContainText('открыта слишком долго');
    expect(await contents(form(page))).toEqual(typed);
    await expect(stamp).not.toHaveValue(/^17000/);
    await page.waitForTimeout(2_100);
    await send(page);
    await expect(page).toHaveURL(/\/ru\/my\//);
  });
});

test('a crowded network: nothing is lost, and a script may work instead of waiting', async ({ page, watch, world, javaScriptEnabled }) => {
  const env = { SABAK_ADDRESS_FORMS_PER_HOUR: '1', SABAK_TRUSTED_PROXIES: '127.0.0.1', SABAK_CLIENT_HEADER: 'x-test-client' };
  await guarded({ page, watch, world }, env, async (address) => {
    await page.setExtraHTTPHeaders({ 'x-test-client': '203.0.113.9' });
    await page.goto(address);
    await expect(page.locator('[name=work]'), 'no work while there is room').toHaveCount(0);
    await fill(form(page), person());
    await send(page);
    await expect(page).toHaveURL(/\/ru\/my\//);

    await page.goto(address);
    await fill(form(page), person());
    const typed = await contents(form(page));
    await send(page);
    await expect(page.locator('#errors')).toContainText('очень много форм');
    expect(await contents(form(page))).toEqual(typed);
    if (javaScriptEnabled === false) {
      await expect(page.locator('[name=work]')).toHaveValue('');
      // Somebody on another network is not asked to wait.
      await page.setExtraHTTPHeaders({ 'x-test-client': '203.0.113.10' });
    } else {
      await expect(page.locator('[name=work]')).toHaveValue(/^\d+$/, { timeout: 30_000 });
    }
    await send(page);
    await expect(page).toHaveURL(/\/ru\/my\//);
  });
});
