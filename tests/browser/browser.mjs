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
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(STANDS_MS_MAX);
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
  await page.goto(served.entry);
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

/** How long a view may take on a machine that is busy with other things; the tests never wait for a time to pass. */
const STANDS_MS_MAX = 60_000;

/**
 * Waits until the page shows the data of its address (parts/Loaded.svelte says so) and what waits in it has run. Woken by
 * changes of the document and by messages: timers and frames of pages in the background stand nearly still.
 */
export async function settle(page) {
  const stands = () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const channel = new MessageChannel();
          let turns = 0;
          const look = () => {
            if (++turns < 3) return void channel.port2.postMessage(0);
            if (!document.querySelector('main .loaded, main [role=alert]') || document.querySelector('main [aria-busy=true]')) return;
            observer.disconnect();
            channel.port1.close();
            done(true);
          };
          const observer = new MutationObserver(() => {
            turns = 0;
            channel.port2.postMessage(0);
          });
          observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
          channel.port1.onmessage = look;
          channel.port2.postMessage(0);
        })
    );
  const late = new AbortController();
  const timeout = sleep(STANDS_MS_MAX, false, { signal: late.signal }).catch(() => true);
  for (;;) {
    try {
      if (!(await Promise.race([stands(), timeout]))) check(false, `${page.url()} does not stand after ${STANDS_MS_MAX / 1000} s`);
      break;
    } catch (error) {
      if (!/context was destroyed|navigation/i.test(error.message)) throw error; // another document came: wait for that
    }
  }
  late.abort();
}

/** Waits until a condition in the page holds: woken from here, since the page's own timers may stand still. */
export async function until(page, what, condition, argument) {
  for (const end = Date.now() + STANDS_MS_MAX; Date.now() < end; await sleep(10)) if (await page.evaluate(condition, argument)) return;
  check(false, `${what} did not come to pass on ${page.url()}`);
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
