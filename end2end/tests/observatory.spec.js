// The binary behind a TLS front, scored by MDN's HTTP Observatory. The scanner looks at `/`, so each page takes its turn there.
const { execFile } = require('node:child_process');
const path = require('node:path');
const { test, expect } = require('@playwright/test');
const { Front } = require('../front');
const { Server } = require('../server');
const { register } = require('../world');

let front;
let server;
let pages;

test.beforeAll(async () => {
  front = await Front.listen();
  server = await Server.start({ template: process.env.E2E_TEMPLATE, env: { SABAK_PUBLIC_URL: front.url } });
  const { items } = await (await fetch(`${server.url}/api/v1/events`)).json();
  const open = items.find((e) => e.registration === 'open').slug;
  const my = await register(server, open, { full_name: 'Сынак Сыноова', phone: '+996700999777' });
  pages = {
    // Through the redirection to the reader's language, as a stranger comes.
    home: ['/', 135],
    wall: ['/en/testimonials', 135],
    register: [`/ru/events/${open}/register`, 135],
    'my page': [`/uz${my}`, 135],
    // Without a script there is nothing that the scanner gives five points for naming the digest of.
    events: ['/ky/events', 130],
    event: [`/ky/events/${open}`, 130],
    privacy: ['/ky/privacy', 130],
    'sign-in': ['/ky/staff/sign-in', 130],
    // Made to be framed elsewhere: cross-origin, which others may not be.
    embed: ['/embed/ky/testimonials', 120],
  };
});

test.afterAll(async () => {
  await server?.stop();
  await front?.close();
});

function scan(options) {
  front.before(server, options);
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: front.tls.file, NODE_OPTIONS: '' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [path.join(__dirname, '../observatory.mjs'), front.host], { env }, (error, out) => (error ? reject(error) : resolve(JSON.parse(out))));
  });
}

test('every kind of page has the score of its kind, and nothing fails', async () => {
  test.setTimeout(180_000);
  const scores = {};
  for (const [name, [root, least]] of Object.entries(pages)) {
    const found = await scan({ root });
    scores[name] = found.score;
    const said = `${name}: ${JSON.stringify(found, null, 1)}`;
    expect(found.status, said).toBe(200);
    expect(found.failed, said).toBe(0);
    expect(found.score, said).toBeGreaterThanOrEqual(least);
    expect(found.grade, said).toBe('A+');
    expect(found.tests['content-security-policy'].result, said).toBe('csp-implemented-with-no-unsafe-default-src-none');
    expect(found.tests['strict-transport-security'].result, said).toBe('hsts-implemented-max-age-at-least-six-months');
    expect(found.tests.redirection.result, said).toBe('redirection-to-https');
  }
  console.log(`observatory: ${JSON.stringify(scores)}`);
});

test('the control: what is taken away is missed', async () => {
  test.setTimeout(120_000);
  const scores = {};
  for (const [what, change] of Object.entries({
    'inline scripts allowed': (h) => ({ ...h, 'content-security-policy': h['content-security-policy'].replace(/'nonce-[^']+'/, "'unsafe-inline'") }),
    'no policy': ({ 'content-security-policy': _, ...rest }) => rest,
    'no HSTS': ({ 'strict-transport-security': _, ...rest }) => rest,
    'resources for everybody': (h) => ({ ...h, 'cross-origin-resource-policy': 'cross-origin' }),
  })) {
    const found = await scan({ root: '/', change });
    scores[what] = found.score;
    expect(found.score, `${what}: ${JSON.stringify(found)}`).toBeLessThan(135);
  }
  expect(scores['inline scripts allowed']).toBeLessThanOrEqual(80);
  console.log(`observatory, controls: ${JSON.stringify(scores)}`);
});
