// Chromium is the system's own: browser downloads are no part of setting up. Each worker has its own server and data, see fixtures.js.
const { defineConfig } = require('@playwright/test');

const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const desktop = { viewport: { width: 1280, height: 800 } };

module.exports = defineConfig({
  testDir: 'tests',
  outputDir: 'test-results/traces',
  globalSetup: require.resolve('./global-setup'),
  workers: 2,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['line']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      executablePath: process.env.SABAK_CHROMIUM || '/usr/bin/chromium',
      args: [
        '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
        '--disable-component-update', '--disable-sync',
      ],
    },
    locale: 'ky-KG',
    // Far from the events' zone: a time that followed the reader's clock would be seen.
    timezoneId: 'America/New_York',
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'nojs-phone',
      testMatch: ['public/*.spec.js', 'chain.spec.js'],
      testIgnore: '**/*.js.spec.js',
      use: { ...phone, javaScriptEnabled: false },
    },
    { name: 'js-phone', testMatch: ['public/*.spec.js', 'chain.spec.js', '**/*.js.spec.js'], use: phone },
    { name: 'js-desktop', testMatch: ['staff/*.spec.js', 'desk/*.spec.js', 'a11y.spec.js', 'observatory.spec.js', '**/*.js.spec.js'], use: desktop },
  ],
});
