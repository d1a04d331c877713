// The Socket.IO packets of a run as judgements read them: one shape for those recorded whole and those cut at the cap.
import { decodeFrame } from "#trace/decode.ts";
import type { Seq, SessionId, Trace } from "#trace/event.ts";
import { eventName } from "#trace/packet-text.ts";
import { packets, type WirePacket } from "#trace/packets.ts";
import type { PacketType, SocketIoPacket } from "#trace/socket-io.ts";

export type SeenPacket = {
  /** The event that completed it. */
  readonly seq: Seq;
  readonly client: string;
  readonly session: SessionId | undefined;
  /** "up" is towards the server. */
  readonly direction: "up" | "down";
  readonly type: PacketType;
  readonly nsp: string;
  readonly id: number | undefined;
  readonly event: string | undefined;
  /** Arguments after the event's name, or the values of an ack; undefined if the recorder cut them. */
  readonly values: readonly unknown[] | undefined;
  /** Why a connection was refused, and what was sent along. */
  readonly refused: { readonly message: string; readonly data: unknown } | undefined;
};

/**
 * Every packet of a trace, in order. With connection state recovery the server adds an offset to each event that asks
 * for no ack (https://socket.io/docs/v4/socket-io-protocol/); it is nothing the program sent, and left out.
 */
export function seenPackets(trace: Trace): readonly SeenPacket[] {
  const wires = packets(trace);
  // What was missed comes before the CONNECT that says so: whoever was ever recoverable is so from the start.
  const recoverable = new Set(wires.filter(hasPid).map(socketOf));
  return wires.map((wire) => {
    const seen = { ...placeOf(wire), ...contentOf(wire) };
    const { direction, event, id, values } = seen;
    const hasOffset =
      direction === "down" &&
      event !== undefined &&
      id === undefined &&
      recoverable.has(socketOf(wire));
    return hasOffset && typeof values?.at(-1) === "string"
      ? { ...seen, values: values.slice(0, -1) }
      : seen;
  });
}

/** Clients of whose packets some cannot be read, with the reason: of them, silence cannot be judged. */
export function unreadable(trace: Trace): ReadonlyMap<string, string> {
  return new Map(
    trace.flatMap((event) => {
      if (event.kind !== "frame" || event.from !== "server") return [];
      const compressed = decodeFrame(event).frames.some(
        ({ content }) => content.content === "compressed",
      );
      return compressed ? [[event.client, "what it received was compressed"] as const] : [];
    }),
  );
}

function placeOf({ last: seq, client, session, from }: WirePacket) {
  return {
    seq,
    client,
    session,
    direction: from === "client" ? ("up" as const) : ("down" as const),
  };
}

function contentOf({ reading }: WirePacket) {
  if (reading.state === "cut") {
    const { type, nsp, id, event } = reading;
    return { type, nsp, id, event, values: undefined, refused: undefined };
  }
  const { packet } = reading;
  const { type, nsp, id } = packet;
  return {
    type,
    nsp,
    id,
    event: eventName(packet),
    values: valuesOf(packet),
    refused: refusalOf(packet),
  };
}

function valuesOf(packet: SocketIoPacket): readonly unknown[] {
  switch (packet.type) {
    case "EVENT":
    case "BINARY_EVENT":
      return packet.data?.slice(1) ?? [];
    case "ACK":
    case "BINARY_ACK":
      return packet.data ?? [];
    case "CONNECT":
    case "DISCONNECT":
    case "CONNECT_ERROR":
      return [];
    default:
      return packet satisfies never;
  }
}

function refusalOf(packet: SocketIoPacket): SeenPacket["refused"] {
  if (packet.type !== "CONNECT_ERROR") return undefined;
  if (typeof packet.data !== "object") return { message: packet.data ?? "", data: undefined };
  const { message, data } = packet.data;
  return { message: String(message), data };
}

function socketOf({ client, reading }: WirePacket): string {
  return `${client} ${reading.state === "cut" ? reading.nsp : reading.packet.nsp}`;
}

function hasPid({ reading, from }: WirePacket): boolean {
  if (from !== "server" || reading.state !== "whole" || reading.packet.type !== "CONNECT")
    return false;
  return reading.packet.data !== undefined && "pid" in reading.packet.data;
}
