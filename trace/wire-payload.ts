// What the frames of a message carry, unmasked and joined: the content of a control frame is explained here too.
import { closeIn } from "#trace/close.ts";
import type { Frame } from "#trace/frame.ts";
import { readUtf8 } from "#trace/utf8.ts";
import {
  BYTE,
  bytesSpan,
  concatenated,
  createTiler,
  hexOf,
  type Layer,
  type Span,
  sized,
  type Standing,
  standing,
  type Tiler,
} from "#trace/wire-layer.ts";
import type { Content } from "#trace/wire-messages.ts";

/** A frame, and where its payload stands among the frames' bits. */
export type Payload = Readonly<{ frame: Frame; span: Span }>;

/** All that the frames carry, one payload after another. */
export function payloadLayer(payloads: readonly Payload[], content: Content): Layer {
  const tiler = createTiler();
  const standings: Standing[] = [];
  for (const [i, { frame, span }] of payloads.entries()) {
    const { payload } = frame;
    if (payload.length === 0) continue;
    standings.push(standing(bytesSpan(tiler.at() / BYTE, payload.length), span));
    if (content.content === "control") layControl(tiler, frame);
    else
      tiler.bytes(payload.length, {
        name: payloads.length > 1 ? `payload of frame ${i + 1}` : "payload",
        shown: hexOf(payload),
        meaning: sized(payload.length),
        says:
          content.content === "compressed"
            ? "A compressed message. It can only be read by who has read all compressed messages before it: they share one window."
            : frame.header.masked
              ? "What was meant, after each byte was XORed with the key once more."
              : "What is carried.",
      });
  }
  const isMasked = payloads.some(({ frame }) => frame.header.masked);
  return {
    layer: "payload",
    title: isMasked ? "Payload, unmasked" : "Payload",
    bytes: concatenated(payloads.map(({ frame }) => frame.payload)),
    parts: tiler.parts(content.content === "packets" ? content.problems : []),
    standings,
    note: undefined,
  };
}

function layControl(tiler: Tiler, frame: Frame): void {
  const { payload } = frame;
  const close = closeIn(frame);
  if (close?.code === undefined) {
    tiler.bytes(payload.length, {
      name: "application data",
      shown: readUtf8(payload).text,
      says: "Any bytes. A pong carries those of its ping.",
    });
    return;
  }
  tiler.bytes(2, {
    name: "close code",
    shown: hexOf(payload.subarray(0, 2)),
    meaning: `${close.code}`,
    says: `${close.code}: ${CLOSE_CODES[close.code] ?? "a code of the application’s own, or of nobody’s"}.`,
  });
  if (payload.length > 2)
    tiler.bytes(payload.length - 2, {
      name: "reason",
      shown: close.reason,
      says: "Words about why, for people who read logs.",
    });
}

/** https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1 */
const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: "all was said, and the connection ends normally",
  1001: "the sender goes away: a page that is closed, a server that stops",
  1002: "the other end broke the protocol",
  1003: "the other end sent a kind of data that is not accepted",
  1007: "the other end sent text that is not UTF-8",
  1008: "the other end broke a rule of the application",
  1009: "the other end sent a message that is too big",
  1010: "the server lacks an extension that the client needs",
  1011: "the server met a mistake of its own",
};
