// Bytes on the wire of one client, as facts: for tests of what is read out of them.
import { toBase64 } from "#trace/to-base64.ts";
import { build } from "#trace/builder.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { type Bytes, type Fact, LinkId, RequestId, type Trace } from "#trace/event.ts";
import type { Layer } from "#trace/wire-layer.ts";
import { layersOf } from "#trace/wire-layers.ts";
import { passages } from "#trace/wire-passages.ts";

const about = { client: "Alice", link: LinkId.parse(1) };
const bytesOf = (bytes: Uint8Array, size: number): Bytes => ({ base64: toBase64(bytes), size });

/** A frame event; of `size` bytes, where not all of them were kept. */
export const frameFact = (
  bytes: Uint8Array,
  from: "client" | "server" = "server",
  size = bytes.length,
): Fact => ({ kind: "frame", ...about, from, bytes: bytesOf(bytes, size) });

/** The bytes of a text frame. */
export const textFrame = (
  payload: string,
  more: Partial<Parameters<typeof encodeFrame>[0]> = {},
): Uint8Array => encodeFrame({ opcode: 1, payload: new TextEncoder().encode(payload), ...more });

/** A polling request with packets. */
export const postFact = (body: Uint8Array, size = body.length, version = 4): Fact => ({
  kind: "http.request",
  ...about,
  request: RequestId.parse(1),
  version: "1.1",
  headers: [["Host", "localhost:3000"]],
  method: "POST",
  target: `/socket.io/?EIO=${version}&transport=polling&sid=x`,
  body: bytesOf(body, size),
});

export function traceOf(facts: readonly Fact[]): Trace {
  const t = build();
  for (const fact of facts) t.fact(fact);
  return t.trace();
}

/** The layers of all that passed. */
export const openedOf = (facts: readonly Fact[]): readonly (readonly Layer[])[] =>
  passages(traceOf(facts)).map((passage) => layersOf(passage, () => undefined));
