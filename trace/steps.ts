// The steps of a run: the events one can stand at, one after another, in the scrubber and in the timeline. Raw bytes and
// bookkeeping are part of what they bring about.
import type { ClientState, Seq, SessionId, TraceEvent } from "#trace/event.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import { engineIoTarget } from "#trace/http.ts";
import { isUpgrade } from "#trace/link-session.ts";
import { readPacketText } from "#trace/packet-text.ts";
import { readUpwards } from "#trace/upward.ts";

/** What somebody looks for in a run. */
export type StepKind =
  | "act"
  /** By a client or by the program. */
  | "sent"
  | "received"
  | "room"
  | "came"
  | "left"
  | "fault"
  | "said"
  | "other";

export type Step = Readonly<{
  seq: Seq;
  /** Milliseconds since the run began. */
  at: number;
  kind: StepKind;
  /** Whom it is about: who did it, or whom it was sent to. */
  clients: readonly string[];
}>;

/** The steps of a trace, in order. */
export const steps = growingList(readSteps);

function readSteps(): Reader<Step> {
  const upwardsIn = readUpwards();
  const clients = new Map<SessionId, string>();
  const sockets = new Map<string, SessionId>();
  // Both ends tell that a connection is over; the first to do so is the step.
  const away = new Set<string>();
  const isFirst = (kind: StepKind, client: string | undefined): boolean => {
    if (client === undefined) return true;
    if (kind === "came") away.delete(client);
    if (kind !== "left") return true;
    const was = away.has(client);
    away.add(client);
    return !was;
  };
  return (event) => {
    if (event.kind === "session.opened") clients.set(event.session, event.client);
    if (event.kind === "socket.opened") sockets.set(event.id, event.session);
    if (event.kind === "gap") {
      for (const { session, client } of event.checkpoint.sessions) clients.set(session, client);
      for (const { id, session } of event.checkpoint.sockets) sockets.set(id, session);
    }
    const sender = upwardsIn(event).at(-1)?.client;
    const { seq, at } = event;
    if (sender !== undefined) return [{ seq, at, kind: "sent", clients: [sender] }];
    if (isMinor(event)) return [];
    const concerned = sessionsOf(event, sockets).flatMap((session) => clients.get(session) ?? []);
    const own = clientIn(event);
    const about = own === undefined ? concerned : [own];
    const kind = kindOf(event);
    return [{ seq, at, kind: isFirst(kind, about[0]) ? kind : "other", clients: about }];
  };
}

export type Wanted = Readonly<{
  kind: StepKind | "any";
  /** Undefined for anybody. */
  client: string | undefined;
}>;

/** The nearest step of that kind and client after (1) or before (-1) the one at `from`; undefined if there is none. */
export function nextStep(
  all: readonly Step[],
  from: Seq | "live",
  { kind, client, by }: Wanted & Readonly<{ by: 1 | -1 }>,
): Step | undefined {
  const isWanted = (step: Step): boolean =>
    (kind === "any" || step.kind === kind) &&
    (client === undefined || step.clients.includes(client));
  if (by === 1)
    return from === "live" ? undefined : all.find((step) => step.seq > from && isWanted(step));
  const before = from === "live" ? Number.POSITIVE_INFINITY : from;
  return all.findLast((step) => step.seq < before && isWanted(step));
}

/** What somebody would look for it as. */
export function kindOf(event: TraceEvent): StepKind {
  switch (event.kind) {
    case "act":
      return "act";
    case "emit":
    case "broadcast":
    case "dropped":
      return "sent";
    case "handled":
      return "received";
    case "room.joined":
    case "room.left":
      return "room";
    case "socket.opened":
      return "came";
    case "socket.closed":
      return "left";
    case "client":
      return LEAVING.has(event.state.state) ? "left" : "other";
    case "fault":
    case "limit":
      return "fault";
    case "run.ended":
      return event.why === "stopped" || event.why === "finished" ? "other" : "fault";
    case "log":
      return "said";
    default:
      return "other";
  }
}

const LEAVING: ReadonlySet<ClientState["state"]> = new Set(["refused", "disconnected", "gone"]);

function clientIn(event: TraceEvent): string | undefined {
  if ("client" in event) return event.client;
  return "from" in event && typeof event.from === "object" && event.from.side === "client"
    ? event.from.client
    : undefined;
}

function sessionsOf(
  event: TraceEvent,
  sockets: ReadonlyMap<string, SessionId>,
): readonly SessionId[] {
  switch (event.kind) {
    case "emit":
      return [event.to.session];
    case "broadcast":
      return event.to.map(({ session }) => session);
    case "socket.opened":
    case "socket.closed":
    case "dropped":
      return [event.session];
    case "room.joined":
    case "room.left": {
      const session = sockets.get(event.id);
      return session === undefined ? [] : [session];
    }
    default:
      return [];
  }
}

/** Bytes and bookkeeping, unless the event carries what a client sent. */
export function isMinor(event: TraceEvent): boolean {
  switch (event.kind) {
    case "link.opened":
    case "link.closed":
    case "session.opened":
    case "session.closed":
    case "turn":
      return true;
    case "http.request":
      return engineIoTarget(event.target) !== undefined;
    case "http.response":
      // Engine.IO's own answers are no doing of the program, and are seen in what they bring.
      return event.turn === undefined && (event.status === 200 || event.status === 101);
    case "http.chunk":
      return event.bytes.size === 0;
    case "frame":
      return !isUpgrade(event);
    case "emit":
      return isOwn(event);
    case "room.joined":
    case "room.left":
      return event.room === event.id;
    case "settled":
      return event.ok;
    case "run.started":
    case "run.ended":
    case "server.listening":
    case "server.closed":
    case "act":
    case "act.failed":
    case "socket.opened":
    case "socket.closed":
    case "broadcast":
    case "dropped":
    case "handled":
    case "unheard":
    case "client":
    case "log":
    case "fault":
    case "limit":
    case "disturbance":
    case "gap":
      return false;
    default:
      return event satisfies never;
  }
}

/** What Socket.IO sends by itself. */
function isOwn({ packet }: Extract<TraceEvent, { kind: "emit" }>): boolean {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return false;
  const { type } = reading.state === "whole" ? reading.packet : reading;
  return type === "CONNECT" || type === "DISCONNECT" || type === "CONNECT_ERROR";
}
