// A real SMTP server, ../bin/smtp, and what arrived there.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { ROOT } = require('./server');

/** Headers and text of one message as it came over the wire. */
function read(raw) {
  const cut = raw.search(/\r?\n\r?\n/);
  const head = raw.slice(0, cut).replace(/\r?\n[ \t]+/g, ' ');
  const header = (name) => head.match(new RegExp(`^${name}: *(.*)$`, 'im'))?.[1].trim() ?? '';
  const word = (_, charset, kind, text) => {
    const bytes = kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quoted(text.replace(/_/g, ' '));
    return new TextDecoder(charset).decode(bytes);
  };
  const subject = header('Subject').replace(/\?=\s+=\?/g, '?==?').replace(/=\?([\w-]+)\?([bq])\?([^?]*)\?=/gi, word);
  return { to: header('X-RcptTo'), subject, text: body(head, raw.slice(cut).replace(/^(\r?\n){2}/, '')) };
}

function body(head, text) {
  const boundary = head.match(/^Content-Type: multipart\/[^;]+;.*boundary="?([^";]+)/im)?.[1];
  if (boundary) {
    const parts = text.split(`--${boundary}`).slice(1, -1).map((part) => part.replace(/^\r?\n/, ''));
    return parts.map((part) => body(...split(part))).join('\n');
  }
  const encoding = head.match(/^Content-Transfer-Encoding: *(\S+)/im)?.[1].toLowerCase();
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  if (encoding === 'quoted-printable') return quoted(text.replace(/=\r?\n/g, '')).toString('utf8');
  return text;
}

function split(part) {
  const cut = part.search(/\r?\n\r?\n/);
  return [part.slice(0, cut).replace(/\r?\n[ \t]+/g, ' '), part.slice(cut).replace(/^(\r?\n){2}/, '')];
}

function quoted(text) {
  return Buffer.from(text.replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
}

class Mail {
  static async start() {
    const mail = new Mail();
    mail.dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sabak-e2e-mail-'));
    mail.child = spawn(path.join(ROOT, 'bin/smtp'), ['--dir', mail.dir], { stdio: ['ignore', 'pipe', 'inherit'] });
    const address = await new Promise((resolve, reject) => {
      mail.child.stdout.setEncoding('utf8').once('data', resolve);
      mail.child.once('exit', () => reject(new Error('bin/smtp ended')));
    });
    mail.url = `smtp://${address.split('\n')[0].trim()}`;
    return mail;
  }

  all() {
    const names = fs.readdirSync(this.dir).filter((name) => name.endsWith('.eml')).sort();
    return names.map((name) => read(fs.readFileSync(path.join(this.dir, name), 'utf8')));
  }

  /** The newest message to this address that `wanted` takes, waiting for it. */
  async to(address, wanted = () => true) {
    const end = Date.now() + 20_000;
    while (Date.now() < end) {
      const found = this.all().filter((m) => m.to.includes(address) && wanted(m)).pop();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error(`no such mail to ${address}; there are ${JSON.stringify(this.all().map((m) => [m.to, m.subject]))}`);
  }

  async stop() {
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.child.kill('SIGINT');
      await ended;
    }
    fs.rmSync(this.dir, { recursive: true, force: true });
  }
}

module.exports = { Mail, read };
