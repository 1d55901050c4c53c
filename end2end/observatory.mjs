// MDN's HTTP Observatory against one host on this machine: node observatory.mjs localhost:PORT, with NODE_EXTRA_CA_CERTS naming its
// certificate. The scanner is unchanged; the list of preloaded hosts, which it would download when installed, is empty: no site on
// this machine can be on it, and being on it would be worth five points.
import fs from 'node:fs';

const preloaded = new URL('node_modules/@mdn/mdn-http-observatory/conf/hsts-preload.json', import.meta.url);
if (!fs.existsSync(preloaded)) fs.writeFileSync(preloaded, '{}');
const { scan } = await import('@mdn/mdn-http-observatory');

const { scan: sum, tests } = await scan(process.argv[2]);
const parts = Object.values(tests).map(({ constructor, result, scoreModifier, pass }) => [constructor.name, { result, modifier: scoreModifier, pass }]);
console.log(JSON.stringify({ score: sum.score, grade: sum.grade, status: sum.statusCode, failed: sum.testsFailed, tests: Object.fromEntries(parts) }));
process.exit();
