// Every view: nothing that axe objects to, dark and light; nothing wider than the window from 360 px to 4K; no error.
import { readFileSync } from 'node:fs';
import { check, contextFor, go, openPage, require, serve, settle, trace } from './browser.mjs';

export async function viewsOf(page) {
  const get = (address) => page.evaluate((target) => fetch(target).then((response) => response.json()), address);
  const articles = (await get('/articles.json?order=size')).items;
  const [story] = (await get('/stories.json')).items;
  const [family] = (await get('/families.json')).items;
  const [person] = (await get('/people.json')).items;
  const edges = (await get(`/story/${story.id}.json`)).edges;
  return [
    '/',
    '/stories',
    `/story/${story.id}`,
    `/story/${story.id}?edge=${edges[0].from_id.slice(0, 8)}-${edges[0].to_id.slice(0, 8)}`,
    '/articles',
    `/article/${articles[0].article}`,
    `/article/${edges[0].to_id}`,
    '/families',
    `/family/${family.id}`,
    '/people',
    `/person/${person.id}`,
    '/outlets',
    '/versions',
    '/reading',
    '/sources',
    '/duplicates',
    '/notes',
    '/find',
    `/compare?a=${edges[0].from_id}&b=${edges[0].to_id}`,
    '/find?' + new URLSearchParams({ q: family.text }),
    '/find?q=nothing+like+this+stands+anywhere+at+all'
  ];
}

async function widest(page) {
  return page.evaluate(() => {
    const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
    return over > 1 ? over : 0;
  });
}

export async function accessible(browser) {
  const served = await serve(trace('samples/articles'));
  const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
  let runs = 0;
  for (const colorScheme of ['light', 'dark']) {
    const context = await contextFor(browser, served, { colorScheme, reducedMotion: 'reduce' });
    const page = await openPage(context, served);
    await page.evaluate(axe);
    for (const view of await viewsOf(page)) {
      await go(page, view);
      const { violations } = await page.evaluate(() => axe.run(document, { resultTypes: ['violations'] }));
      runs++;
      for (const one of violations)
        check(false, `axe, ${colorScheme}, ${view}: ${one.id} (${one.help}): ${one.nodes[0].target} ${one.nodes[0].failureSummary?.split('\n')[1] ?? ''}`);
      if (colorScheme === 'dark') continue;
      for (const width of [360, 768, 1280, 1920, 3840]) {
        await page.setViewportSize({ width, height: Math.round(width * 0.6) + 300 });
        await settle(page);
        const over = await widest(page);
        check(!over, `${view} is ${over} px wider than a window of ${width} px`);
      }
      await page.setViewportSize({ width: 1280, height: 900 });
    }
    check(page.troubles.length === 0, 'in the page: ' + page.troubles.join(' | '));
    check(context.strays.length === 0, 'requests left: ' + context.strays.join(', '));
    await context.close();
  }
  return `${runs} pages`;
}
