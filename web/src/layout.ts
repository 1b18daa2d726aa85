// Lays out a story: a row for each article, its source above it, its time to the right.
//
// In: articles and derivations. Out: rows in the order of the tree (origins by time, each followed by what derives from
// it), with the place on the time axis; lines between them. Undated articles stand in a band of their own at the left,
// one step to the right of their source. An article that is not in the collection and that several follow has a row
// too, at the time of the first of them.

import { moment } from './show';
import type { Article, Derivation } from './types';

export interface Node {
  id: string;
  /** null: not in the collection; then the id is what the derivations call it. */
  article: Article | null;
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

/** From whom to whom a line goes: a derivation from a lost article goes from that to both. */
interface Join {
  edge: Derivation;
  from: string;
  to: string;
}

function joinsOf(edges: Derivation[], known: Set<string>): Join[] {
  const seen = new Set<string>();
  const joins: Join[] = [];
  for (const edge of edges) {
    if (!known.has(edge.from_id) || !known.has(edge.to_id)) continue;
    if (!edge.lost_ancestor) {
      joins.push({ edge, from: edge.from_id, to: edge.to_id });
      continue;
    }
    for (const to of [edge.from_id, edge.to_id]) {
      const key = edge.lost_ancestor + ' ' + to;
      if (!seen.has(key)) joins.push({ edge, from: edge.lost_ancestor, to });
      seen.add(key);
    }
  }
  return joins;
}

export function layout(articles: Article[], edges: Derivation[]): Layout {
  const byId = new Map(articles.map((article) => [article.article, article]));
  const joins = joinsOf(edges, new Set(byId.keys()));
  const children = new Map<string, string[]>();
  const parents = new Set<string>();
  const weight = (join: Join): number => (join.edge.relation === 'derivation' ? 1 : 0) + join.edge.confidence;
  for (const join of [...joins].sort((a, b) => weight(b) - weight(a))) {
    // The strongest line to an article decides below which other one it stands.
    if (parents.has(join.to)) continue;
    parents.add(join.to);
    children.set(join.from, [...(children.get(join.from) ?? []), join.to]);
  }
  const never = Number.MAX_SAFE_INTEGER;
  const time = (id: string): number => {
    const article = byId.get(id);
    if (article) return moment(article.published) ?? never;
    return (children.get(id) ?? []).reduce((least, child) => Math.min(least, moment(byId.get(child)?.published) ?? never), never);
  };
  const nodes: Node[] = [];
  const placed = new Map<string, Node>();
  const place = (root: string): void => {
    // By hand, for trees as deep as a story is long.
    const waiting: [string, number][] = [[root, 0]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [id, depth] = next;
      if (placed.has(id)) continue;
      const at = time(id);
      const node = { id, article: byId.get(id) ?? null, row: nodes.length, depth, time: at === never ? null : at };
      nodes.push(node);
      placed.set(id, node);
      const below = [...(children.get(id) ?? [])].sort((a, b) => time(b) - time(a));
      for (const child of below) waiting.push([child, depth + 1]);
    }
  };
  const lost = [...new Set(joins.flatMap((join) => (byId.has(join.from) ? [] : [join.from])))].filter((id) => children.has(id));
  const ids = [...lost, ...byId.keys()].sort((a, b) => time(a) - time(b));
  for (const id of ids) if (!parents.has(id)) place(id);
  for (const id of ids) place(id); // what only a circle leads to
  const times = nodes.flatMap((node) => (node.time === null ? [] : [node.time]));
  return {
    nodes,
    lines: joins.flatMap(({ edge, from, to }) => {
      const above = placed.get(from);
      const below = placed.get(to);
      return above && below ? [{ edge, from: above, to: below }] : [];
    }),
    first: times.reduce((least, one) => Math.min(least, one), Infinity),
    last: times.reduce((most, one) => Math.max(most, one), -Infinity),
    undated: times.length < nodes.length,
    depths: nodes.reduce((most, node) => Math.max(most, node.depth), 0)
  };
}

/** Places on the axis with their names, at most so many. */
export function ticks(first: number, last: number, most: number): { time: number; name: string }[] {
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
  const [step, form] = steps.find(([size]) => (last - first) / size <= most) ?? steps.at(-1)!;
  const names = new Intl.DateTimeFormat('en-GB', form);
  const found: { time: number; name: string }[] = [];
  for (let time = Math.ceil(first / step) * step; time <= last; time += step) found.push({ time, name: names.format(time) });
  return found.length ? found : [{ time: first, name: names.format(first) }];
}
