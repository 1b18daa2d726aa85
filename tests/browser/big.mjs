// The same tasks on a large collection: the one that $STEMMA_BIG names, else 5,000 generated articles.
import { spawnSync } from 'node:child_process';
import { existsSync, openSync, closeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folder, program, trace } from './browser.mjs';
import { tasksOn } from './tasks.mjs';

const ARTICLES = 5000;

function generated() {
  const generator = join(dirname(program), 'generate_news');
  if (!existsSync(generator)) return undefined;
  const path = join(folder(), 'generated.jsonl');
  const out = openSync(path, 'w');
  const done = spawnSync(generator, [String(ARTICLES)], { stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  if (done.status !== 0) throw new Error('generate_news ended with ' + done.status);
  return path;
}

export async function big(browser) {
  const path = process.env.STEMMA_BIG ?? generated();
  if (!path) return 'skipped: no generate_news beside the program; $STEMMA_BIG names a collection of articles';
  await tasksOn(browser, trace(path), false);
  return `${process.env.STEMMA_BIG ?? ARTICLES + ' generated articles'}, mouse and keyboard`;
}
