// A freed place goes to who waits: taken by one, left to the next by another. Without a script.
const { test, expect } = require('../../fixtures');

test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

/** The first registration in this state, as the coordinator opens it. */
async function open(coordinator, slug, state) {
  await coordinator.goto(`/en/staff/events/${slug}/registrations?state=${state}`);
  await coordinator.locator(`main a[href*="/registrations/"]`).filter({ hasText: /\S/ }).first().click();
  await expect(coordinator).toHaveURL(/\/registrations\/[0-9a-f-]{36}$/);
}

/** Gives up somebody's place for them, and opens the private page of whom it is offered to. */
async function offered(coordinator, page, slug) {
  await open(coordinator, slug, 'confirmed');
  await coordinator.locator('main form[action$="/withdraw"] button').click();
  await open(coordinator, slug, 'offered');
  await coordinator.locator('main a[href$="/by-hand"]').click();
  const text = await coordinator.locator('main textarea').first().inputValue();
  const link = text.match(/\/(?:ky|ru|uz|en)(\/my\/[\w-]+)/)[1];
  await page.goto(`/en${link}`);
  await expect(page.locator('h1')).toHaveText('A place is offered to you.');
  await expect(page.locator('.lead'), 'when to answer, and how long that is').toContainText(/Answer by .+ \(in \d+ (hours|days)/);
}

test('an offer is taken, and another is left to the next', async ({ page, as, world }) => {
  test.skip(!world.full, 'the demonstration has no full training');
  const coordinator = await as('coordinator', { javaScriptEnabled: false });
  await offered(coordinator, page, world.full);
  await page.locator('main button[name=answer][value=accept]').click();
  await expect(page.locator('h1')).toHaveText('Your place is confirmed.');
  await expect(page.locator('.code')).toBeVisible();

  await offered(coordinator, page, world.full);
  const first = page.url();
  await page.locator('main button[name=answer][value=decline]').click();
  await expect(page.locator('h1')).toHaveText('The registration is withdrawn.');
  await open(coordinator, world.full, 'offered');
  await coordinator.locator('main a[href$="/by-hand"]').click();
  expect(await coordinator.locator('main textarea').first().inputValue(), 'the next one has it').not.toContain(new URL(first).pathname.slice(4));
});
