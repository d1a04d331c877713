// A Socket.IO packet's text as the trace keeps it: whole, or cut at a cap and still good for its type, ack id and event name.
import type { PacketText } from "#trace/event.ts";
import type { Problem } from "#trace/problem.ts";
import {
  decodeSocketIo,
  type PacketType,
  readHead,
  type SocketIoPacket,
} from "#trace/socket-io.ts";

/** What a packet's text says. Attachments are still placeholders. */
export type PacketReading = Readonly<
  | { state: "whole"; packet: SocketIoPacket }
  | {
      state: "cut";
      type: PacketType;
      nsp: string;
      id: number | undefined;
      event: string | undefined;
    }
  | { state: "wrong"; problem: Problem }
>;

/** Part of the decoding of an event. */
const readings = new WeakMap<PacketText, PacketReading>();

/** Reads the packet of an `emit` or `broadcast` fact. */
export function readPacketText(packet: PacketText): PacketReading {
  const known = readings.get(packet);
  if (known !== undefined) return known;
  const { text, size } = packet;
  const reading = size > text.length ? readCutText(text) : readWholeText(text);
  readings.set(packet, reading);
  return reading;
}

/** What of the program's own a packet carries; `event` is undefined where it is unknown, or no name. */
export type Said = Readonly<
  { nsp: string } & ({ is: "event"; event: string | undefined } | { is: "ack" })
>;

/** Undefined for what Socket.IO sends by itself (CONNECT and the like), and for what is no packet. */
export function saidIn(reading: PacketReading): Said | undefined {
  if (reading.state === "wrong") return undefined;
  const { type, nsp } = reading.state === "whole" ? reading.packet : reading;
  switch (type) {
    case "ACK":
    case "BINARY_ACK":
      return { nsp, is: "ack" };
    case "EVENT":
    case "BINARY_EVENT": {
      const event = reading.state === "whole" ? eventName(reading.packet) : reading.event;
      return { nsp, is: "event", event };
    }
    case "CONNECT":
    case "DISCONNECT":
    case "CONNECT_ERROR":
      return undefined;
    default:
      return type satisfies never;
  }
}

/** Reads a packet's text that is all there. */
export function readWholeText(text: string): PacketReading {
  const decoded = decodeSocketIo(text);
  return decoded.ok
    ? { state: "whole", packet: decoded.value }
    : { state: "wrong", problem: decoded.problem };
}

/** Reads what a cut text still says; the event's name is known if the cut came after it. */
export function readCutText(text: string): PacketReading {
  const head = readHead(text);
  if ("text" in head)
    return { state: "wrong", problem: { ...head, rule: "Socket.IO protocol v5, Packet encoding" } };
  const { type, nsp, id, end } = head;
  return {
    state: "cut",
    type,
    nsp,
    id,
    event: isEvent(type) ? firstName(text.slice(end)) : undefined,
  };
}

const isEvent = (type: PacketType): boolean => type === "EVENT" || type === "BINARY_EVENT";

function firstName(json: string): string | undefined {
  const quoted = /^\[\s*("(?:[^"\\]|\\.)*"|-?[\d.]+(?=\s*,))/.exec(json)?.[1];
  if (quoted === undefined) return undefined;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

/** The name of an event packet, if it has one. */
export function eventName(packet: SocketIoPacket): string | undefined {
  if (packet.type !== "EVENT" && packet.type !== "BINARY_EVENT") return undefined;
  return packet.data === undefined ? undefined : String(packet.data[0]);
}
