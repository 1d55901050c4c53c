// Starts `sabak serve` on a free port with a data directory of its own, and ends it.
const { spawn, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const TARGET = process.env.CARGO_TARGET_DIR || path.join(os.homedir(), '.cache/sabak/target');
const BIN = process.env.SABAK_BIN || path.join(TARGET, 'debug/sabak');
const SITE = process.env.SABAK_SITE_DIR || path.join(TARGET, 'site');

/** Only what is set here: a developer's own SABAK_… must not change the tests. */
function environment(data, more = {}) {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SABAK_'));
  return {
    ...Object.fromEntries(inherited),
    SABAK_CONFIG: '/dev/null',
    SABAK_DATA_DIR: data,
    SABAK_SITE_DIR: SITE,
    SABAK_ORG_NAME: 'Тең укук',
    SABAK_ORG_EMAIL: 'office@teng-ukuk.example',
    SABAK_ORG_PHONE: '+996 555 000 000',
    SABAK_QUICK_EXIT_URL: 'https://weather.example/',
    // Tests type faster than people; guard.spec.js asks for the real limits.
    SABAK_MIN_FILL_MS: '0',
    SABAK_CONTACT_REGISTRATIONS_PER_DAY: '0',
    SABAK_CONTACT_LINKS_PER_DAY: '0',
    ...more,
  };
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** Fills `data` with the demonstration; answers what the command printed, which holds the sign-ins. */
function seed(data) {
  const run = spawnSync(BIN, ['seed', '--demo'], { env: environment(data), encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`sabak seed --demo: ${run.error || run.stderr}`);
  return run.stdout;
}

class Server {
  /** `template`: a data directory to copy; without one the data is empty. `env`: more variables. */
  static async start({ template, env } = {}) {
    const server = new Server();
    server.data = fs.mkdtempSync(path.join(os.tmpdir(), 'sabak-e2e-'));
    if (template) fs.cpSync(template, server.data, { recursive: true });
    const port = await freePort();
    // A name and not an address: passkeys are bound to one.
    server.url = `http://localhost:${port}`;
    server.out = '';
    server.log = '';
    server.child = spawn(BIN, ['serve'], {
      env: environment(server.data, { SABAK_LISTEN: `127.0.0.1:${port}`, SABAK_PUBLIC_URL: server.url, NO_COLOR: '1', ...env }),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    server.child.stdout.setEncoding('utf8').on('data', (text) => (server.out += text));
    server.child.stderr.setEncoding('utf8').on('data', (text) => (server.log += text));
    server.ended = new Promise((resolve) => server.child.once('exit', resolve).once('error', resolve));
    await server.ready();
    return server;
  }

  async ready() {
    const end = Date.now() + 20_000;
    while (Date.now() < end && this.child.exitCode === null) {
      const answer = await fetch(`${this.url}/readyz`).catch(() => null);
      if (answer?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await this.stop();
    throw new Error(`sabak serve did not get ready:\n${this.out}${this.log}`);
  }

  /** Lines of the log that nothing in a test explains. */
  complaints() {
    return this.log.split('\n').filter((line) => /\bERROR\b|panicked/.test(line));
  }

  async stop() {
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGTERM');
      const late = setTimeout(() => this.child.kill('SIGKILL'), 5_000);
      await this.ended;
      clearTimeout(late);
    }
    fs.rmSync(this.data, { recursive: true, force: true });
  }
}

module.exports = { Server, seed, BIN, SITE, ROOT };
