// How a server proves that it understood a WebSocket's opening request (RFC 6455 §4.2.2).
import { toBase64 } from "#trace/to-base64.ts";
import type { FactOf } from "#trace/event.ts";
import { header } from "#trace/http.ts";
import { sha1 } from "#trace/sha1.ts";

/** How a `Sec-WebSocket-Accept` comes out of its key: what is hashed, the SHA-1 of it in hex, and that in base64. */
export type AcceptSteps = Readonly<{ joined: string; digest: string; accept: string }>;

/** The steps of RFC 6455 §4.2.2, 5.4. */
export function acceptSteps(key: string): AcceptSteps {
  const joined = `${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const hash = sha1(new TextEncoder().encode(joined));
  const digest = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return { joined, digest, accept: toBase64(hash) };
}

/** The `Sec-WebSocket-Accept` that answers a `Sec-WebSocket-Key` (RFC 6455 §4.2.2, step 5.4). */
export const acceptFor = (key: string): string => acceptSteps(key).accept;

/** How a server proved that it understood the upgrade. */
export type AcceptCheck = Readonly<
  | { state: "right"; key: string; accept: string }
  | { state: "wrong"; key: string; accept: string; expected: string }
  | { state: "absent"; missing: "key" | "accept" }
>;

/** Compares the accept header of an upgrade's response with what the request's key asks for (RFC 6455 §4.1). */
export function checkAccept(
  request: FactOf<"http.request">,
  response: FactOf<"http.response">,
): AcceptCheck {
  const key = header(request.headers, "sec-websocket-key")?.trim();
  const accept = header(response.headers, "sec-websocket-accept")?.trim();
  if (key === undefined) return { state: "absent", missing: "key" };
  if (accept === undefined) return { state: "absent", missing: "accept" };
  const expected = acceptFor(key);
  return accept === expected
    ? { state: "right", key, accept }
    : { state: "wrong", key, accept, expected };
}
