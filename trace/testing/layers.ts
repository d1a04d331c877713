// What holds of the layers of any packet, whatever its bytes.
import type { Layer } from "#trace/wire-layer.ts";
import { bitsBelow } from "#trace/wire-lights.ts";

/** Throws with what is not so: parts lie one after another and are the whole layer, and stand within the layer below. */
export function checkLayers(layers: readonly Layer[]): void {
  if (layers.length === 0) throw new Error("no layer at all");
  for (const [i, { title, bytes, parts, standings }] of layers.entries()) {
    const size = bytes.length * 8;
    let at = 0;
    for (const { span, name } of parts) {
      if (span.from !== at || span.to < at)
        throw new Error(`${title}: ${name} begins at bit ${span.from}, not ${at}`);
      at = span.to;
    }
    if (at !== size) throw new Error(`${title}: the parts end at bit ${at} of ${size}`);
    const below = layers[i + 1];
    if (below === undefined) {
      if (standings.length > 0) throw new Error(`${title} is the lowest and stands on something`);
      continue;
    }
    for (const { own, below: on } of standings)
      if (own.from < 0 || own.to > size || on.from < 0 || on.to > below.bytes.length * 8)
        throw new Error(`${title} stands at bits ${on.from} to ${on.to} of ${below.title}`);
    const lowest = (layers.at(-1)?.bytes.length ?? 0) * 8;
    for (const { span, name } of parts) {
      const bits = bitsBelow(layers, i, span);
      if (span.to > span.from && bits.length === 0)
        throw new Error(`${title}: ${name} stands nowhere`);
      if (bits.some(({ from, to }) => from < 0 || to > lowest))
        throw new Error(`${title}: ${name} stands outside the wire`);
    }
  }
}
