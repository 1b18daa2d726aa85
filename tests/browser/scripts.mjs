// Texts of articles never run: every vector in every field, on every page, in the browser.
//
// The pages run with the policy (CSP) switched off, so that nothing but the page's own escaping stands between a vector
// and its deed; a part of them runs again with the policy on, which must then have nothing to stop.
import { check, contextFor, getJson, go, openPage, serve, settle, trace, writeArticles } from './browser.mjs';
import { vectors } from './vectors.mjs';

const places = ['harbour', 'market', 'library', 'station', 'museum', 'bridge', 'school', 'theatre', 'tunnel', 'garden'];
const things = ['roof', 'clock', 'cellar', 'gate', 'stair', 'window', 'tower', 'floor', 'door', 'wall'];

// Every field holds VECTORS_EACH vectors one after the other. Two articles share what stands around theirs, so that each
// lands in passages, quotations, families, stories, derivations and comparisons.
const VECTORS_EACH = 3;

export function articlesOf(all) {
  const articles = [];
  const groups = [];
  for (let at = 0; at < all.length; at += VECTORS_EACH) groups.push(all.slice(at, at + VECTORS_EACH).join(' '));
  for (let pair = 0; pair * 2 < groups.length; pair++) {
    const [first, second = first] = groups.slice(pair * 2, pair * 2 + 2);
    const place = places[pair % 10] + ' number ' + pair;
    const thing = things[Math.floor(pair / 10) % 10];
    const shared =
      `The ${thing} of the old ${place} was closed on Monday after ${pair + 20} slates ${first} came down in the night, and the mayor ` +
      `walked there ${second} with nine surveyors before the doors had opened.\n\n` +
      `“We counted ${pair + 40} cracks ${first} in the ${thing} and nobody will pass below ${second} until the ${place} is safe,” ` +
      `said Mayor Berta Quill ${first}, as the Daily Ledger ${second} reported.\n\n`;
    for (const [index, vector] of [first, second].entries()) {
      articles.push({
        id: `${pair}-${index} ${vector}`,
        title: `${index ? 'Closed:' : 'Shut:'} ${vector} ${place}`,
        outlet: `Outlet ${vector}`,
        byline: `By ${vector}`,
        authors: [vector],
        published: `2024-03-${String(1 + index).padStart(2, '0')}`,
        url: index ? vector : `https://paper.example/${pair}?${vector}`,
        text: (index ? shared.replace(String(pair + 40), String(pair + 57)) : shared) + `Our reporter ${vector} was there too.`
      });
    }
  }
  return articles;
}

// What a vector would have left in the page had it become markup.
export function traces() {
  const found = [...(window.__deeds ?? [])];
  for (const element of document.querySelectorAll('body *')) {
    const name = element.localName;
    if (['iframe', 'object', 'embed', 'base', 'meta', 'link', 'style', 'form', 'img', 'video', 'audio', 'xss', 'math', 'template', 'portal', 'frameset', 'image', 'marquee'].includes(name)) {
      const own = name === 'form' && element.hasAttribute('role');
      if (!own) found.push('<' + name + '>');
    }
    const ownScript = name === 'script' && (location.protocol === 'file:' ? !element.src : element.src.startsWith(location.origin + '/app.js'));
    if (name === 'script' && !ownScript) found.push('<script>');
    for (const attribute of element.attributes) {
      if (/^on/i.test(attribute.name)) found.push(name + ' ' + attribute.name);
      if (/^(href|src|action|xlink:href|formaction|data)$/i.test(attribute.name)) {
        let protocol = 'unreadable:';
        try {
          protocol = new URL(attribute.value, location.href).protocol;
        } catch {
          // It leads nowhere.
        }
        if (!['http:', 'https:', ...(location.protocol === 'file:' ? ['file:'] : [])].includes(protocol)) found.push(name + ' ' + attribute.name + '=' + attribute.value.slice(0, 60));
      }
    }
  }
  return found;
}

