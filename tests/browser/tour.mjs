// What people do here, from end to end, on any collection: what the page shows is compared with what its .json says, so no
// text of a collection stands in the tests. Every task is done with the hand it is given: the mouse or the keyboard.
import { check, getJson, go, settle, until } from './browser.mjs';

const flat = (text) => text.replace(/\s+/g, ' ').trim();
const shown = async (page, selector = 'main') => flat(await page.locator(selector).first().innerText());
const all = (page, selector) => page.locator(selector).allInnerTexts();
const number = (text) => Number(text.replace(/[^\d]/g, ''));
const same = (got, wanted, what) => check(JSON.stringify(got) === JSON.stringify(wanted), `${what}: ${JSON.stringify(got)?.slice(0, 200)} instead of ${JSON.stringify(wanted)?.slice(0, 200)}`);
const holds = (text, part, what) => check(text.includes(flat(String(part))), `${what}: “${flat(String(part)).slice(0, 80)}” is not shown`);
const inMain = (page, role, name) => page.getByRole('main').getByRole(role, name === undefined ? {} : { name, exact: typeof name === 'string' });

/** Code points a..b of a text, as the page cuts it. */
const piece = (text, span) => [...text].slice(span.start, span.end).join('');

/** Every view has its data in two more forms behind its links. */
async function otherForms(page) {
  const links = await page.locator('.forms a').evaluateAll((found) => found.map((link) => link.href));
  check(links.length === 2, `${page.url()} links to its JSON and CSV`);
  const got = await page.evaluate(
    (addresses) => Promise.all(addresses.map(async (one) => (await fetch(one)).headers.get('content-type') + ' ' + (await fetch(one)).status)),
    links
  );
  check(/^application\/json.* 200$/.test(got[0]) && /^text\/csv.* 200$/.test(got[1]), `${page.url()}: ${got}`);
}

/** The address alone brings back what is seen: it can be sent. */
async function sent(page) {
  const before = await shown(page);
  const address = page.url();
  await page.reload();
  await settle(page);
  check(page.url() === address && (await shown(page)) === before, `${address} opened again shows something else`);
}

export async function start(page) {
  await go(page, '/');
  const data = await getJson(page, '/start.json');
  const figures = Object.fromEntries(await page.locator('.figures div').evaluateAll((all) => all.map((one) => [one.querySelector('dt').innerText, one.querySelector('dd').innerText])));
  for (const [name, total] of Object.entries({ articles: 'articles', outlets: 'outlets', stories: 'stories', derivations: 'derivations', duplicates: 'duplicates', 'not kept': 'skips' }))
    check(number(figures[name] ?? 'none') === data.totals[total], `the start says ${figures[name]} ${name}`);
  const text = await shown(page);
  for (const story of data.largest_stories.filter((one) => one.articles > 1).slice(0, 8)) holds(text, story.title ?? 'No title', 'the largest stories');
  for (const family of data.most_changed.slice(0, 8)) {
    holds(text, family.text.slice(0, 60), 'the most changed statements');
    if (family.gravest?.to) holds(text, family.gravest.to.slice(0, 40), 'their gravest change');
  }
  for (const article of data.most_copied.filter((one) => one.takers > 0).slice(0, 8)) holds(text, article.title ?? article.path.split('/').at(-1), 'the most copied articles');
  for (const skip of data.skipped.slice(0, 8)) holds(text, skip.reason, 'what was not kept');
  await otherForms(page);
}

