// The Socket.IO packets of a run as they went over the wire, complete with their attachments, for judgements to read.
import { decodeFrame, decodeRequest, decodeResponse, type EngineLayer } from "#trace/decode.ts";
import type { EventOf, LinkId, RequestId, Seq, SessionId, Trace } from "#trace/event.ts";
import { sidAfter } from "#trace/link-session.ts";
import type { SocketIoPacket } from "#trace/socket-io.ts";

export type WirePacket = {
  /** The event that completed it. */
  readonly seq: Seq;
  readonly client: string;
  readonly session: SessionId | undefined;
  /** "up" is towards the server. */
  readonly direction: "up" | "down";
  readonly packet: SocketIoPacket;
  /** Whether its socket may be recovered: the server then adds an offset to events that ask for no ack. */
  readonly recoverable: boolean;
};

type WireEvent = EventOf<"http.request"> | EventOf<"http.response"> | EventOf<"frame">;
type Unfinished = { readonly packet: SocketIoPacket; readonly bytes: Uint8Array[] };

/** Every whole packet of a trace, in order; packets cut at the recorder's cap and broken ones are left out. */
export function wirePackets(trace: Trace): readonly WirePacket[] {
  const known = new Map(
    trace.flatMap((event) =>
      event.kind === "session.opened" ? [[event.sid, event.session] as const] : [],
    ),
  );
  const requests = new Map<RequestId, EventOf<"http.request">>();
  const sids = new Map<LinkId, string | undefined>();
  const unfinished = new Map<string, Unfinished>();
  const recoverable = new Set<string>();

  return trace.flatMap((event) => {
    if (event.kind === "http.request") requests.set(event.request, event);
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      return [];
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    const direction = isUp(event) ? "up" : "down";
    const session = sid === undefined ? undefined : known.get(sid);
    return layersOf(event, requests).flatMap((layer): readonly WirePacket[] => {
      const packet = complete(layer, unfinished, `${direction} ${sid ?? `link ${event.link}`}`);
      if (packet === undefined) return [];
      const socket = `${sid} ${packet.nsp}`;
      if (direction === "down" && packet.type === "CONNECT") {
        if (packet.data !== undefined && "pid" in packet.data) recoverable.add(socket);
      }
      const { seq, client } = event;
      return [{ seq, client, session, direction, packet, recoverable: recoverable.has(socket) }];
    });
  });
}

/** The arguments of an event packet, its name first; undefined for packets of other types. */
export function argsOf(packet: SocketIoPacket): readonly unknown[] | undefined {
  return packet.type === "EVENT" || packet.type === "BINARY_EVENT" ? packet.data : undefined;
}

function isUp(event: WireEvent): boolean {
  return event.kind === "http.request" || (event.kind === "frame" && event.from === "client");
}

function layersOf(
  event: WireEvent,
  requests: ReadonlyMap<RequestId, EventOf<"http.request">>,
): readonly EngineLayer[] {
  switch (event.kind) {
    case "http.request":
      return decodeRequest(event).packets;
    case "http.response":
      return decodeResponse(event, requests.get(event.request)).packets;
    case "frame":
      return decodeFrame(event).frames.flatMap(({ content }) =>
        content.content === "packet" ? [content.layer] : [],
      );
    default:
      return event satisfies never;
  }
}

function complete(
  { socket }: EngineLayer,
  unfinished: Map<string, Unfinished>,
  way: string,
): SocketIoPacket | undefined {
  switch (socket.state) {
    case "none":
      return undefined;
    case "packet": {
      if (socket.reading.state !== "whole") return undefined;
      const { packet } = socket.reading;
      if (packet.type !== "BINARY_EVENT" && packet.type !== "BINARY_ACK") return packet;
      unfinished.set(way, { packet, bytes: [] });
      return undefined;
    }
    case "attachment": {
      const begun = unfinished.get(way);
      if (begun === undefined) return undefined;
      begun.bytes.push(socket.bytes);
      if ("attachments" in begun.packet && begun.bytes.length < begun.packet.attachments)
        return undefined;
      unfinished.delete(way);
      return fill(begun.packet, begun.bytes) as SocketIoPacket;
    }
    default:
      return socket satisfies never;
  }
}

function fill(value: unknown, bytes: readonly Uint8Array[]): unknown {
  if (Array.isArray(value)) return value.map((item) => fill(item, bytes));
  if (typeof value !== "object" || value === null) return value;
  if ("_placeholder" in value && "num" in value) return bytes[Number(value.num)];
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fill(item, bytes)]));
}
