// What the browser tests share: the browser, a server on a collection of one's own, and going from view to view.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../..', import.meta.url));
export const require = createRequire(join(project, 'web/package.json'));
export const program = process.env.STEMMA ?? join(project, 'build/stemma');

/** Ends the tests as skipped (ctest's SKIP_RETURN_CODE). */
export function skip(reason) {
  console.log('SKIPPED: ' + reason);
  process.exit(77);
}

export function findBrowser() {
  const named = process.env.CHROMIUM;
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];
  return [named, ...usual].find((path) => path && existsSync(path));
}

export async function launch() {
  const executablePath = findBrowser();
  if (!executablePath) skip('no browser: apt install chromium, or name one in $CHROMIUM');
  let chromium;
  try {
    ({ chromium } = require('playwright-core'));
  } catch {
    skip('playwright-core is missing: npm ci in web/ (make build does it)');
  }
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
}

const folders = [];
const servers = [];

export function folder() {
  const made = mkdtempSync(join(tmpdir(), 'stemma-browser-'));
  folders.push(made);
  return made;
}

/** Traces what lies at `paths` (relative to the project) into a new collection; its path. */
export function trace(...paths) {
  const collection = join(folder(), 'test.stemma');
  const done = spawnSync(program, ['trace', '-q', '-c', collection, ...paths], { cwd: project, encoding: 'utf8' });
  if (done.status !== 0) throw new Error('trace ended with ' + done.status + ': ' + done.stderr);
  return collection;
}

/** Serves a collection; gives { origin, entry }: entry has the key. */
export async function serve(collection) {
  const server = spawn(program, ['serve', '-q', '-c', collection, '--port', String(20000 + (process.pid % 20000) + servers.length)], {
    stdio: ['ignore', 'pipe', 'inherit']
  });
  servers.push(server);
  const entry = await new Promise((resolve, reject) => {
    let text = '';
    server.stdout.on('data', (piece) => {
      text += piece;
      if (text.includes('\n')) resolve(text.split('\n')[0]);
    });
    server.on('exit', (code) => reject(new Error('stemma serve ended with ' + code)));
  });
  return { entry, origin: new URL(entry).origin, server };
}

export function clean() {
  for (const server of servers) server.kill();
  for (const made of folders) rmSync(made, { recursive: true, force: true });
}

/** A context in which requests to anywhere else are refused and remembered in `strays`. */
export async function contextFor(browser, served, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.strays = [];
  await context.route(
    (url) => url.origin !== served.origin && url.protocol !== 'data:',
    (route) => {
      context.strays.push(route.request().url());
      return route.abort();
    }
  );
  return context;
}

/** A page of the context with the key's cookie and the start loaded; what goes wrong in it is in page.troubles. */
export async function openPage(context, served) {
  const page = await context.newPage();
  page.troubles = [];
  page.on('console', (message) => {
    if (message.type() === 'error') page.troubles.push('console: ' + message.text());
  });
  page.on('pageerror', (error) => page.troubles.push('error: ' + error.message));
  page.on('dialog', (dialog) => {
    page.troubles.push('dialog: ' + dialog.message());
    void dialog.dismiss();
  });
  await page.goto(served.entry, { waitUntil: 'networkidle' });
  await settle(page);
  return page;
}

/** Goes to a view as a click on a link would, and waits until it stands there. */
export async function go(page, address) {
  await page.evaluate((target) => {
    const link = document.createElement('a');
    link.href = target;
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
  await settle(page);
}

/**
 * Waits until the page shows the data of its address (parts/Loaded.svelte says so) and what waits in it has run: by messages, since
 * timers and frames of pages in the background stand nearly still.
 */
export async function settle(page) {
  const stands = () =>
    page.evaluate(async () => {
      for (let turn = 0; turn < 3; turn++) {
        await new Promise((done) => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => done();
          channel.port2.postMessage(0);
        });
      }
      const shown = document.querySelector('main .loaded, main [role=alert]');
      return shown !== null && !document.querySelector('main [aria-busy=true]');
    });
  for (const end = Date.now() + 15000; Date.now() < end; await sleep(20)) if (await stands()) return;
  check(false, `${page.url()} does not stand after 15 s`);
}

export async function getJson(page, address) {
  return page.evaluate((target) => fetch(target).then((response) => response.json()), address);
}

const failures = [];
export function check(good, message) {
  if (!good) {
    failures.push(message);
    console.log('FAILED: ' + message);
  }
}
export function failed() {
  return failures.length;
}

export function writeArticles(articles) {
  const path = join(folder(), 'articles.jsonl');
  writeFileSync(path, articles.map((article) => JSON.stringify(article)).join('\n') + '\n');
  return path;
}
