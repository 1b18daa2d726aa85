// Lays out a story: a row for each article, its source above it, its time to the right.
//
// In: articles and derivations. Out: rows in the order of the tree (origins by time, each followed by what derives from
// it), with the place on the time axis; lines between them. Undated articles stand in a band of their own at the left,
// one step to the right of their source.

import { moment } from './show';
import type { Article, Derivation } from './types';

export interface Node {
  article: Article;
  row: number;
  depth: number;
  time: number | null;
}
export interface Line {
  edge: Derivation;
  from: Node;
  to: Node;
}
export interface Layout {
  nodes: Node[];
  lines: Line[];
  first: number;
  last: number;
  undated: boolean;
  depths: number;
}

export function layout(articles: Article[], edges: Derivation[]): Layout {
  const byId = new Map(articles.map((article) => [article.article, article]));
  const children = new Map<string, Derivation[]>();
  const parents = new Map<string, string>();
  const weight = (edge: Derivation): number => (edge.relation === 'derivation' ? 1 : 0) + edge.confidence;
  for (const edge of [...edges].sort((a, b) => weight(b) - weight(a))) {
    // The strongest line to an article decides below which other one it stands.
    if (!byId.has(edge.from_id) || !byId.has(edge.to_id) || parents.has(edge.to_id)) continue;
    parents.set(edge.to_id, edge.from_id);
    children.set(edge.from_id, [...(children.get(edge.from_id) ?? []), edge]);
  }
  const time = (id: string): number => moment(byId.get(id)?.published) ?? Number.MAX_SAFE_INTEGER;
  const nodes: Node[] = [];
  const placed = new Map<string, Node>();
  const place = (root: string): void => {
    // By hand, for trees as deep as a story is long.
    const waiting: [string, number][] = [[root, 0]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [id, depth] = next;
      const article = byId.get(id);
      if (!article || placed.has(id)) continue;
      const node = { article, row: nodes.length, depth, time: moment(article.published) };
      nodes.push(node);
      placed.set(id, node);
      const below = [...(children.get(id) ?? [])].sort((a, b) => time(b.to_id) - time(a.to_id));
      for (const edge of below) waiting.push([edge.to_id, depth + 1]);
    }
  };
  const ids = [...byId.keys()].sort((a, b) => time(a) - time(b));
  for (const id of ids) if (!parents.has(id)) place(id);
  for (const id of ids) place(id); // what only a circle leads to
  const times = nodes.flatMap((node) => (node.time === null ? [] : [node.time]));
  return {
    nodes,
    lines: edges.flatMap((edge) => {
      const from = placed.get(edge.from_id);
      const to = placed.get(edge.to_id);
      return from && to ? [{ edge, from, to }] : [];
    }),
    first: times.reduce((least, one) => Math.min(least, one), Infinity),
    last: times.reduce((most, one) => Math.max(most, one), -Infinity),
    undated: times.length < nodes.length,
    depths: nodes.reduce((most, node) => Math.max(most, node.depth), 0)
  };
}

/** Places on the axis with their names, at most some eight. */
export function ticks(first: number, last: number): { time: number; name: string }[] {
  const day = 86_400_000;
  const steps: [number, Intl.DateTimeFormatOptions][] = [
    [3_600_000, { hour: '2-digit', minute: '2-digit', timeZone: 'UTC', hourCycle: 'h23' }],
    [6 * 3_600_000, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'UTC', hourCycle: 'h23' }],
    [day, { day: 'numeric', month: 'short', timeZone: 'UTC' }],
    [2 * day, { day: 'numeric', month: 'short', timeZone: 'UTC' }],
    [7 * day, { day: 'numeric', month: 'short', timeZone: 'UTC' }],
    [30.4375 * day, { month: 'short', year: 'numeric', timeZone: 'UTC' }],
    [91.3125 * day, { month: 'short', year: 'numeric', timeZone: 'UTC' }],
    [365.25 * day, { year: 'numeric', timeZone: 'UTC' }],
    [3652.5 * day, { year: 'numeric', timeZone: 'UTC' }]
  ];
  if (!(last > first)) return Number.isFinite(first) ? [{ time: first, name: new Date(first).toISOString().slice(0, 10) }] : [];
  const [step, form] = steps.find(([size]) => (last - first) / size <= 8) ?? steps.at(-1)!;
  const names = new Intl.DateTimeFormat('en-GB', form);
  const found: { time: number; name: string }[] = [];
  for (let time = Math.ceil(first / step) * step; time <= last; time += step) found.push({ time, name: names.format(time) });
  return found.length ? found : [{ time: first, name: names.format(first) }];
}
