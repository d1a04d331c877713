// What of a run is nobody else's: the addresses that proxies write into requests, and whatever opens the learner's
// sandbox. Pure.
import { fromBase64 } from "#trace/base64.ts";
import { decodeFrame } from "#trace/decode.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";

const ADDRESSES =
  /^(?:forwarded|x-forwarded-.*|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|fly-client-ip)$/i;

/** The trace without the addresses of people, in whichever header a proxy has put them. */
export function withheld(trace: Trace): Trace {
  const addresses = addressesIn(trace);
  const left = (name: string, value: string) =>
    ADDRESSES.test(name) ? "…" : without(value, addresses);
  return trace.map((event) => {
    if (event.kind !== "http.request") return event;
    const headers = event.headers.map(([name, value]): [string, string] => [
      name,
      left(name, value),
    ]);
    return { ...event, headers };
  });
}

export const without = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, "…"), text);

/** Of the headers above, those that name no person but the site. */
const OF_SITE = /^x-forwarded-(?!for$)/i;
const IP = [/\d{1,3}(?:\.\d{1,3}){3}/g, /[\da-f]{0,4}(?::[\da-f]{0,4}){2,7}(?![\da-f:.])/gi];
/** Of this machine or this house, where others have the same. */
const OF_NOBODY = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|fe80:|f[cd]..:|.{0,6}$)/i;

/** The addresses of people that stand in such headers: programs may have said them elsewhere. */
export function addressesIn(trace: Trace): readonly string[] {
  const values = trace.flatMap((event) =>
    event.kind === "http.request"
      ? event.headers.flatMap(([name, value]) =>
          ADDRESSES.test(name) && !OF_SITE.test(name) ? value.replace(/host=[^;,]*/gi, "") : [],
        )
      : [],
  );
  const found = values.flatMap((value) => IP.flatMap((ip) => value.match(ip) ?? []));
  return [...new Set(found)].filter((address) => !OF_NOBODY.test(address));
}

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
