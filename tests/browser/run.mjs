// The browser tests. usage: STEMMA=build/stemma node tests/browser/run.mjs [sizes|tasks|news|big|accessible|report|scripts …]
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { check, clean, failed, launch, program, serve, skip, trace } from './browser.mjs';
import { accessible } from './accessible.mjs';
import { big } from './big.mjs';
import { report } from './report.mjs';
import { scripts } from './scripts.mjs';
import { news, tasks } from './tasks.mjs';

const SCRIPT_BYTES_MAX = 60 * 1024;

async function sizes() {
  const { entry, origin } = await serve(trace('samples/articles'));
  const cookie = (await fetch(entry, { redirect: 'manual' })).headers.get('set-cookie').split(';')[0];
  const script = Buffer.from(await (await fetch(origin + '/app.js', { headers: { cookie } })).arrayBuffer());
  if (script.length < 1000) skip('the program was built without its page');
  const size = gzipSync(script, { level: 9 }).length;
  check(size <= SCRIPT_BYTES_MAX, `the script is ${size} bytes, more than ${SCRIPT_BYTES_MAX}, in gzip`);
  return `script ${size} bytes in gzip`;
}

const suites = { sizes, tasks, news, big, accessible, report, scripts };
const wanted = process.argv.slice(2);
process.on('exit', clean);
readFileSync(program);
const browser = await launch();
for (const [name, suite] of Object.entries(suites)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const before = Date.now();
  try {
    const note = await suite(browser);
    console.log(`${name}: ${note}; ${((Date.now() - before) / 1000).toFixed(1)} s`);
  } catch (error) {
    check(false, `${name}: ${error.stack}`);
  }
}
await browser.close();
process.exit(failed() ? 1 : 0);
