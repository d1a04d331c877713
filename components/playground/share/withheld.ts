// What of a run is nobody else's: the addresses that proxies write into requests, and whatever opens the learner's
// sandbox. Pure.
import { fromBase64 } from "#trace/base64.ts";
import { decodeFrame } from "#trace/decode.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";

const ADDRESSES =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|fly-client-ip)$/i;

/** The trace without the addresses of people. */
export const withheld = (trace: Trace): Trace =>
  trace.map((event) =>
    event.kind === "http.request" && event.headers.some(([name]) => ADDRESSES.test(name))
      ? {
          ...event,
          headers: event.headers.map(([name, value]) => [name, ADDRESSES.test(name) ? "…" : value]),
        }
      : event,
  );

/** Whether somebody has said one of these secrets in the run, also in bytes and behind a mask. */
export function speaksOf(trace: Trace, secrets: readonly string[]): boolean {
  const says = (text: string) => secrets.some((secret) => text.includes(secret));
  return trace.some((event) => says(JSON.stringify(event)) || bytesOf(event).some(says));
}

function bytesOf(event: TraceEvent): readonly string[] {
  if (event.kind === "frame")
    return decodeFrame(event).frames.map(({ frame }) => letters(frame.payload));
  if ("body" in event) return [letters(fromBase64(event.body.base64))];
  return "bytes" in event ? [letters(fromBase64(event.bytes.base64))] : [];
}

/** Each byte a letter: secrets have no others. */
const letters = (bytes: Uint8Array): string => new TextDecoder("latin1").decode(bytes);