export async function find(page, hand) {
  await go(page, '/');
  const families = (await getJson(page, '/families.json?order=size')).items;
  const wanted = families.find((one) => one.text.split(/\s+/).length > 7) ?? families[0];
  const words = wanted.text.split(/\s+/).slice(0, 14);
  words.splice(3, 1, 'otherwise'); // somebody remembers it wrongly
  const field = inMain(page, 'textbox').first();
  await hand.type(page, field, words.join(' '));
  await hand.send(page, field);
  check(/\/find\?q=/.test(page.url()), 'what was typed is in the address: ' + page.url());
  const query = new URL(page.url()).search;
  const data = await getJson(page, '/find.json' + query);
  check(data.total >= 2, `find has ${data.total} places of what is reported ${wanted.reports} times`);
  check(number(await shown(page, 'h1')) === data.total, 'how many places there are');
  const hits = await all(page, '.hits > li');
  check(hits.length === data.items.length, `${hits.length} of ${data.items.length} places are shown`);
  for (const [index, hit] of data.items.entries()) {
    holds(flat(hits[index]), hit.outlet ?? 'outlet not known', 'a place has its outlet');
    holds(flat(hits[index]), hit.title ?? hit.article.split('/').at(-1), 'a place has its article');
  }
  const marked = await page.locator('.hits blockquote').evaluateAll((found) => found.map((one) => one.querySelectorAll('ins, del, .moved').length));
  const differing = data.items.map((hit) => hit.blocks.some((block) => block.kind !== 'equal'));
  check(differing.every((differs, index) => differs === marked[index] > 0), 'a place is marked where it differs and nowhere else');
  await hand.follow(page, inMain(page, 'link', 'time'));
  const dates = await page.evaluate(() => [...document.querySelectorAll('.hits > li > p:first-child')].map((one) => one.innerText));
  const byTime = [...data.items].sort((a, b) => (a.published ?? '9').localeCompare(b.published ?? '9'));
  check(dates.every((text, index) => text.includes(byTime[index].outlet ?? 'outlet not known')), 'places in order of time');
  await hand.follow(page, inMain(page, 'link', 'outlet'));
  const outlets = (await all(page, '.hits > li > p:first-child b')).filter((one) => one !== 'outlet not known');
  same(outlets, [...outlets].sort((a, b) => a.localeCompare(b)), 'places in order of the outlets');
  await hand.follow(page, inMain(page, 'link', 'likeness'));
  await sent(page);
  await otherForms(page);
  await hand.follow(page, page.locator('.hits > li').first().getByRole('link').first());
  same(await target(page), flat(data.items[0].text), 'a place that was found is marked in its article');
}

/** What is marked as what the address asks for, once it is in sight. */
async function target(page) {
  await until(page, 'what the address asks for is in sight', () => {
    const mark = document.querySelector('.target');
    const box = mark?.getBoundingClientRect();
    return !!box && box.bottom > 0 && box.top < innerHeight;
  });
  return flat((await page.locator('.target').evaluateAll((marks) => marks.map((mark) => mark.textContent))).join(''));
}

/** A story's tree: what is drawn, moving in it, and the evidence of one of its lines in both texts. */
export async function story(page, hand, id) {
  await go(page, '/stories');
  const listed = page.locator(`.stories a[href="/story/${id}"]`);
  if (await listed.count()) await hand.follow(page, listed);
  else await go(page, '/story/' + id);
  const data = await getJson(page, `/story/${id}.json`);
  const lead = await shown(page, '.lead');
  holds(lead, data.story.articles.toLocaleString('en'), 'how many articles');
  holds(lead, `${data.story.origins.toLocaleString('en')} independent origin`, 'how many origins');
  const known = new Set(data.nodes.map((node) => node.article));
  const lost = new Set(data.edges.map((edge) => edge.lost_ancestor).filter(Boolean));
  const rows = Math.min(400, data.nodes.length + lost.size);
  check((await page.locator('.labels li').count()) === rows, 'every article has its row in the tree');
  if (rows < 400) {
    const derivations = data.edges.filter((edge) => !edge.lost_ancestor && known.has(edge.from_id) && known.has(edge.to_id)).length;
    check((await page.locator('.tree .edge').count()) >= derivations, 'every derivation has its line in the tree');
    check((await page.locator('.tree a > .node.origin').count()) === data.nodes.filter((node) => !node.sources).length, 'origins are marked');
  }
  const table = page.getByRole('region', { name: 'The tree as a table' });
  check((await table.locator('tbody tr').count()) === data.edges.length, 'the table has as many rows as there are derivations');
  await moveInTree(page, hand, data);
  await otherForms(page);
  if (data.edges.length) await evidence(page, hand, data);
}

