// Seeds the demonstration once; every server starts from a copy of it.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { seed } = require('./server');

module.exports = () => {
  const template = fs.mkdtempSync(path.join(os.tmpdir(), 'sabak-e2e-demo-'));
  fs.writeFileSync(path.join(template, 'sign-in.txt'), seed(template));
  process.env.E2E_TEMPLATE = template;
  return () => fs.rmSync(template, { recursive: true, force: true });
};
