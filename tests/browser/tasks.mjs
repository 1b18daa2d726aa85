// The tasks of tour.mjs on several collections, each with the mouse and again with the keyboard alone: the samples, a made
// one with everything that can happen while reading, and the articles beside the project where they are.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { viewsOf } from './accessible.mjs';
import { check, contextFor, folder, getJson, go, openPage, project, serve, settle, trace } from './browser.mjs';
import { keys, mouse } from './hands.mjs';
import * as tour from './tour.mjs';

/** What there is to look at in a collection: the fullest of each kind. */
async function subjectsOf(page) {
  const stories = (await getJson(page, '/stories.json')).items;
  const views = await Promise.all(stories.slice(0, 12).map((one) => getJson(page, `/story/${one.id}.json`)));
  const story = views.reduce((best, one) => (one.edges.length > best.edges.length ? one : best), views[0]);
  const edges = views.flatMap((one) => one.edges);
  const families = (await getJson(page, '/families.json')).items;
  const moved = [];
  for (const edge of edges.slice(0, 30)) {
    const { blocks } = await getJson(page, `/compare.json?a=${edge.from_id}&b=${edge.to_id}`);
    if (blocks.some((block) => block.kind === 'moved')) moved.push(edge);
  }
  return { story: story?.story.id, edges, moved, families };
}

export async function allTasks(page, hand, subjects) {
  await tour.start(page);
  if (subjects.families.length) await tour.find(page, hand);
  if (subjects.story) await tour.story(page, hand, subjects.story);
  const pair = subjects.moved[0] ?? subjects.edges[0];
  if (pair) {
    await tour.article(page, hand, pair.to_id);
    await tour.compare(page, hand, pair);
  }
  for (const family of subjects.families.slice(0, 2)) await tour.family(page, hand, family.id);
  await tour.people(page, hand);
  await tour.outlets(page, hand);
  await tour.versions(page);
  await tour.reading(page, hand);
}

export async function tasksOn(browser, collection, paper) {
  const served = await serve(collection);
  const context = await contextFor(browser, served);
  const page = await openPage(context, served);
  const subjects = await subjectsOf(page);
  for (const hand of [mouse, keys]) await allTasks(page, hand, subjects);
  if (paper) await tour.printed(page, await viewsOf(page));
  check(page.troubles.length === 0, 'in the page: ' + page.troubles.slice(0, 3).join(' | '));
  check(context.strays.length === 0, 'requests left: ' + context.strays.slice(0, 3).join(', '));
  await context.close();
}

// Read twice, changed later, cut short, not text at all: what the samples leave out.
function madeArticles() {
  const made = join(folder(), 'made');
  mkdirSync(made);
  const lead = 'The lighthouse on Skerry Point went dark at nine on Tuesday evening after its last lamp failed, the harbour master said.';
  const quoted = '“We counted 14 boats outside the bar, and not one of them will sail before the lamp burns again,” said harbour master Odd Lyng.';
  const rest = 'Two tugs from the northern basin were sent out with lanterns. The lamp had been due for repair since the spring of last year.';
  const closing = 'A keeper will stay on the rock until the new lamp has come from the works at Fernhall, which is expected by the weekend.';
  const record = (id, outlet, published, paragraphs, more = {}) => JSON.stringify({ id, outlet, published, title: more.title ?? 'Skerry Point goes dark', text: paragraphs.join('\n\n'), ...more });
  const later = quoted.replace('14 boats', '40 boats');
  writeFileSync(
    join(made, 'wire.jsonl'),
    [
      record('wire-1', 'Skerry Wire', '2023-05-02', [lead, quoted, rest, closing]),
      record('gazette-1', 'Basin Gazette', '2023-05-03', [lead, closing, later, rest], { title: 'Lighthouse fails' }),
      record('gazette-2', 'Basin Gazette', '2023-05-04', [lead, closing, later, rest, 'Correction: an earlier version of this article gave a wrong number of boats.'], { title: 'Lighthouse fails, keeper stays' }),
      record('wire-1', 'Skerry Wire', '2023-05-02', [lead, quoted, rest, closing]),
      record('herald-1', 'Fernhall Herald', '2023-05-05', ['The new lamp of Skerry Point \ud800 is being ground at Fernhall, where nine people work on it.', rest], { title: 'Lamp under way' }),
      record('wire-1-again', 'Skerry Wire', '2023-05-02', [lead, quoted, rest, closing]),
      '{"id":"broken","text":"it ends in the',
      '{"id":"empty","title":"Nothing","text":""}',
      '[1, 2, 3]'
    ].join('\n') + '\n'
  );
  writeFileSync(join(made, 'copy.txt'), `Herring prices rise\n\nThe price of herring rose by 3 crowns at the Fernhall market on Friday, traders said.\n\n${rest}\n`);
  writeFileSync(join(made, 'copy-of-copy.txt'), `Herring prices rise\n\nThe price of herring rose by 3 crowns at the Fernhall market on Friday, traders said.\n\n${rest}\n`);
  writeFileSync(join(made, 'picture.bin'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1, 2, 3, 255, 254, 0]));
  writeFileSync(join(made, 'empty.txt'), '');
  return made;
}