async function moveInTree(page, hand, data) {
  const tree = page.locator('.tree');
  const width = () => page.evaluate(() => document.querySelector('.tree > svg').getBoundingClientRect().width);
  const left = () => page.evaluate(() => document.querySelector('.tree').scrollLeft);
  if (!data.nodes.some((node) => node.published)) return;
  const before = await width();
  if (hand.name === 'mouse') {
    for (let times = 0; times < 3; times++) await page.getByRole('button', { name: 'Zoom in' }).click();
  } else {
    await hand.reach(page, tree);
    for (let times = 0; times < 3; times++) await page.keyboard.press('+');
  }
  await until(page, 'the tree is wider', (least) => document.querySelector('.tree > svg').getBoundingClientRect().width > least * 1.5, before);
  await page.evaluate(() => (document.querySelector('.tree').scrollLeft = 0));
  if (hand.name === 'mouse') {
    await tree.scrollIntoViewIfNeeded();
    const box = await page.locator('.tree').boundingBox();
    const visible = await page.evaluate(() => innerHeight);
    const y = Math.min(box.y + 20, visible - 5);
    await page.mouse.move(box.x + 150, y);
    await page.mouse.down();
    await page.mouse.move(box.x + 20, y, { steps: 4 });
    await page.mouse.up();
    check((await left()) > 50, `dragging moves the tree: ${await left()}`);
    check((await page.evaluate(() => location.pathname)).startsWith('/story/'), 'dragging follows no link');
    await page.getByRole('button', { name: 'Fit' }).click();
  } else {
    await page.keyboard.press('ArrowRight');
    await until(page, 'an arrow key moves the tree', () => document.querySelector('.tree').scrollLeft > 0);
    await page.keyboard.press('-');
    await page.keyboard.press('0');
  }
  await until(page, 'the tree is as wide as before', (wide) => Math.abs(document.querySelector('.tree > svg').getBoundingClientRect().width - wide) < 2, before);
}

async function evidence(page, hand, data) {
  const line = page.locator('.tree .edge').first();
  const key = new URL(await line.evaluate((edge) => edge.href?.baseVal ?? edge.getAttribute('href')), page.url()).searchParams.get('edge');
  await hand.followLine(page, line);
  check(new URL(page.url()).searchParams.get('edge') === key, 'the chosen line is in the address');
  const edge = data.edges.find((one) => one.from_id.slice(0, 8) + '-' + one.to_id.slice(0, 8) === key);
  const both = await getJson(page, `/compare.json?a=${edge.from_id}&b=${edge.to_id}`);
  const section = page.locator('.evidence');
  const pieces = edge.evidence.filter((one) => one.kind !== 'alternative');
  check((await section.locator('tbody tr').count()) === pieces.length, 'every piece of evidence has its row');
  const placed = pieces.filter((one) => one.end > one.start).length;
  await until(page, 'the evidence stands in the texts', (least) => document.querySelectorAll('.evidence q').length >= least, placed);
  const texts = flat(both.a.text + ' ' + both.b.text);
  for (const quoted of await all(page, '.evidence q'))
    holds(texts, flat(quoted).replace(/^[“"]|[”"]$/g, '').replace(/ …$/, ''), 'the evidence stands in one of the texts');
  if (pieces.some((one) => one.kind === 'copied')) {
    const sides = await section.locator('tbody tr').evaluateAll((rows) => Math.max(...rows.map((row) => row.querySelectorAll('td q').length)));
    check(sides === 2, 'what was copied is shown in both texts');
  }
  await sent(page);
  const first = section.locator('td a').first();
  if (await first.count()) {
    const wanted = flat(await first.innerText()).replace(/^[“"]|[”"]$/g, '').replace(/ …$/, '');
    await hand.follow(page, first);
    holds(await target(page), wanted, 'evidence leads to its place in the article');
    await page.goBack();
    await settle(page);
  }
  await hand.follow(page, section.getByRole('link', { name: 'Close', exact: true }));
  check((await page.locator('.evidence').count()) === 0 && page.url().endsWith('/story/' + data.story.id), 'the evidence is closed again');
}

