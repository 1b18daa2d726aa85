// How values are shown: dates with the precision they have, numbers, and the field's terms in plain words.

import type { ArticleReference, Derivation, Verdict } from './types';

const counts = new Intl.NumberFormat('en');
export const count = (value: number): string => counts.format(value);

/** "1 article", "12 articles". */
export const counted = (value: number, one: string, many = one + 's'): string => `${count(value)} ${value === 1 ? one : many}`;

export const bytes = (size: number): string =>
  size < 1000 ? `${size} B` : size < 999_500 ? `${Math.round(size / 1000)} kB` : `${(size / 1e6).toFixed(size < 1e7 ? 1 : 0)} MB`;

export function percent(share: number): string {
  if (share > 0 && share < 0.005) return '< 1 %';
  if (share < 1 && share > 0.995) return '> 99 %';
  return `${Math.round(share * 100)} %`;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'June', 'July', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec'];

/** A date as precise as it is known: "2016", "July 2016", "31 July 2016", "31 July 2016, 14:05". */
export function when(published: string | null | undefined): string {
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?/.exec(published ?? '');
  if (!found) return published || 'no date';
  const [, year, month, day, time] = found;
  const name = month ? months[Number(month) - 1] : undefined;
  return (day ? Number(day) + ' ' : '') + (name ? name + ' ' : '') + year + (time ? ', ' + time : '');
}

/** The same as a number to place it on an axis; null where there is none. */
export function moment(published: string | null | undefined): number | null {
  const value = Date.parse(published ?? '');
  return Number.isNaN(value) ? null : value;
}

export function span(first: string | null, last: string | null): string {
  if (!first && !last) return 'no dates';
  const begin = when(first).replace(/, .*/, '');
  const end = when(last).replace(/, .*/, '');
  return begin === end ? begin : `${begin} to ${end}`;
}

/** At most so many characters, ending with a word. */
export const shorten = (text: string, most: number): string =>
  text.length > most ? text.slice(0, most).replace(/\s+\S*$/, '') + ' …' : text;

/** Other ways to write a name; those that differ in capitals, points or a genitive only are no others. */
export function otherSpellings(name: string, spellings: string[]): string[] {
  const bare = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[’']s$/, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  const known = new Set([bare(name)]);
  return spellings.filter((one) => !known.has(bare(one)) && known.add(bare(one)));
}

/** Changes and what they touch, in plain words. */
const changes: Record<string, string> = {
  substitution: 'other words',
  insertion: 'added',
  deletion: 'left out',
  bracket: 'put in brackets',
  truncation: 'cut off',
  splice: 'joined from two places',
  spelling: 'spelling',
  source: 'another speaker',
  unquoted: 'run without quotation marks',
  transposition: 'other order',
  framing: 'other frame'
};
const details: Record<string, string> = {
  number: 'a number',
  negation: 'a “not”',
  condition: 'a condition',
  hedge: 'how sure it is',
  modal: 'a “will”, “may” or “must”',
  name: 'a name',
  inflection: 'the form of a word',
  beginning: 'at the beginning',
  end: 'at the end',
  ellipsis: 'marked by dots',
  translation: 'translated'
};
export const changeName = (change: string): string => changes[change] ?? change;
export const detailName = (detail: string | null | undefined): string => (detail ? (details[detail] ?? detail) : '');

export const fileName = (path: string): string => path.split('/').pop() || path;

export const titleOf = (article: Pick<ArticleReference, 'title' | 'path'>): string => article.title || fileName(article.path);

export const verdictNames: Record<Verdict, string> = {
  credited: 'quoted, speaker named',
  uncredited: 'quoted, nobody named',
  copied: 'copied',
  edited: 'copied and edited',
  reworded: 'reworded',
  boilerplate: 'boilerplate',
  own: 'its own words'
};
export const verdictOrder: Verdict[] = ['credited', 'uncredited', 'copied', 'edited', 'reworded', 'boilerplate', 'own'];

export const directionNames: Record<Derivation['direction'], string> = {
  known: 'known',
  likely: 'likely',
  unknown: 'unknown'
};

const evidence: Record<string, string> = {
  credit: 'names its source',
  link: 'links to it',
  date: 'was published later',
  copied: 'has the same words',
  'shared-variant': 'has the same peculiar reading',
  containment: 'all it shares is contained in the other',
  quotation: 'has the same quotations',
  version: 'is another version of it',
  correction: 'carries a correction',
  'lost-ancestor': 'both seem to follow a text that is not in the collection',
  alternative: 'another possible source'
};
export const evidenceName = (kind: string): string => evidence[kind] ?? kind.replaceAll('-', ' ');

export const kindNames: Record<string, string> = {
  direct: 'word for word',
  mixed: 'partly word for word',
  indirect: 'in the article’s words',
  scare: 'in quotation marks, said by nobody'
};

/** What an edge says, as a sentence about the two titles or outlets. */
export function relationText(edge: Derivation): string {
  if (edge.relation === 'version') return 'are versions of one article';
  if (edge.relation === 'lost-ancestor') return 'seem to follow a common source that is not in the collection';
  if (edge.direction === 'unknown') return 'share words; who took them from whom can’t be told';
  return 'took from';
}

/** What an edge is called in addresses. */
export const edgeKey = (edge: Derivation): string => edge.from_id.slice(0, 8) + '-' + edge.to_id.slice(0, 8);
