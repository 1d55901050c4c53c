// After signing out nothing of the staff pages can be seen again with the back button, in a browser that keeps whole pages as people's do.
const { chromium } = require('@playwright/test');
const { test, expect, Watch, signIn } = require('../../fixtures');
const config = require('../../playwright.config');

for (const javaScriptEnabled of [true, false]) {
  test(`back after signing out shows nothing, ${javaScriptEnabled ? 'with' : 'without'} scripts`, async ({ server, world }) => {
    // Playwright switches the keeping of pages off.
    const browser = await chromium.launch({ ...config.use.launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    try {
      const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled });
      await new Watch().over(context, server.url);
      const page = await context.newPage();
      // The control: a public page comes back without a line.
      await page.goto('/en/about');
      const about = await page.locator('h1').innerText();
      await page.goto('/en/privacy');
      await context.setOffline(true);
      await page.goBack({ waitUntil: 'commit' });
      await expect(page.locator('h1')).toHaveText(about);
      await context.setOffline(false);

      await signIn(page, server.url, server.people.facilitator);
      await page.goto(`/en/staff/events/${world.desk}/desk`);
      const name = (await page.locator('.roster-row').first().innerText()).split('\n')[0];
      expect(name.length).toBeGreaterThan(2);
      await page.goto('/en/staff/account');
      await page.locator('form.who button').click();
      await expect(page).toHaveURL(/\/staff\/sign-in/);
      for (const cut of [false, true]) {
        // The second time without a line: what a browser still shows then, it has kept.
        await context.setOffline(cut);
        for (let steps = 0; steps < 3; steps += 1) {
          await page.goBack({ timeout: 3000, waitUntil: 'commit' }).catch(() => {});
          await page.waitForTimeout(300);
          const shown = await page.content();
          expect(shown).not.toContain(name);
          expect(shown).not.toContain('form class="who"');
        }
        await context.setOffline(false);
        await page.goto('/en/staff/sign-in');
      }
    } finally {
      await browser.close();
    }
  });
}
