// The lines of one event for a trace printed by lanes. A lane is what one recorder wrote of one thing, so that the order
// within it is a fact and not an accident; what only timing decides has no line.
import { decodeFrame, decodeRequest, type EngineLayer } from "#trace/decode.ts";
import { decodeResponse } from "#trace/decode-response.ts";
import type { EventOf, LinkId, Seq, TraceEvent, TurnId } from "#trace/event.ts";
import type { PrintContext } from "#trace/print-context.ts";
import { frameWords, packetWords, responseWords } from "#trace/print-wire.ts";
import { whoOf, wordsOf } from "#trace/print-words.ts";

/** "up" and "down" are packets; "connection" is how they get across; "reports" is the client's own account. */
export type LaneName = "connection" | "up" | "down" | "reports";
export type Carrier = "polling" | "WebSocket";
export type LaneLine = Readonly<
  | { at: "lane"; lane: LaneName; client: string; text: string; carrier?: Carrier }
  | { at: "turn"; turn: TurnId; text: string; seq: Seq }
  | { at: "begin" | "end"; text: string }
>;
/** What the lines of later events need to know of earlier ones. */
export type LaneMemory = Readonly<{
  context: PrintContext;
  webSockets: Set<LinkId>;
  /** The turns that sent something, by the `seq` of that. */
  sentIn: Map<Seq, TurnId>;
}>;

/** The lines of an event that the memory's context has noted. */
export function laneLines(memory: LaneMemory, event: TraceEvent): readonly LaneLine[] {
  const words = (): string => wordsOf(memory.context, event);
  switch (event.kind) {
    case "http.request":
      return requestLines(memory, event);
    case "http.response":
      return responseLines(memory, event);
    case "frame":
      return frameLines(memory, event);
    case "link.opened":
      return [];
    case "link.closed":
      // Connections that carried polling come and go as timing and the client's HTTP library have it.
      return memory.webSockets.has(event.link)
        ? [connection(event.client, "the WebSocket's TCP connection closed")]
        : [];
    case "http.chunk":
    case "session.opened":
      return [connection(event.client, words())];
    case "session.closed":
      return [connection(memory.context.clientOf(event.session), words())];
    case "act.failed":
    case "handled":
    case "client":
      return [{ at: "lane", lane: "reports", client: event.client, text: words() }];
    case "log":
    case "fault":
      if (event.from.side === "client")
        return [{ at: "lane", lane: "reports", client: event.from.client, text: words() }];
      return [inTurn(memory, event, event.turn)];
    case "turn":
      // Whose packet came first is timing's, and so are the numbers of turns.
      return [{ ...inTurn(memory, event, event.turn), text: `turn: ${withoutTurns(words())}` }];
    case "emit":
    case "broadcast":
      memory.sentIn.set(event.seq, event.turn);
      return [inTurn(memory, event, event.turn)];
    case "dropped":
      return [inTurn(memory, event, memory.sentIn.get(event.of))];
    case "server.listening":
    case "server.closed":
    case "socket.opened":
    case "socket.closed":
    case "room.joined":
    case "room.left":
    case "unheard":
    case "limit":
      return [inTurn(memory, event, event.turn)];
    case "run.started":
    case "act":
    case "disturbance":
    case "gap":
      return [{ at: "begin", text: withWho(memory.context, event) }];
    case "run.ended":
    case "settled":
      return [{ at: "end", text: words() }];
    default:
      return event satisfies never;
  }
}

function requestLines({ context }: LaneMemory, event: EventOf<"http.request">) {
  return decodeRequest(event).packets.flatMap((layer) =>
    packetLines(context, layer, { client: event.client, lane: "up", carrier: "polling" }),
  );
}

function responseLines(
  { context, webSockets }: LaneMemory,
  event: EventOf<"http.response">,
): readonly LaneLine[] {
  const { client, status } = event;
  const { target, packets } = decodeResponse(event, context.requestOf(event.request));
  if (status === 101) webSockets.add(event.link);
  // How many packets share a poll, and how many polls bring none, is timing's.
  if (target?.transport === "polling" && target.sid !== undefined && status === 200)
    return packets.flatMap((layer) =>
      packetLines(context, layer, { client, lane: "down", carrier: "polling" }),
    );
  return [connection(client, responseWords(context, event))];
}

function frameLines({ context }: LaneMemory, event: EventOf<"frame">): readonly LaneLine[] {
  const { client } = event;
  const { frames, leftover } = decodeFrame(event);
  const [first] = frames;
  const lane = event.from === "client" ? "up" : "down";
  // Anything but one plain packet is shown as the printer shows it.
  if (frames.length === 1 && leftover.length === 0 && first?.content.content === "packet")
    return packetLines(context, first.content.layer, { client, lane, carrier: "WebSocket" });
  const text = frameWords(context, event).slice(2);
  return [{ at: "lane", lane, client, carrier: "WebSocket", text }];
}

type Course = Readonly<{ client: string; lane: "up" | "down"; carrier: Carrier }>;

function packetLines(context: PrintContext, layer: EngineLayer, course: Course): LaneLine[] {
  const { type } = layer.packet;
  const [raw, meaning] = packetWords(context, layer);
  const text = `${raw}  ${meaning}`.trimEnd();
  const isProbe = (type === "ping" || type === "pong") && layer.packet.data === "probe";
  if (type === "open" || type === "upgrade" || isProbe)
    return [connection(course.client, `${course.lane === "up" ? "→" : "←"} ${text}`)];
  if (type === "noop") return [];
  return [{ at: "lane", ...course, text }];
}

function connection(client: string, text: string): LaneLine {
  return { at: "lane", lane: "connection", client, text };
}

function inTurn({ context }: LaneMemory, event: TraceEvent, turn: TurnId | undefined): LaneLine {
  const text = withWho(context, event);
  return turn === undefined ? { at: "begin", text } : { at: "turn", turn, text, seq: event.seq };
}

function withWho(context: PrintContext, event: TraceEvent): string {
  const who = whoOf(context, event);
  return who === "server" ? wordsOf(context, event) : `${who} ${wordsOf(context, event)}`;
}

function withoutTurns(words: string): string {
  return words.replace(/^turn \d+: /, "").replace(/, set in turn \d+$/, "");
}