/** An article: its text with marks, the strip, the shares, and the sources in the margin. */
export async function article(page, hand, id) {
  await go(page, '/article/' + id);
  const data = await getJson(page, `/article/${id}.json`);
  const text = await page.evaluate(() => {
    const copy = document.querySelector('.article .text').cloneNode(true);
    for (const note of copy.querySelectorAll('.note')) note.remove();
    return copy.textContent;
  });
  same(flat(text), flat(data.article.text), 'the text is the article’s, whole');
  const foreign = data.parts.filter((part) => part.what !== 'own');
  check((await page.locator('.strip rect').count()) === foreign.length, 'the strip shows every part that is not its own');
  const marked = await page.locator('.article .text .part').evaluateAll((spans) => [...new Set(spans.flatMap((span) => [...span.classList]))]);
  for (const what of new Set(foreign.map((part) => part.what))) check(marked.includes(what), `${what} is marked in the text`);
  const legend = await shown(page, '.legend');
  for (const [what, share] of Object.entries(data.shares)) {
    const percent = share > 0 && share < 0.005 ? '< 1 %' : share < 1 && share > 0.995 ? '> 99 %' : `${Math.round(share * 100)} %`;
    if (share > 0) holds(legend, percent, `the share of ${what}`);
  }
  await sent(page);
  await otherForms(page);
  if (!foreign.length) return;
  const compare = page.locator('.note a[href^="/compare"]').first();
  if (await compare.count()) {
    const source = new URL(await compare.evaluate((link) => link.href)).searchParams.get('a');
    check(data.parts.some((part) => part.from === source), 'the margin names a source of the text');
    await hand.follow(page, compare);
    check(page.url().includes('/compare?'), 'a source in the margin leads side by side');
    await page.goBack();
    await settle(page);
  }
  if (hand.name === 'mouse') {
    const part = foreign.reduce((longest, one) => (one.end - one.start > longest.end - longest.start ? one : longest));
    await page.locator('.strip rect').nth(foreign.indexOf(part)).click();
    await settle(page);
    // Quotation marks are shown with what stands between them.
    holds(await target(page), piece(data.article.text, part).slice(1, -2), 'the strip leads to its part');
  }
}

/** A statement: its readings one under another, what was changed, who printed which. */
export async function family(page, hand, id) {
  await go(page, '/families');
  const listed = page.locator(`.families a[href="/family/${id}"]`);
  if (await listed.count()) await hand.follow(page, listed.first());
  else await go(page, '/family/' + id);
  const data = await getJson(page, `/family/${id}.json`);
  const key = (reading) => reading.pieces.map((one) => one.column + one.text).join('\u0001');
  const wordings = new Map(data.readings.map((reading) => [key(reading), reading]));
  if (data.columns <= 15 || hand.name === 'mouse') {
    await hand.follow(page, page.getByRole('button', { name: 'one under another' }));
    const cells = await page.locator('.readings tr').evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll(':scope > td')].map((cell) => {
        const copy = cell.cloneNode(true);
        for (const gone of copy.querySelectorAll('del')) gone.remove();
        return copy.textContent.trim();
      }))
    );
    check(cells.length === Math.min(200, wordings.size), `${cells.length} of ${wordings.size} wordings are shown`);
    const wanted = new Set([...wordings.values()].map((reading) => {
      const row = Array(data.columns).fill('');
      for (const one of reading.pieces) row[one.column] = one.text.trim();
      return row.join('\u0001');
    }));
    check(cells.every((row) => wanted.has(row.join('\u0001'))), 'what differs stands in its column');
  }
  const changed = [...wordings.values()].filter((reading) => !reading.base).flatMap((reading) => reading.pieces.filter((one) => one.change));
  for (const weight of ['meaning', 'wording'])
    check((await page.locator(`.readings ins.${weight}`).count()) === changed.filter((one) => (one.weight ?? 'wording') === weight).length || wordings.size > 200, `changes of the ${weight} are marked`);
  await hand.follow(page, page.getByRole('button', { name: 'as running text' }));
  const running = await all(page, '.readings td.running');
  check(running.length === Math.min(200, wordings.size), 'every wording as running text');
  const weights = await page.getByRole('region', { name: 'Changes' }).locator('tbody tr td:nth-child(4)').allInnerTexts().catch(() => []);
  same(weights, [...weights].sort(), 'changes of the meaning stand before those of the wording');
  check(weights.length === data.family.variants.length, 'every change has its row');
  const reports = page.getByRole('region', { name: 'Reports' });
  check((await reports.locator('tbody tr').count()) === Math.min(500, data.readings.length), 'every report has its row');
  await otherForms(page);
  await hand.follow(page, reports.getByRole('link').first());
  check(page.url().includes('/article/'), 'a report leads to its article');
  const said = await target(page);
  check(said.length > 0, 'a report leads to its place');
  await page.goBack();
  await settle(page);
}

