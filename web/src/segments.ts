// Cuts a text where findings begin and end, so that each piece is shown with all that holds for it.
//
// In: layers of spans, each layer's by start; spans of one layer may nest. Out: pieces in order, covering the text,
// with the innermost span of each layer. Linear in the spans but for sorting the cuts.

import type { Span } from './types';

export interface Piece<Layers> {
  start: number;
  end: number;
  layers: { [Name in keyof Layers]?: Layers[Name] };
}

export function cut<Layers extends Record<string, Span>>(
  length: number,
  spans: { [Name in keyof Layers]: Layers[Name][] }
): Piece<Layers>[] {
  const names = Object.keys(spans) as (keyof Layers)[];
  const cuts = new Set<number>([0, length]);
  for (const name of names) {
    for (const span of spans[name]) {
      if (span.end <= span.start) continue;
      cuts.add(Math.min(span.start, length));
      cuts.add(Math.min(span.end, length));
    }
  }
  const places = [...cuts].sort((a, b) => a - b);
  const next = new Map<keyof Layers, number>(names.map((name) => [name, 0]));
  const open = new Map<keyof Layers, Layers[keyof Layers][]>(names.map((name) => [name, []]));
  const pieces: Piece<Layers>[] = [];
  for (let i = 0; i + 1 < places.length; i++) {
    const start = places[i]!;
    const piece: Piece<Layers> = { start, end: places[i + 1]!, layers: {} };
    for (const name of names) {
      const waiting = spans[name];
      let stack = open.get(name)!;
      let at = next.get(name)!;
      for (; at < waiting.length && waiting[at]!.start <= start; at++) stack.push(waiting[at]!);
      next.set(name, at);
      if (stack.some((span) => span.end <= start)) {
        stack = stack.filter((span) => span.end > start);
        open.set(name, stack);
      }
      const innermost = stack.at(-1);
      if (innermost) piece.layers[name] = innermost as Layers[typeof name];
    }
    pieces.push(piece);
  }
  return pieces;
}

/** "120-180" as it stands in an address. */
export function readSpan(text: string | null): Span | undefined {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(text ?? '');
  if (!found) return undefined;
  const [start, end] = [Number(found[1]), Number(found[2])];
  return end > start ? { start, end } : undefined;
}

export const byStart = <T extends Span>(spans: T[]): T[] => [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
