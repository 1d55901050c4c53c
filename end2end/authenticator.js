// The app on a staff member's phone: codes by RFC 6238.
const { createHmac } = require('node:crypto');

const STEP = 30_000;

function bytes(base32) {
  const bits = [...base32.replace(/\s/g, '')].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function codeAt(secret, step) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', bytes(secret)).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

class Authenticator {
  constructor(secret) {
    this.secret = secret;
    this.last = 0;
  }

  /** A code that was not given before: the site takes each once, and one step early or late. Waits when all are used. */
  async code() {
    for (;;) {
      const now = Math.floor(Date.now() / STEP);
      const earliest = Date.now() % STEP < STEP / 2 ? now - 1 : now;
      const step = Math.max(this.last + 1, earliest);
      if (step <= now + 1) {
        this.last = step;
        return codeAt(this.secret, step);
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}

module.exports = { Authenticator };
