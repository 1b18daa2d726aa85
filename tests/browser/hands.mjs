// Two ways to do the same: with the mouse, and with nothing but the keyboard. Both wait until what they led to stands.
import { check, settle } from './browser.mjs';

// From the top of a view to the last thing that a task asks for.
const TABS_MAX = 400;

export const mouse = {
  name: 'mouse',
  async follow(page, link) {
    await link.click();
    await settle(page);
  },
  /** A line of a drawing is met on the line, where no other one lies over it, not in the middle of the box around it. */
  async followLine(page, link) {
    await link.scrollIntoViewIfNeeded();
    const at = await link.evaluate((edge) => {
      const line = edge.querySelector('.line');
      for (let part = 0.04; part < 1; part += 0.04) {
        const point = line.getPointAtLength(line.getTotalLength() * part).matrixTransform(line.getScreenCTM());
        if (document.elementFromPoint(point.x, point.y)?.closest('.edge') === edge) return { x: point.x, y: point.y };
      }
      return null;
    });
    check(at !== null, 'a line of the tree lies under others: ' + page.url());
    if (at) await page.mouse.click(at.x, at.y);
    await settle(page);
  },
  async type(page, field, text) {
    await field.click();
    await field.fill(text);
  },
  async send(page, field) {
    await field.locator('xpath=ancestor::form').getByRole('button').click();
    await settle(page);
  }
};

/** Goes on with Tab until the focus is there; it must be seen to be. */
async function reach(page, element) {
  const handle = await element.elementHandle();
  for (let steps = 0; steps < TABS_MAX; steps++) {
    await page.keyboard.press('Tab');
    const seen = await handle.evaluate((wanted) => {
      if (document.activeElement !== wanted) return null;
      const style = getComputedStyle(wanted);
      const box = wanted.getBoundingClientRect();
      const line = wanted.querySelector('.line');
      const shown = style.outlineStyle !== 'none' || (line && parseFloat(getComputedStyle(line).strokeWidth) > 2.5);
      return { shown, inside: box.bottom > 0 && box.top < innerHeight, name: wanted.textContent.trim().slice(0, 40) };
    });
    if (!seen) continue;
    check(seen.shown, `what has the focus is marked: ${seen.name} on ${page.url()}`);
    check(seen.inside, `what has the focus is in sight: ${seen.name} on ${page.url()}`);
    return true;
  }
  check(false, `not reached with Tab: ${element} on ${page.url()}`);
  return false;
}

async function followByKey(page, link) {
  if (!(await reach(page, link))) return;
  await page.keyboard.press('Enter');
  await settle(page);
}

export const keys = {
  name: 'keyboard',
  reach,
  follow: followByKey,
  followLine: followByKey,
  async type(page, field, text) {
    if (!(await reach(page, field))) return;
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText(text);
  },
  async send(page) {
    await page.keyboard.press('Enter');
    await settle(page);
  }
};
