// Random names in a printed trace replaced by stable ones, in order of first appearance: what makes golden files comparable.
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import type { EventOf, TraceEvent } from "#trace/event.ts";
import { readPacketText, type PacketReading } from "#trace/packet-text.ts";

export type StableNames = Readonly<{
  /** Takes note of the random names in an event; before the event is printed. */
  learn(event: TraceEvent, request: EventOf<"http.request"> | undefined): void;
  /** A text with what was learnt replaced, and with cache busters and ports masked. */
  apply(text: string): string;
}>;

type Kind = "sid" | "id" | "pid" | "offset" | "run";
// Shorter ones were chosen by a program, and would be found in the middle of other words.
const SHORTEST = 6;
// socket.io-adapter's offsets are yeast: 7 characters of time, then a counter within the millisecond.
const OFFSET = /^[\w-]{7}(\.[\w-]+)?$/;

export function createStableNames(): StableNames {
  const names = new Map<string, string>();
  const counts = new Map<Kind, number>();
  let pattern: RegExp | undefined;

  const name = (kind: Kind, random: unknown): void => {
    if (typeof random !== "string" || random.length < SHORTEST || names.has(random)) return;
    const next = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, next);
    names.set(random, `${kind}${next}`);
    pattern = undefined;
  };
  const learnPacket = (reading: PacketReading, from: "client" | "server"): void => {
    if (reading.state !== "whole") return;
    const { packet } = reading;
    if (packet.type === "CONNECT") {
      if (from === "server") name("id", packet.data?.["sid"]);
      name("pid", packet.data?.["pid"]);
    }
    // Only a server with connection state recovery, which gives out pids, adds an offset to its events.
    if (
      packet.type !== "EVENT" ||
      from !== "server" ||
      packet.id !== undefined ||
      !counts.has("pid")
    )
      return;
    const last = packet.data?.at(-1);
    if (typeof last === "string" && OFFSET.test(last)) name("offset", last);
  };
  const learnLayers = (layers: readonly EngineLayer[], from: "client" | "server"): void => {
    for (const { packet, socket } of layers) {
      if (packet.type === "open" && packet.handshake.ok) name("sid", packet.handshake.value.sid);
      if (socket.state === "packet") learnPacket(socket.reading, from);
    }
  };

  return {
    learn(event, request) {
      switch (event.kind) {
        case "run.started":
          return name("run", event.run);
        case "http.request": {
          const { target, packets } = decodeRequest(event);
          name("sid", target?.sid);
          return learnLayers(packets, "client");
        }
        case "http.response":
          return learnLayers(decodeResponse(event, request).packets, "server");
        case "frame":
          return learnLayers(
            decodeFrame(event).frames.flatMap(({ content }) =>
              content.content === "packet" ? [content.layer] : [],
            ),
            event.from,
          );
        case "session.opened":
        case "handled":
          return name("sid", event.sid);
        case "socket.opened":
        case "socket.closed":
        case "room.joined":
        case "room.left":
          return name("id", event.id);
        case "emit":
        case "broadcast":
          return learnPacket(readPacketText(event.packet), "server");
        case "client":
          return event.state.state === "connected" ? name("id", event.state.id) : undefined;
        case "gap":
          for (const { sid } of event.checkpoint.sessions) name("sid", sid);
          for (const { id } of event.checkpoint.sockets) name("id", id);
          return undefined;
        default:
          return undefined;
      }
    },
    apply(text) {
      pattern ??= new RegExp(
        `(?<![\\w-])(?:${[...names.keys()].toSorted(byLength).map(escaped).join("|")})(?![\\w-])`,
        "g",
      );
      const named =
        names.size === 0 ? text : text.replace(pattern, (random) => names.get(random) ?? random);
      return named
        .replace(/([?&]t=)[^&\s]*/g, "$1…")
        .replace(/\b(?:localhost|127\.0\.0\.1):\d+/g, "host:port")
        .replace(/\[::1\]:\d+/g, "host:port");
    },
  };
}

const byLength = (a: string, b: string): number => b.length - a.length;
const escaped = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
