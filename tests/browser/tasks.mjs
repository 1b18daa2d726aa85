// What people do here, from end to end on the samples, and once more with nothing but the keyboard.
import { check, contextFor, go, openPage, serve, settle, trace } from './browser.mjs';

const text = (page) => page.evaluate(() => document.querySelector('main').innerText);

async function holds(page, what, ...words) {
  const shown = await text(page);
  for (const word of words) check(shown.toLowerCase().includes(word.toLowerCase()), `${what}: “${word}” is not on the page ${page.url()}`);
}

async function follow(page, name) {
  await page.getByRole('link', { name }).first().click();
  await settle(page);
}

async function read(page, served) {
  await holds(page, 'the start', 'Karsund Bridge', 'articles');
  await follow(page, /Karsund Bridge closed after cracks/);
  await holds(page, 'the story', '5 articles', 'independent origin', 'Northern Wire', 'Estuary Post');
  check(page.url().startsWith(served.origin + '/story/'), 'a story has an address of its own');
  const address = page.url();
  await page.reload({ waitUntil: 'networkidle' });
  await settle(page);
  check(page.url() === address, 'an address that is opened again stays');
  await holds(page, 'the story opened by its address', 'independent origin');
  await page.goBack({ waitUntil: 'networkidle' });
  await settle(page);
  await holds(page, 'back', 'articles');
}

async function find(page) {
  await go(page, '/');
  const field = page.getByRole('textbox').or(page.getByRole('searchbox')).first();
  await field.fill('we will not gamble with one single life');
  await field.press('Enter');
  await page.waitForURL(/\/find\?/);
  await settle(page);
  await holds(page, 'find', 'single life', 'Coast Daily');
}

async function quotation(page) {
  const families = await page.evaluate(() => fetch('/families.json?limit=500').then((response) => response.json()));
  const cracks = families.items.find((family) => family.text.includes('cracks in 12 of the 61'));
  await go(page, '/family/' + cracks.id);
  await holds(page, 'the quotation', 'Ilse Brandvold', '12', '17', 'meaning');
}

async function twins(page, served) {
  for (const path of ['/start', '/stories', '/outlets', '/people']) {
    const got = await page.evaluate(
      async (address) => {
        const json = await fetch(address + '.json');
        const csv = await fetch(address + '.csv');
        return [json.headers.get('content-type'), csv.headers.get('content-type'), (await csv.text()).split('\r\n').length];
      },
      served.origin + path
    );
    check(got[0].startsWith('application/json') && got[1].startsWith('text/csv') && got[2] > 1, `${path} has no twins: ${got}`);
  }
}

// Only Tab, Enter and letters: from the start to a story, to an article, to what it was compared with.
async function keyboardOnly(browser, served) {
  const context = await contextFor(browser, served);
  const page = await openPage(context, served);
  async function tabTo(pattern, most = 90) {
    for (let steps = 0; steps < most; steps++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const element = document.activeElement;
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none';
        return { name: element.textContent.trim() + ' ' + (element.getAttribute('aria-label') ?? ''), seen: box.width > 0, ring };
      });
      if (!pattern.test(at.name)) continue;
      check(at.seen && at.ring, `what has the focus can be seen: ${at.name.slice(0, 40)}`);
      return true;
    }
    check(false, `${pattern} can't be reached with the keyboard on ${page.url()}`);
    return false;
  }
  if (await tabTo(/Karsund Bridge closed after cracks/)) {
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/story\//);
    await settle(page);
    check(await page.evaluate(() => document.activeElement.id === 'main'), 'after a link the focus is at the top of the new view');
  }
  if (await tabTo(/Karsund Bridge closed|Coast Daily/)) {
    await page.keyboard.press('Enter');
    await settle(page);
  }
  await context.close();
}

export async function tasks(browser) {
  const served = await serve(trace('samples/articles'));
  const context = await contextFor(browser, served);
  const page = await openPage(context, served);
  await read(page, served);
  await find(page);
  await quotation(page);
  await twins(page, served);
  check(page.troubles.length === 0, 'in the page: ' + page.troubles.join(' | '));
  check(context.strays.length === 0, 'requests left: ' + context.strays.join(', '));
  await context.close();
  await keyboardOnly(browser, served);
  return 'samples';
}
