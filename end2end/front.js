// A TLS front before a server, as docs/deploy has one: http is sent on to https, both on one port.
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const http = require('node:http');
const https = require('node:https');
const net = require('node:net');
const os = require('node:os');
const path = require('node:path');

/** A certificate for `localhost` that nobody trusts who is not told to. */
function certificate() {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sabak-e2e-tls-'));
  const [key, cert] = ['key.pem', 'cert.pem'].map((name) => path.join(dir, name));
  execFileSync('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key, '-out', cert, '-days', '2',
    '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
  ], { stdio: 'pipe' });
  return { dir, file: cert, key: fs.readFileSync(key), cert: fs.readFileSync(cert) };
}

class Front {
  /** Listens, so that the server can be told its address before it starts. */
  static async listen() {
    const front = new Front();
    front.tls = certificate();
    front.secure = https.createServer({ key: front.tls.key, cert: front.tls.cert }, (request, response) => front.pass(request, response));
    front.plain = http.createServer((request, response) => {
      response.writeHead(301, { location: `https://${request.headers.host}${request.url}` }).end();
    });
    front.door = net.createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('readable', () => {
        const first = socket.read(1);
        if (!first) return;
        socket.unshift(first);
        // The first byte of every TLS handshake.
        (first[0] === 0x16 ? front.secure : front.plain).emit('connection', socket);
      });
    });
    await new Promise((resolve) => front.door.listen(0, '127.0.0.1', resolve));
    front.host = `localhost:${front.door.address().port}`;
    front.url = `https://${front.host}`;
    return front;
  }

  /** What stands behind `/`, and how the headers of answers are changed on the way. */
  before(server, { root = '/', change = (headers) => headers } = {}) {
    Object.assign(this, { server, root, change });
  }

  pass(request, response) {
    const to = new URL(request.url === '/' ? this.root : request.url, this.server.url);
    const onwards = http.request(to, { method: request.method, headers: request.headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode, this.change(answer.headers));
      answer.pipe(response);
    });
    onwards.on('error', () => response.destroy());
    request.pipe(onwards);
  }

  async close() {
    for (const each of [this.secure, this.plain]) each.closeAllConnections();
    await new Promise((resolve) => this.door.close(resolve));
    fs.rmSync(this.tls.dir, { recursive: true, force: true });
  }
}

module.exports = { Front };
