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
  /** Of the articles with a date. */
  times: number[];
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
    times,
    undated: times.length < nodes.length,
    depths: nodes.reduce((most, node) => Math.max(most, node.depth), 0)
  };
}

/** A time axis in which long stretches without any article are drawn short, and marked so. */
export interface Axis {
  /** From 0 to 1. */
  place: (time: number) => number;
  breaks: { place: number; length: string }[];
  /** Stretches without a break in between. */
  stretches: { first: number; last: number }[];
}

const DAY = 86_400_000;

function lengthName(time: number): string {
  const [size, name] = [[365.25 * DAY, 'year'] as const, [30.4 * DAY, 'month'] as const, [DAY, 'day'] as const].find(([one]) => time >= 1.5 * one) ?? [
    3_600_000,
    'hour'
  ];
  const many = Math.max(1, Math.round(time / size));
  return `${many} ${name}${many === 1 ? '' : 's'}`;
}

/**
 * Where most articles fall into a few days and one comes years later, a plain axis shows one heap and one dot. A gap that takes up
 * more than two thirds of the axis is drawn as a quarter of what remains; again, until no gap does.
 */
export function axis(times: number[]): Axis {
  const at = [...new Set(times)].sort((a, b) => a - b);
  const gaps = at.slice(1).map((time, index) => ({ from: at[index]!, to: time, length: time - at[index]!, broken: false }));
  for (let left = 4; left > 0; left--) {
    const open = gaps.filter((gap) => !gap.broken);
    const whole = gaps.reduce((sum, gap) => sum + gap.length, 0);
    const largest = open.reduce<(typeof gaps)[number] | undefined>((most, gap) => (most && most.length >= gap.length ? most : gap), undefined);
    if (!largest || open.length < 2 || largest.length * 3 <= whole * 2) break;
    largest.broken = true;
    largest.length = (whole - largest.length) / 4;
  }
  const whole = gaps.reduce((sum, gap) => sum + gap.length, 0);
  const places: number[] = [0];
  for (const gap of gaps) places.push(places.at(-1)! + gap.length / whole);
  const broken = gaps.flatMap((gap, index) => (gap.broken ? [index] : []));
  const starts = [0, ...broken.map((index) => index + 1)];
  return {
    place: (time) => {
      const after = at.findIndex((one) => one >= time);
      if (after <= 0 || at[after] === time) return places[Math.max(after, 0)]!;
      const [from, to] = [at[after - 1]!, at[after]!];
      return places[after - 1]! + ((time - from) / (to - from)) * (places[after]! - places[after - 1]!);
    },
    breaks: broken.map((index) => ({ place: (places[index]! + places[index + 1]!) / 2, length: lengthName(gaps[index]!.to - gaps[index]!.from) })),
    stretches: starts.map((start, index) => ({ first: at[start]!, last: at[(starts[index + 1] ?? at.length) - 1]! }))
  };
}

/** Places on a stretch of the axis with their names, at most so many; the first one says the year. */
export function ticks(first: number, last: number, most: number): { time: number; name: string }[] {
  const day: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
  const hour: Intl.DateTimeFormatOptions = { ...day, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const month: Intl.DateTimeFormatOptions = { month: 'short', year: 'numeric' };
  const name = (time: number, form: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', { ...form, timeZone: 'UTC' }).format(time);
  const even: [number, Intl.DateTimeFormatOptions][] = [
    [DAY / 24, hour],
    [DAY / 4, hour],
    [DAY, day],
    [2 * DAY, day],
    [7 * DAY, day]
  ];
  const found: { time: number; name: string }[] = [];
  const step = even.find(([size]) => (last - first) / size <= most);
  if (!(last > first)) found.push({ time: first, name: name(first, day) });
  else if (step) {
    for (let time = Math.ceil(first / step[0]) * step[0]; time <= last; time += step[0]) found.push({ time, name: name(time, time % DAY === 0 ? day : step[1]) });
  } else {
    // Months are of unequal length: by the calendar.
    const months = [1, 3, 6, 12, 24, 60, 120, 600].find((size) => (last - first) / (size * 30.4 * DAY) <= most) ?? 1200;
    const begin = new Date(first);
    for (let at = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / months) * months; ; at += months) {
      const time = Date.UTC(Math.floor(at / 12), at % 12);
      if (time > last) break;
      if (time >= first) found.push({ time, name: name(time, months < 12 ? month : { year: 'numeric' }) });
    }
  }
  if (found.length === 0) found.push({ time: first, name: name(first, day) });
  const one = found[0]!;
  if (!/\d{4}/.test(one.name)) one.name = one.name.replace(/(,|$)/, ' ' + new Date(one.time).getUTCFullYear() + '$1');
  return found;
}
