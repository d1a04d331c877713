// What the reader looks at: a part of a layer, or a byte of the wire; and what of every layer lights up with it.
import { type KeyboardEvent, useMemo, useState } from "react";
import { BYTE, type Layer, type Part, type Span } from "#trace/wire-layer.ts";
import { overlap, placesOf } from "#trace/wire-lights.ts";

/** The n-th part of the n-th layer, or the n-th byte of the lowest one. */
export type Current =
  | { readonly layer: number; readonly part: number }
  | { readonly byte: number }
  | undefined;

export type Lights = {
  readonly isLit: (layer: number, part: number) => boolean;
  readonly isByteLit: (byte: number) => boolean;
  /** The parts that are looked at: one, or all that share a byte. */
  readonly parts: readonly Part[];
  readonly current: Current;
  /** The part that Tab comes to. */
  readonly stop: { readonly layer: number; readonly part: number };
  readonly hover: (to: Current) => void;
  readonly focus: (to: Current) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
};

const NOWHERE: readonly Span[] = [];

/** `idOf` names the element of a part, for the focus to go to. */
export function useLights(
  layers: readonly Layer[],
  idOf: (layer: number, part: number) => string,
): Lights {
  const places = useMemo(() => placesOf(layers), [layers]);
  const [hovered, hover] = useState<Current>();
  const [focused, focus] = useState<Current>();
  const current = within(layers, hovered) ?? within(layers, focused);
  const lit =
    current === undefined
      ? NOWHERE
      : "byte" in current
        ? [{ from: current.byte * BYTE, to: (current.byte + 1) * BYTE }]
        : (places[current.layer]?.[current.part] ?? NOWHERE);
  const isLit = (layer: number, part: number): boolean =>
    (current !== undefined &&
      "part" in current &&
      current.layer === layer &&
      current.part === part) ||
    overlap(places[layer]?.[part] ?? NOWHERE, lit);
  const at = within(layers, focused);
  const stop = at !== undefined && "part" in at ? at : { layer: 0, part: 0 };
  return {
    isLit,
    isByteLit: (byte) => overlap([{ from: byte * BYTE, to: (byte + 1) * BYTE }], lit),
    parts: partsAt(layers, current, isLit),
    current,
    stop,
    hover,
    focus,
    onKeyDown(event) {
      const to = destination(event.key, { layers, stop, isLit });
      if (to === undefined) return;
      event.preventDefault();
      hover(undefined);
      focus(to);
      document.getElementById(idOf(to.layer, to.part))?.focus();
    },
  };
}

/** Another packet may have fewer layers, and parts. */
function within(layers: readonly Layer[], current: Current): Current {
  if (current === undefined) return undefined;
  if ("byte" in current)
    return current.byte < (layers.at(-1)?.bytes.length ?? 0) ? current : undefined;
  return layers[current.layer]?.parts[current.part] === undefined ? undefined : current;
}

function partsAt(
  layers: readonly Layer[],
  current: Current,
  isLit: Lights["isLit"],
): readonly Part[] {
  if (current === undefined) return [];
  if ("byte" in current)
    return (layers.at(-1)?.parts ?? []).filter((_, part) => isLit(layers.length - 1, part));
  const part = layers[current.layer]?.parts[current.part];
  return part === undefined ? [] : [part];
}

type From = Pick<Lights, "stop" | "isLit"> & { readonly layers: readonly Layer[] };

/** Left and right along a layer; up and down to what stands there in the next one. */
function destination(key: string, { layers, stop, isLit }: From): Lights["stop"] | undefined {
  const { layer, part } = stop;
  const last = (layers[layer]?.parts.length ?? 1) - 1;
  switch (key) {
    case "ArrowRight":
      return { layer, part: Math.min(part + 1, last) };
    case "ArrowLeft":
      return { layer, part: Math.max(part - 1, 0) };
    case "Home":
      return { layer, part: 0 };
    case "End":
      return { layer, part: last };
    case "ArrowDown":
    case "ArrowUp": {
      const to = layer + (key === "ArrowDown" ? 1 : -1);
      const parts = layers[to]?.parts;
      if (parts === undefined) return undefined;
      return {
        layer: to,
        part: Math.max(
          0,
          parts.findIndex((_, i) => isLit(to, i)),
        ),
      };
    }
    default:
      return undefined;
  }
}
