// What the two ends of a WebSocket say as they part (RFC 6455 §5.5.1).
import type { Frame } from "#trace/frame.ts";
import { readUtf8 } from "#trace/utf8.ts";

/** A close frame's content (RFC 6455 §5.5.1). No code on the wire is what an endpoint reports as 1005. */
export type Close = Readonly<{ code: number | undefined; reason: string }>;

/** The code and reason in a close frame's unmasked payload (RFC 6455 §5.5.1). */
export function closeOf(payload: Uint8Array): Close {
  const [high, low] = [payload[0], payload[1]];
  if (high === undefined || low === undefined) return { code: undefined, reason: "" };
  return { code: high * 256 + low, reason: readUtf8(payload.subarray(2)).text };
}

/** The code and reason of a close frame; for any other frame, undefined. */
export function closeIn(frame: Frame): Close | undefined {
  return frame.opcode === "close" ? closeOf(frame.payload) : undefined;
}