async function walk(page, addresses) {
  for (const address of addresses) {
    try {
      await go(page, address);
    } catch (error) {
      check(false, `${address.slice(0, 120)}: ${error.message.split('\n')[0]}`);
    }
    const found = await page.evaluate(traces);
    check(found.length === 0, `${address.slice(0, 120)} left ${found.slice(0, 3).join(', ')}`);
    const alert = await page.evaluate(() => document.querySelector('main [role=alert]')?.textContent);
    check(!alert, `${address.slice(0, 120)} says ${alert}`);
    if (address === addresses[0]) await page.keyboard.press('Tab');
  }
}

async function lists(page) {
  const addresses = ['/', '/outlets', '/versions', '/reading', '/sources', '/duplicates', '/notes', '/find'];
  const subjects = [];
  for (const [list, one] of [['articles', 'article'], ['stories', 'story'], ['families', 'family'], ['people', 'person']]) {
    const all = [];
    for (let offset = 0; ; offset += 500) {
      const part = await getJson(page, `/${list}.json?limit=500&offset=${offset}`);
      all.push(...part.items);
      if (all.length >= part.total || part.items.length === 0) break;
    }
    for (let offset = 0; offset < all.length; offset += 50) addresses.push(`/${list}${offset ? '?offset=' + offset : ''}`);
    subjects.push([one, all.map((item) => item.article ?? item.id)]);
  }
  return { addresses, subjects: Object.fromEntries(subjects) };
}

const every = (items, count) => items.filter((_, index) => index % Math.max(1, Math.floor(items.length / count)) === 0);

export async function scripts(browser) {
  const articles = articlesOf(vectors);
  const served = await serve(trace(writeArticles(articles)));
  const context = await contextFor(browser, served, { bypassCSP: true });
  await context.addInitScript(() => {
    window.__deeds = [];
    window.__ran = (number) => window.__deeds.push('ran ' + number);
    window.alert = (number) => window.__deeds.push('alert ' + number);
  });
  const pages = await Promise.all([1, 2, 3].map(() => openPage(context, served)));
  const { addresses, subjects } = await lists(pages[0]);
  check(subjects.article.length === articles.length, `${subjects.article.length} of ${articles.length} articles were kept`);
  check(subjects.story.length > 5 && subjects.family.length > 30, `few stories (${subjects.story.length}) or families (${subjects.family.length})`);
  for (const one of ['article', 'story', 'family']) for (const id of subjects[one]) addresses.push(`/${one}/${id}`);
  for (const id of every(subjects.person, 40)) addresses.push(`/person/${id}`);
  for (let index = 0; index + 1 < subjects.article.length; index += 4)
    addresses.push(`/compare?a=${subjects.article[index]}&b=${subjects.article[index + 1]}`);
  // An address with control characters is refused as a whole.
  const visible = (text) => text.replace(/[\u0000-\u001f]/g, ' ');
  for (const article of articles) addresses.push('/find?' + new URLSearchParams({ q: visible(article.authors[0]) + ' came down in the night' }));
  const portions = pages.map((_, number) => addresses.filter((_, index) => index % pages.length === number));
  await Promise.all(pages.map((page, number) => walk(page, portions[number])));
  for (const page of pages) check(page.troubles.length === 0, 'in the page: ' + page.troubles.slice(0, 3).join(' | '));
  check(context.strays.length === 0, 'requests left: ' + context.strays.slice(0, 3).join(', '));
  await context.close();

  const guarded = await contextFor(browser, served);
  await guarded.addInitScript(() => {
    window.__deeds = [];
    document.addEventListener('securitypolicyviolation', (event) => window.__deeds.push('policy: ' + event.violatedDirective + ' ' + event.blockedURI));
  });
  const page = await openPage(guarded, served);
  await walk(page, every(addresses, 30));
  for (const id of every(subjects.article, 6)) {
    await page.goto(`${served.origin}/article/${id}`);
    await settle(page);
    const found = await page.evaluate(traces);
    check(found.length === 0, `opened afresh, article ${id} left ${found.join(', ')}`);
  }
  check(page.troubles.length === 0, 'under the policy: ' + page.troubles.slice(0, 3).join(' | '));
  check(guarded.strays.length === 0, 'requests left: ' + guarded.strays.join(', '));
  await guarded.close();
  return `${vectors.length} vectors, ${addresses.length} pages`;
}