/** The made articles have what they are made for. */
async function happened(browser, collection) {
  const served = await serve(collection);
  const context = await contextFor(browser, served);
  const page = await openPage(context, served);
  for (const view of ['reading', 'duplicates', 'notes', 'versions']) check((await getJson(page, `/${view}.json`)).total > 0, `the made articles leave ${view} empty`);
  await context.close();
}

/** Names that the samples must lead to, whoever changes the engine. */
async function known(browser, collection) {
  const served = await serve(collection);
  const context = await contextFor(browser, served);
  const page = await openPage(context, served);
  const text = () => page.evaluate(() => document.querySelector('main').innerText);
  const holds = async (what, ...words) => {
    const shown = await text();
    for (const word of words) check(shown.toLowerCase().includes(word.toLowerCase()), `${what}: “${word}” is not on the page ${page.url()}`);
  };
  await holds('the start', 'Karsund Bridge', 'articles', '12', '17');
  await mouse.follow(page, page.getByRole('link', { name: /Karsund Bridge closed after cracks/ }).first());
  await holds('the story', '5 articles', 'independent origin', 'Northern Wire', 'Estuary Post');
  await page.goBack();
  await settle(page);
  await holds('back', 'Karsund Bridge');
  const families = (await getJson(page, '/families.json?limit=500')).items;
  await go(page, '/family/' + families.find((family) => family.text.includes('cracks in 12 of the 61')).id);
  await holds('the quotation', 'Ilse Brandvold', '12', '17', 'meaning');
  const headline = await page.locator('.readings tr', { hasText: 'karsund-courier' }).locator('td').allInnerTexts();
  check(headline.some((cell) => cell.includes('We will not gamble with a single life')), 'a reading that begins with a capital keeps its words together: ' + headline.join(' | '));
  await keys.follow(page, page.getByRole('main').getByRole('link').nth(3));
  check(await page.evaluate(() => document.activeElement.id === 'main'), 'after a link the focus is at the top of the new view');
  await context.close();
}

export async function tasks(browser) {
  const samples = trace('samples/articles');
  await known(browser, samples);
  await tasksOn(browser, samples, true);
  const made = trace(madeArticles());
  await tasksOn(browser, made, true);
  await happened(browser, made);
  return 'samples and made articles, mouse and keyboard';
}

export async function news(browser) {
  const where = process.env.STEMMA_NEWS ?? join(project, '../shared/news');
  if (!existsSync(where)) return `skipped: no articles at ${where} ($STEMMA_NEWS names them)`;
  await tasksOn(browser, trace(where), true);
  return 'five articles from outside, mouse and keyboard';
}
