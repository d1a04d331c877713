// What a lesson has prepared for its console, and how it becomes bytes.
import { BY_HAND } from "#trace/by-hand.ts";
import { type ReadBytes, readBytes } from "#trace/byte-notation.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import type { EventOf, Trace } from "#trace/event.ts";

/** `bytes` as `trace/byte-notation.ts` reads them; `$sid` in them is a session's, see `withSid`. */
export type Writing = {
  readonly says: string;
  readonly bytes: string;
  readonly as?: Envelope;
};

/** How what is written leaves: as it stands, or as a text frame of WebSocket. */
export type Envelope = "bytes" | "masked" | "unmasked";

const NO_SESSION =
  "Open a session first: “$sid” stands for the id of the one that you opened last by hand, and there is none yet.";

/** `$sid` becomes that of the session which was opened last by hand, on whichever line; it stays where there is none. */
export function withSid(text: string, trace: Trace): string {
  const opened = trace.findLast(
    (event): event is EventOf<"session.opened"> =>
      event.kind === "session.opened" && event.client === BY_HAND,
  );
  return text.replaceAll("$sid", opened?.sid ?? "$sid");
}

/** What leaves, or why it cannot. A frame's key is drawn anew each time. */
export function bytesOf({ bytes, as = "bytes" }: Omit<Writing, "says">, trace: Trace): ReadBytes {
  const written = withSid(bytes, trace);
  const at = written.indexOf("$sid");
  if (at >= 0) return { ok: false, at, text: NO_SESSION };
  const read = readBytes(written);
  if (!read.ok || as === "bytes") return read;
  const key = crypto.getRandomValues(new Uint8Array(4));
  const { bytes: payload } = read;
  return { ok: true, bytes: encodeFrame({ opcode: 1, payload, ...(as === "masked" && { key }) }) };
}