/** Two articles side by side: their texts, what they share, scrolling together, and lines to what moved. */
export async function compare(page, hand, pair) {
  await go(page, `/article/${pair.to_id}`);
  const link = page.locator(`a[href="/compare?a=${pair.from_id}&b=${pair.to_id}"]`);
  if (await link.count()) await hand.follow(page, link.first());
  else await go(page, `/compare?a=${pair.from_id}&b=${pair.to_id}`);
  const address = new URL(page.url());
  const data = await getJson(page, '/compare.json' + address.search);
  const panes = await page.locator('.pane').evaluateAll((found) => found.map((pane) => pane.textContent));
  same(panes.map(flat), [flat(data.a.text), flat(data.b.text)], 'both texts stand there whole');
  for (const side of ['a', 'b']) {
    const words = data[side + '_words'];
    holds(await shown(page, side === 'a' ? '.sides > div:first-child' : '.sides > div:last-child'), `${data[side + '_shared_words'].toLocaleString('en')} of ${words.toLocaleString('en')} words`, 'how much is in the other one');
  }
  const first = data.blocks.findIndex((block) => block.kind === 'equal');
  if (first >= 0) {
    const texts = await page.locator(`[data-block="${first}"]`).evaluateAll((found) => found.map((one) => one.textContent));
    same(texts, [piece(data.a.text, data.blocks[first].a), piece(data.b.text, data.blocks[first].b)], 'what is equal is marked on both sides');
  }
  await scrollTogether(page, hand, data);
  await otherForms(page);
  await sent(page);
  await hand.follow(page, inMain(page, 'link', 'Swap sides'));
  check(page.url().includes(`a=${data.b.article}`), 'the sides can be swapped');
}

