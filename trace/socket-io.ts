// Socket.IO packets out of text (https://socket.io/docs/v4/socket-io-protocol/#packet-encoding), accepting and refusing
// exactly what socket.io-parser 4.2 does, its quirks included, and naming the byte where it stops.
import type { Decoding } from "#trace/problem.ts";
import { utf8Length } from "#trace/utf8.ts";

/** A packet's data is absent when nothing follows its head: the parser accepts that for every type. */
export type SocketIoPacket = Readonly<
  { nsp: string; id?: number } & (
    | { type: "CONNECT"; data?: Readonly<Record<string, unknown>> }
    | { type: "DISCONNECT" }
    | { type: "EVENT"; data?: readonly [string | number, ...unknown[]] }
    | { type: "ACK"; data?: readonly unknown[] }
    | { type: "CONNECT_ERROR"; data?: string | Readonly<Record<string, unknown>> }
    | { type: "BINARY_EVENT"; attachments: number; data?: readonly [string | number, ...unknown[]] }
    | { type: "BINARY_ACK"; attachments: number; data?: readonly unknown[] }
  )
>;

/** In the order of their numbers on the wire, 0 to 6. */
export const PACKET_TYPES = [
  "CONNECT",
  "DISCONNECT",
  "EVENT",
  "ACK",
  "CONNECT_ERROR",
  "BINARY_EVENT",
  "BINARY_ACK",
] as const;
export type PacketType = (typeof PACKET_TYPES)[number];
export const MAX_ATTACHMENTS = 10;

// Names with a meaning of their own on one side or the other: https://socket.io/docs/v4/emit-cheatsheet/#reserved-events
const RESERVED = [
  "connect",
  "connect_error",
  "disconnect",
  "disconnecting",
  "newListener",
  "removeListener",
];

type Refusal = Readonly<{ at: number; text: string }>;
type Head = Readonly<{
  type: PacketType;
  attachments: number | undefined;
  nsp: string;
  id: number | undefined;
  end: number;
}>;

/** Reads the text of one packet, without its attachments. The problem's text begins with the real parser's own words. */
export function decodeSocketIo(text: string): Decoding<SocketIoPacket> {
  const head = readHead(text);
  if ("text" in head) return refused(text, head);
  const { attachments, nsp, id, end, type } = head;
  const json = text.slice(end);
  const body = json === "" ? {} : parse(json);
  if (body === undefined) return refused(text, { at: end, text: "invalid payload: not JSON" });
  const complaint = "data" in body ? invalidity(type, body.data) : undefined;
  if (complaint !== undefined)
    return refused(text, { at: end, text: `invalid payload: ${complaint}` });
  const packet = {
    type,
    nsp,
    ...(id === undefined ? {} : { id }),
    ...(attachments === undefined ? {} : { attachments }),
    ...body,
  };
  return { ok: true, value: packet as SocketIoPacket };
}

function refused(text: string, { at, text: what }: Refusal): Decoding<never> {
  const rule = "Socket.IO protocol v5, Packet encoding";
  return { ok: false, problem: { at: utf8Length(text.slice(0, at)), text: what, rule } };
}

// `Number(c)` is the parser's own test for a digit, and it takes white space for one: "2 [\"a\"]" has ack id 0.
const countsAsDigit = (c: string): boolean => c !== "" && !Number.isNaN(Number(c));

/** Reads `<type>[<attachments>-][<nsp>,][<ack id>]`. `end` is the character where the JSON begins. */
export function readHead(text: string): Head | Refusal {
  // The empty text is a CONNECT, because Number("") is 0.
  const type = PACKET_TYPES[Number(text.charAt(0))];
  if (type === undefined) return { at: 0, text: `unknown packet type ${Number(text.charAt(0))}` };
  let at = 1;
  let attachments: number | undefined;
  if (type === "BINARY_EVENT" || type === "BINARY_ACK") {
    const dash = text.indexOf("-", 1);
    attachments = Number(text.slice(1, dash));
    if (dash === -1 || !Number.isInteger(attachments) || attachments < 1)
      return {
        at: 1,
        text: "Illegal attachments: a binary packet begins with their number and a dash",
      };
    if (attachments > MAX_ATTACHMENTS)
      return { at: 1, text: `too many attachments: ${attachments}, at most ${MAX_ATTACHMENTS}` };
    at = dash + 1;
  }
  let nsp = "/";
  if (text.charAt(at) === "/") {
    const comma = text.indexOf(",", at);
    nsp = text.slice(at, comma === -1 ? text.length : comma);
    at = comma === -1 ? text.length : comma + 1;
  }
  const start = at;
  while (countsAsDigit(text.charAt(at))) at++;
  return {
    type,
    attachments,
    nsp,
    id: at > start ? Number(text.slice(start, at)) : undefined,
    end: at,
  };
}

function parse(json: string): Readonly<{ data: unknown }> | undefined {
  try {
    return { data: JSON.parse(json) };
  } catch {
    return undefined;
  }
}

/** What is wrong with a packet's data for its type; undefined when nothing is. */
function invalidity(type: PacketType, data: unknown): string | undefined {
  const isObject = typeof data === "object" && data !== null && !Array.isArray(data);
  switch (type) {
    case "CONNECT":
      return isObject ? undefined : "a CONNECT carries an object";
    case "DISCONNECT":
      return "a DISCONNECT carries nothing";
    case "CONNECT_ERROR":
      return isObject || typeof data === "string"
        ? undefined
        : "a CONNECT_ERROR carries an object or a text";
    case "ACK":
    case "BINARY_ACK":
      return Array.isArray(data) ? undefined : "an acknowledgement carries an array";
    case "EVENT":
    case "BINARY_EVENT":
      return eventInvalidity(data);
    default:
      return type satisfies never;
  }
}

function eventInvalidity(data: unknown): string | undefined {
  if (!Array.isArray(data)) return "an event carries an array";
  const name: unknown = data[0];
  if (typeof name === "number") return undefined;
  if (typeof name !== "string") return "an event's array begins with its name";
  return RESERVED.includes(name) ? `"${name}" is a reserved event name` : undefined;
}
