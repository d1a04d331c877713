// What lights up together: a part of one layer, and whatever in every other layer stands at the same bits of the wire.
import type { Layer, Span, Standing } from "#trace/wire-layer.ts";

/** The bits of the lowest layer at which some bits of the layer `from` (0 is the highest) stand. */
export function bitsBelow(layers: readonly Layer[], from: number, span: Span): readonly Span[] {
  let spans: readonly Span[] = [span];
  for (const { standings } of layers.slice(from, -1))
    spans = spans.flatMap((one) => standings.flatMap((standing) => throughTo(standing, one)));
  return spans.filter((one) => one.to > one.from);
}

function throughTo({ own, below, how }: Standing, span: Span): readonly Span[] {
  const from = Math.max(span.from, own.from);
  const to = Math.min(span.to, own.to);
  if (from >= to) return [];
  switch (how) {
    case "same":
      return [{ from: below.from + from - own.from, to: below.from + to - own.from }];
    case "whole":
      return [below];
    case "base64": {
      // Six bits in each character; a character holds what any of its bits holds.
      const first = Math.floor((from - own.from) / 6) * 8;
      const end = Math.ceil((to - own.from) / 6) * 8;
      const within = (bit: number): number => Math.min(below.to, below.from + bit);
      return [{ from: within(first), to: within(end) }];
    }
    default:
      return how satisfies never;
  }
}

/** For each part of each layer, the bits of the lowest layer at which it stands. */
export type Places = readonly (readonly (readonly Span[])[])[];
export const placesOf = (layers: readonly Layer[]): Places =>
  layers.map(({ parts }, i) => parts.map(({ span }) => bitsBelow(layers, i, span)));

/** Whether two lists of spans share a bit. */
export const overlap = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.some(({ from, to }) => others.some((other) => from < other.to && other.from < to));
