// Which act of the scene a packet, request or connection of a client comes from: the first alike that the client sends
// after it was told to. What its own code sends besides is told apart by name and arguments only.
import type { ClientState, Deed, EventOf, Seq, TraceEvent } from "#trace/event.ts";
import { toBase64 } from "#trace/to-base64.ts";
import type { WirePacket } from "#trace/packets.ts";

/** An event with which a client did what it was told. */
export type Done = Readonly<{ of: Seq; act: Seq }>;

/** What the clients did of what they were told, to be asked of a trace's events in their order. */
export function createActTies(): (
  event: TraceEvent,
  packets: readonly WirePacket[],
) => readonly Done[] {
  /** Acts that wait to be seen on the wire, by what they will look like. */
  const waiting = new Map<string, Map<string, Seq[]>>();
  const states = new Map<string, ClientState["state"]>();

  const ofClient = (client: string): Map<string, Seq[]> => {
    const known = waiting.get(client) ?? new Map<string, Seq[]>();
    waiting.set(client, known);
    return known;
  };
  const expect = ({ client, deed, seq }: EventOf<"act">): void => {
    const own = ofClient(client);
    if (deed.do === "connect" || deed.do === "disconnect") {
      own.delete("connects");
      own.delete("disconnects");
      // Whoever is connected, or tries to be, does nothing then.
      const state = states.get(client);
      const isConnected = state === "connected";
      const isTrying = state === "connecting" || state === "reconnecting";
      if (deed.do === "connect" ? isConnected || isTrying : !isConnected) return;
    }
    const look = lookOf(deed);
    if (look === undefined) return;
    own.set(look, [...(own.get(look) ?? []), seq]);
  };
  const claim = (client: string, look: () => string | undefined): Seq | undefined => {
    const own = waiting.get(client);
    const found = own === undefined || own.size === 0 ? undefined : look();
    const acts = found === undefined ? undefined : own?.get(found);
    const act = acts?.shift();
    if (found !== undefined && acts?.length === 0) own?.delete(found);
    return act;
  };

  return (event, packets) => {
    const done: Done[] = [];
    const tie = (of: readonly Seq[], act: Seq | undefined): void => {
      if (act !== undefined) for (const one of of) done.push({ of: one, act });
    };
    for (const packet of packets)
      if (packet.from === "client")
        tie(
          packet.parts,
          claim(packet.client, () => lookOfPacket(packet)),
        );
    switch (event.kind) {
      case "act":
        expect(event);
        break;
      case "client":
        states.set(event.client, event.state.state);
        // A client's program that is gone does nothing more.
        if (event.state.state === "gone") waiting.delete(event.client);
        break;
      case "session.opened":
        tie(
          [event.seq],
          claim(event.client, () => "connects"),
        );
        break;
      case "http.request":
        tie(
          [event.seq],
          claim(event.client, () => `${event.method} ${event.target}`),
        );
        break;
      default:
        break;
    }
    return done;
  };
}

function lookOf(deed: Deed): string | undefined {
  switch (deed.do) {
    case "connect":
    case "disconnect":
      return `${deed.do}s`;
    case "http":
      return `${deed.method} ${deed.path}`;
    case "emit":
    case "emitWithAck":
      return said(deed.nsp, [deed.event, ...deed.args]);
    default:
      return deed satisfies never;
  }
}

function lookOfPacket({ reading }: WirePacket): string | undefined {
  if (reading.state !== "whole") return undefined;
  const { packet } = reading;
  if (packet.type === "DISCONNECT") return "disconnects";
  return packet.type === "EVENT" && packet.data !== undefined
    ? said(packet.nsp, packet.data)
    : undefined;
}

/** Bytes are written as an act has them. Undefined for what is nested too deeply to be written. */
function said(nsp: string, values: readonly unknown[]): string | undefined {
  const written = (_: string, value: unknown): unknown =>
    value instanceof Uint8Array ? { $bytes: toBase64(value) } : value;
  try {
    return `${nsp} ${JSON.stringify(values, written)}`;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
