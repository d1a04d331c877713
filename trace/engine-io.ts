// Engine.IO packets and polling payloads (https://socket.io/docs/v4/engine-io-protocol/#protocol), as engine.io-parser
// reads them. Total: what it refuses is an "error" packet that says what is wrong.
import { fromBase64 } from "#trace/base64.ts";
import type { Decoding, Problem } from "#trace/problem.ts";
import { utf8Length } from "#trace/utf8.ts";

/** What the server offers in its `open` packet. Intervals in milliseconds, `maxPayload` in bytes. */
export type Handshake = Readonly<{
  sid: string;
  upgrades: readonly string[];
  pingInterval: number;
  pingTimeout: number;
  maxPayload: number | undefined;
}>;

/** One Engine.IO packet. A message's data is text or bytes; of all others it is the text after the type. */
export type EngineIoPacket = Readonly<
  | { type: "open"; data: string; handshake: Decoding<Handshake> }
  | { type: "close" | "ping" | "pong" | "upgrade" | "noop"; data: string }
  | { type: "message"; data: string | Uint8Array }
  | { type: "error"; problem: Problem }
>;

/** A packet in a payload: `at` and `size` in bytes of the payload's UTF-8, and the text as it stood there. */
export type EngineIoPart = Readonly<{
  packet: EngineIoPacket;
  at: number;
  size: number;
  text: string;
}>;

export const SEPARATOR = "\x1e";
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"] as const;
const RULE = "Engine.IO protocol v4, Packet encoding";

/** Reads one packet: the text or the bytes of one WebSocket message, or one part of a polling payload. */
export function decodeEngineIoPacket(encoded: string | Uint8Array): EngineIoPacket {
  if (typeof encoded !== "string") return { type: "message", data: encoded };
  if (encoded.startsWith("b")) return { type: "message", data: fromBase64(encoded.slice(1)) };
  const type = TYPES[encoded === "" ? -1 : "0123456".indexOf(encoded.charAt(0))];
  const data = encoded.slice(1);
  switch (type) {
    case undefined: {
      const text =
        encoded === ""
          ? "an empty packet has no type"
          : `unknown packet type ${JSON.stringify(encoded.charAt(0))}`;
      return { type: "error", problem: { at: 0, text, rule: RULE } };
    }
    case "open":
      return { type, data, handshake: readHandshake(data) };
    case "message":
      return { type, data };
    default:
      return { type, data };
  }
}

function wrong(text: string): Decoding<Handshake> {
  const rule = "Engine.IO protocol v4, Handshake";
  return { ok: false, problem: { at: 1, text, rule } };
}

function readHandshake(data: string): Decoding<Handshake> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(data);
  } catch {
    return wrong("an open packet carries JSON");
  }
  if (typeof parsed !== "object" || parsed === null)
    return wrong("an open packet carries a JSON object");
  const { sid, upgrades, pingInterval, pingTimeout, maxPayload } = parsed as Record<
    string,
    unknown
  >;
  if (typeof sid !== "string") return wrong("an open packet names its sid");
  if (!Array.isArray(upgrades)) return wrong("an open packet lists its upgrades");
  if (typeof pingInterval !== "number" || typeof pingTimeout !== "number")
    return wrong("an open packet gives pingInterval and pingTimeout in milliseconds");
  const limit = typeof maxPayload === "number" ? maxPayload : undefined;
  return {
    ok: true,
    value: { sid, upgrades: upgrades.map(String), pingInterval, pingTimeout, maxPayload: limit },
  };
}

/** Reads a v4 polling payload: packets joined by U+001E. It ends with the first packet that is an error, as the real parser does. */
export function decodePayload(payload: string): readonly EngineIoPart[] {
  const parts: EngineIoPart[] = [];
  let at = 0;
  for (const text of payload.split(SEPARATOR)) {
    const size = utf8Length(text);
    const packet = decodeEngineIoPacket(text);
    parts.push({ packet: movedBy(packet, at), at, size, text });
    if (packet.type === "error") break;
    at += size + 1;
  }
  return parts;
}

/** Reads a v3 polling payload: `<characters>:<packet>` one after another; `b4` and base64 for a binary message. */
export function decodePayloadV3(payload: string): readonly EngineIoPart[] {
  const parts: EngineIoPart[] = [];
  let from = 0;
  let at = 0;
  while (from < payload.length || parts.length === 0) {
    const colon = payload.indexOf(":", from);
    const digits = colon === -1 ? "" : payload.slice(from, colon);
    const length = /^\d+$/.test(digits) ? Number(digits) : undefined;
    if (length === undefined || colon + 1 + length > payload.length) {
      const what =
        length === undefined
          ? "a packet begins with its length and a colon"
          : `fewer than ${length} characters follow`;
      const problem: Problem = { at, text: what, rule: "Engine.IO protocol v3, Payload" };
      const text = payload.slice(from);
      return [...parts, { packet: { type: "error", problem }, at, size: utf8Length(text), text }];
    }
    const text = payload.slice(colon + 1, colon + 1 + length);
    const size = utf8Length(text);
    at += digits.length + 1;
    const packet = decodeEngineIoPacket(/^b\d/.test(text) ? `b${text.slice(2)}` : text);
    parts.push({ packet: movedBy(packet, at), at, size, text });
    at += size;
    from = colon + 1 + length;
  }
  return parts;
}

function movedBy(packet: EngineIoPacket, by: number): EngineIoPacket {
  if (packet.type === "error")
    return { type: "error", problem: { ...packet.problem, at: packet.problem.at + by } };
  if (packet.type !== "open" || packet.handshake.ok) return packet;
  const { problem } = packet.handshake;
  return { ...packet, handshake: { ok: false, problem: { ...problem, at: problem.at + by } } };
}