async function scrollTogether(page, hand, data) {
  const moved = data.blocks.flatMap((block, index) => (block.kind === 'moved' ? [index] : []));
  // A small window, so that there is something to scroll.
  await page.setViewportSize({ width: 1280, height: 420 });
  const room = await page.evaluate(() => [...document.querySelectorAll('.pane')].map((pane) => pane.scrollHeight - pane.clientHeight));
  const last = data.blocks.findLastIndex((block) => block.kind === 'equal');
  if (Math.min(...room) > 150 && last >= 0) {
    if (hand.name === 'mouse') {
      await page.locator('.pane').first().scrollIntoViewIfNeeded();
      const box = await page.locator('.pane').first().boundingBox();
      await page.mouse.move(box.x + 60, Math.max(5, box.y + 40));
      await page.mouse.wheel(0, 100_000);
    } else {
      await hand.reach(page, page.locator('.pane').first());
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
    }
    const atEnd = () => [...document.querySelectorAll('.pane')].every((pane) => pane.scrollTop + pane.clientHeight >= pane.scrollHeight - 2);
    await until(page, 'both texts scroll to their end', atEnd);
    await page.locator(`.pane [data-block="${last}"]`).first().evaluate((block) => {
      const pane = block.closest('.pane');
      pane.scrollTop = block.offsetTop + block.offsetHeight / 2 - pane.clientHeight / 2;
    });
    const together = (block) => {
      const [here, there] = [...document.querySelectorAll(`[data-block="${block}"]`)].map((one) => one.getBoundingClientRect());
      const pane = document.querySelectorAll('.pane')[1].getBoundingClientRect();
      return here && there && there.bottom > pane.top && there.top < pane.bottom;
    };
    await until(page, 'what is equal stays beside its counterpart', together, last);
  }
  for (const index of moved.slice(0, 2)) {
    await page.locator(`.pane [data-block="${index}"]`).first().evaluate((block) => block.closest('.pane').scrollTo(0, block.offsetTop - 40));
    await until(page, 'a line joins what moved', () => document.querySelector('.joins path.moved') !== null);
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

export async function people(page, hand) {
  await go(page, '/people');
  const data = await getJson(page, '/people.json');
  const rows = page.getByRole('region', { name: 'Speakers' }).locator('tbody tr');
  check((await rows.count()) === data.items.length, 'every speaker has a row');
  await otherForms(page);
  if (!data.items.length) return;
  const name = data.items[0].name;
  const field = inMain(page, 'searchbox');
  await hand.type(page, field, name.slice(0, 5));
  await hand.send(page, field);
  const filtered = await getJson(page, '/people.json?q=' + encodeURIComponent(name.slice(0, 5)));
  check((await rows.count()) === filtered.items.length && filtered.total <= data.total, 'names can be searched');
  await hand.follow(page, rows.first().getByRole('link').first());
  const one = await getJson(page, new URL(page.url()).pathname + '.json');
  check((await shown(page, 'h1')) === flat(one.person.name), 'a name leads to the person');
  const dates = one.items.map((item) => item.published ?? '9');
  same(dates, [...dates].sort(), 'what was said is in order of time');
  const said = await all(page, '.said > li blockquote');
  same(said.map((text) => flat(text).replace(/^“|”$/g, '')), one.items.map((item) => flat(item.text).replace(/^“|”$/g, '')), 'all that was said');
  const families = await page.locator('.families > li').count();
  check(families === Math.min(12, one.families_total), `${families} of ${one.families_total} statements`);
  await otherForms(page);
  if (one.families_total > 12) {
    await hand.follow(page, inMain(page, 'link', /reported more than once/));
    const listed = await getJson(page, '/families.json' + new URL(page.url()).search);
    check(listed.total === one.families_total, `the list of one speaker has ${listed.total} of ${one.families_total} statements`);
    check((await page.locator('.families > li').count()) === listed.items.length, 'the statements of one speaker in pages');
    await until(page, 'the list says whose statements these are', (wanted) => document.querySelector('h1').textContent.includes(wanted), one.person.name);
    if (listed.total > listed.limit) {
      await hand.follow(page, inMain(page, 'link', 'Next'));
      const next = await getJson(page, '/families.json' + new URL(page.url()).search);
      check(next.offset === listed.limit && (await page.locator('.families').first().getAttribute('start')) === String(listed.limit + 1), 'the next page goes on counting');
    }
  }
}

export async function outlets(page, hand) {
  await go(page, '/outlets');
  const data = await getJson(page, '/outlets.json');
  check((await page.getByRole('region', { name: 'All outlets' }).locator('tbody tr').count()) === data.outlets.length, 'every outlet has a row');
  await otherForms(page);
  if (!data.takings.length) return;
  const cells = await page.locator('.matrix tbody td a').evaluateAll((links) => links.map((link) => link.firstChild.textContent));
  const counts = new Set(data.takings.map((one) => String(one.derivations)));
  check(cells.length > 0 && cells.every((cell) => counts.has(cell)), 'the matrix counts derivations');
  const table = page.getByRole('region', { name: 'Who takes from whom, as a table' });
  check((await table.locator('tbody tr').count()) === Math.min(200, data.takings.length), 'the matrix has a table beside it');
  await sent(page);
  await hand.follow(page, page.locator('.matrix tbody td a').first());
  check(page.url().includes('/compare?'), 'a cell leads to an example');
}

export async function versions(page) {
  await go(page, '/versions');
  const data = await getJson(page, '/versions.json');
  const rows = await page.getByRole('region', { name: 'Versions' }).locator('tbody tr').count();
  check(rows === data.items.length, `${rows} of ${data.items.length} versions`);
  await otherForms(page);
}

/** What was read: every record is kept, a duplicate, skipped or failed; nothing is lost between the tabs. */
export async function reading(page, hand) {
  await go(page, '/');
  await hand.follow(page, page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: 'What was read', exact: true }));
  const sources = [];
  for (let offset = 0, total = 1; offset < total; offset += 500) {
    const part = await getJson(page, `/sources.json?limit=500&offset=${offset}`);
    sources.push(...part.items);
    total = part.total;
  }
  const sum = (key) => sources.reduce((all, source) => all + source[key], 0);
  const text = await shown(page, '.sum');
  same(text.match(/[\d,]+/g).map(number), [sum('seen'), sources.length, sum('kept'), sum('duplicate'), sum('skipped') + sum('failed')], 'records seen, files, kept, duplicates, not kept');
  const rows = await page.getByRole('region', { name: 'Files that were read' }).locator('tbody tr').evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll('td')].slice(3).map((cell) => Number(cell.innerText.replace(/,/g, ''))))
  );
  check(rows.length === Math.min(50, sources.length), 'every file has its row');
  check(rows.every(([seen, ...parts]) => parts.length === 4 && seen === parts.reduce((all, one) => all + one, 0)), 'seen = kept + duplicates + skipped + failed in every file');
  await otherForms(page);
  const tabs = page.getByRole('navigation', { name: 'What was read' });
  for (const [name, view, region] of [['Not kept', 'reading', 'What was not kept'], ['Duplicates', 'duplicates', 'Duplicates'], ['Remarks', 'notes', 'Remarks']]) {
    await hand.follow(page, tabs.getByRole('link', { name, exact: true }));
    const data = await getJson(page, `/${view}.json`);
    const shownRows = page.getByRole('region', { name: region }).locator('tbody tr');
    check((await shownRows.count()) === data.items.length, `${name}: ${await shownRows.count()} of ${data.items.length} rows`);
    const lines = await shownRows.allInnerTexts();
    for (const [index, item] of data.items.entries()) {
      if (item.reason) holds(flat(lines[index]), item.reason, `${name}: the reason`);
      if (item.article) holds(flat(lines[index]), item.article, 'a duplicate names the article that is kept');
    }
    await sent(page);
    await otherForms(page);
  }
}

/** On paper: no buttons, nothing cut off that scrolls on a screen, every table whole. */
export async function printed(page, addresses) {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 760, height: 1000 });
  for (const address of addresses) {
    await go(page, address);
    const trouble = await page.evaluate(() => {
      const seen = (element) => element.checkVisibility() && element.getBoundingClientRect().width > 1;
      const found = [...document.querySelectorAll('button, input, textarea, header nav, .pager')].filter(seen).map((one) => one.localName + '.' + one.className);
      for (const box of document.querySelectorAll('.pane, .tree, .scroll'))
        if (seen(box) && box.scrollHeight > box.clientHeight + 2 && getComputedStyle(box).overflowY !== 'visible') found.push('cut off: ' + box.className);
      if (document.documentElement.scrollWidth > innerWidth + 1) found.push(`wider than the paper by ${document.documentElement.scrollWidth - innerWidth}`);
      return found;
    });
    check(trouble.length === 0, `${address} on paper: ${trouble.slice(0, 4).join('; ')}`);
  }
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 900 });
}
