// The report: the page in one file, opened as a file: every view works from its own data, under its own policy.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, folder, program, settle, trace, writeArticles } from './browser.mjs';
import { articlesOf, traces } from './scripts.mjs';
import { vectors } from './vectors.mjs';

function write(collection) {
  const file = join(folder(), 'report.html');
  const done = spawnSync(program, ['report', '-q', '-c', collection, '-o', file], { encoding: 'utf8' });
  check(done.status === 0, 'stemma report ended with ' + done.status + ': ' + done.stderr);
  return pathToFileURL(file).href;
}

async function open(browser, address, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.troubles = [];
  await context.route(
    (url) => url.protocol !== 'file:' && url.protocol !== 'data:',
    (route) => {
      page.troubles.push('request: ' + route.request().url());
      return route.abort();
    }
  );
  await context.addInitScript(() => {
    window.__deeds = [];
    window.__ran = (number) => window.__deeds.push('ran ' + number);
    window.alert = (number) => window.__deeds.push('alert ' + number);
    document.addEventListener('securitypolicyviolation', (event) => window.__deeds.push('policy: ' + event.violatedDirective));
  });
  page.on('console', (message) => message.type() === 'error' && page.troubles.push(message.text()));
  page.on('pageerror', (error) => page.troubles.push(error.message));
  await page.goto(address);
  await settle(page);
  return page;
}

async function goTo(page, view) {
  await page.evaluate(
    (target) =>
      new Promise((done) => {
        const before = location.hash;
        addEventListener('hashchange', () => done(), { once: true });
        location.hash = target;
        if (location.hash === before) done();
      }),
    view
  );
  await settle(page);
}

async function holdsNothingForeign(page, what) {
  const found = await page.evaluate(traces);
  check(found.length === 0, `${what} left ${found.slice(0, 3).join(', ')}`);
}

export async function report(browser) {
  const page = await open(browser, write(trace('samples/articles')));
  const shown = () => page.evaluate(() => document.querySelector('main').innerText);
  check((await shown()).includes('Karsund Bridge'), 'the report starts with the collection');
  for (const [name, words] of [['Stories', 'Karsund Bridge closed after cracks'], ['People', 'Ilse Brandvold'], ['Outlets', 'Northern Wire']]) {
    await page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name }).click();
    await page.waitForURL((address) => address.hash.includes(name.toLowerCase()));
    await settle(page);
    check((await shown()).includes(words), `in the report, ${name} shows ${words}`);
  }
  await page.setViewportSize({ width: 700, height: 400 });
  await goTo(page, '/');
  await page.locator('main').getByRole('link', { name: 'which outlet takes from which' }).click();
  await page.waitForURL((address) => address.hash.includes('outlets'));
  await settle(page);
  check((await page.evaluate(() => scrollY)) === 0, 'after a link in the report the reader is at the top');
  await goTo(page, '/story/s1');
  check((await shown()).includes('5 articles'), 'a story stands in the report');
  await page.reload();
  await settle(page);
  check((await shown()).includes('5 articles'), 'an address in the report can be opened again');
  await goTo(page, '/story/s999');
  check((await shown()).includes('does not hold'), 'what a report does not hold, it says');
  await holdsNothingForeign(page, 'the report');
  check(page.troubles.length === 0, 'in the report: ' + page.troubles.join(' | '));
  await page.context().close();

  const address = write(trace(writeArticles(articlesOf(vectors))));
  for (const bypassCSP of [true, false]) {
    const bad = await open(browser, address, { bypassCSP });
    const known = await bad.evaluate(() => Object.keys(JSON.parse(document.getElementById('stemma-data').textContent)));
    const views = known.map((one) => one.replace(/\.json/, '')).filter((_, index) => index % (bypassCSP ? 7 : 40) === 0);
    for (const view of ['/', '/stories', '/articles', '/families', '/people', '/outlets', ...views]) {
      await goTo(bad, view);
      await holdsNothingForeign(bad, `${view} in a report`);
    }
    check(bad.troubles.length === 0, 'in a report of vectors: ' + bad.troubles.slice(0, 3).join(' | '));
    await bad.context().close();
  }
  return 'samples and vectors';
}
