// The words for one event of the trace, of every kind, as a learner would read them.
import { failureWords } from "#trace/deed-words.ts";
import { disturbanceWords } from "#trace/disturbance-words.ts";
import type { ClientState, Deed, EventOf, Recipient, TraceEvent } from "#trace/event.ts";
import { type PacketReading, readPacketText } from "#trace/packet-text.ts";
import { at, triggerWords } from "#trace/print-cause.ts";
import type { PrintContext } from "#trace/print-context.ts";
import {
  chunkWords,
  counted,
  frameWords,
  readingWords,
  requestWords,
  responseWords,
} from "#trace/print-wire.ts";

/** Who an event is about: a client's name or "server". */
export function whoOf(context: PrintContext, event: TraceEvent): string {
  switch (event.kind) {
    case "session.closed":
    case "socket.opened":
    case "socket.closed":
    case "dropped":
      return context.clientOf(event.session);
    case "log":
    case "fault":
      return event.from.side === "client" ? event.from.client : "server";
    case "disturbance":
      return event.on.side === "client" ? event.on.client : "server";
    default:
      return "client" in event ? event.client : "server";
  }
}

/** What happened, on one line; a fault has its code frame on further lines. */
export function wordsOf(context: PrintContext, event: TraceEvent): string {
  const { shown, named, isNormalised } = context;
  const cost = (words: string): string => (isNormalised ? "" : words);
  switch (event.kind) {
    case "run.started":
      return `run ${named(event.run)} started: ${event.entry} (${counted(event.files.length, "file")})`;
    case "run.ended":
      return `run ended: ${event.why}, code ${event.code}`;
    case "server.listening":
      return `listening on port ${event.port}`;
    case "server.closed":
      return `no longer listening on port ${event.port}`;
    case "act":
      return `told to ${deedWords(context, event.deed)}`;
    case "act.failed":
      return shown(failureWords(event.why));
    case "link.opened":
      return `link ${event.link} opened`;
    case "link.closed":
      return `link ${event.link} closed`;
    case "http.request":
      return requestWords(context, event);
    case "http.response":
      return responseWords(context, event);
    case "http.chunk":
      return chunkWords(context, event);
    case "frame":
      return frameWords(context, event);
    case "session.opened":
      return `session ${named(event.sid)} opened over ${event.transport}`;
    case "session.closed":
      return `session closed: ${event.reason}${event.detail === undefined ? "" : ` (${shown(event.detail)})`}`;
    case "socket.opened":
      return `socket ${named(event.id)} ${event.recovered ? "recovered" : "opened"} in ${event.nsp}`;
    case "socket.closed":
      return `socket ${named(event.id)} closed in ${event.nsp}: ${event.reason}`;
    case "turn":
      return `turn ${event.turn}: ${triggerWords(context, event.trigger)}${cost(`, ${rounded(event.ms)} ms, ${event.fuel} fuel`)}`;
    case "emit":
      return `${at(context, event)}${sendingWords(context, readPacketText(event.packet))} → ${recipientWords(context, event.to)}`;
    case "broadcast":
      return broadcastWords(context, event);
    case "dropped":
      return droppedWords(context, event);
    case "room.joined":
    case "room.left":
      return roomWords(context, event);
    case "handled":
      return event.listeners === 0
        ? `got ${shown(event.event)} #${event.packet}${inNsp(event.nsp)}: no listener`
        : `handled ${shown(event.event)} #${event.packet}${inNsp(event.nsp)}: ${counted(event.listeners, "listener")}${cost(`, ${rounded(event.ms)} ms`)}`;
    case "unheard":
      return `nothing listens for ${shown(event.event)}${inNsp(event.nsp)} on socket ${named(event.id)}`;
    case "client":
      return `${stateWords(context, event.state)}${inNsp(event.nsp)}${event.buffered > 0 ? `, ${event.buffered} buffered` : ""}`;
    case "log":
      return `${at(context, event)}${event.level}: ${shown(event.text)}`;
    case "fault":
      return faultWords(context, event);
    case "limit":
      return `limit ${event.what}: ${shown(event.text)}`;
    case "disturbance":
      return `${event.phase === "begun" ? "is now" : "is no longer"} ${disturbanceWords(event.disturbance)}`;
    case "settled":
      return settledWords(event);
    case "gap":
      return `… ${counted(event.dropped, "earlier event")} not kept; ${counted(event.checkpoint.sessions.length, "session")} open`;
    default:
      return event satisfies never;
  }
}

const inNsp = (nsp: string): string => (nsp === "/" ? "" : ` in ${nsp}`);
const rounded = (ms: number): string => String(Math.round(ms * 100) / 100);

function deedWords({ shown }: PrintContext, deed: Deed): string {
  switch (deed.do) {
    case "connect":
    case "disconnect":
      return deed.do;
    case "emit":
      return `emit ${deed.event}${inNsp(deed.nsp)} ${shown(json(deed.args))}`;
    case "emitWithAck":
      return `emit ${deed.event}${inNsp(deed.nsp)} ${shown(json(deed.args))} and wait ${deed.timeout} ms for the ack`;
    case "http":
      return shown(`${deed.method} ${deed.path} ${deed.body ?? ""}`.trimEnd());
    default:
      return deed satisfies never;
  }
}

// A value nested too deeply overflows JSON.stringify.
function json(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return "[…]";
  }
}

/** `emit chat in /news, ack 3`, `ack 3`, or the type of what Socket.IO sends by itself. */
function sendingWords(context: PrintContext, reading: PacketReading): string {
  return readingWords(context, reading)
    .replace(/^(?:BINARY_)?EVENT/, "emit")
    .replace(/^(?:BINARY_)?ACK/, "ack")
    .replace(/^(?=[A-Z])/, "send ");
}

const recipientWords = (context: PrintContext, { session, packet }: Recipient): string =>
  `${context.clientOf(session)} #${packet}`;

function broadcastWords(context: PrintContext, event: EventOf<"broadcast">): string {
  const names = (rooms: readonly string[]): string =>
    rooms.map((room) => context.ownerOf(event.nsp, room)).join(", ");
  const rooms = event.rooms.length === 0 ? "" : ` to ${names(event.rooms)}`;
  const except = event.except.length === 0 ? "" : ` except ${names(event.except)}`;
  const flags = event.flags.length === 0 ? "" : ` (${event.flags.join(", ")})`;
  const to = event.to.map((recipient) => recipientWords(context, recipient)).join(", ");
  const what = sendingWords(context, readPacketText(event.packet)).replace(/^emit/, "broadcast");
  return `${at(context, event)}${what}${rooms}${except}${flags} → ${to === "" ? "nobody" : to}`;
}

function droppedWords(context: PrintContext, event: EventOf<"dropped">): string {
  const sent = context.lastSent();
  const what =
    sent?.seq === event.of
      ? sendingWords(context, readPacketText(sent.packet))
      : "a packet sent earlier";
  return `dropped: ${what} (${event.why})`;
}

function roomWords(
  context: PrintContext,
  event: EventOf<"room.joined"> | EventOf<"room.left">,
): string {
  const verb = event.kind === "room.joined" ? "joins" : "leaves";
  const own = event.room === event.id ? ", the room of its own id" : "";
  return `${at(context, event)}${context.ownerOf(event.nsp, event.id)} ${verb} ${context.named(event.room)}${inNsp(event.nsp)}${own}`;
}

function stateWords({ shown, named, isNormalised }: PrintContext, state: ClientState): string {
  switch (state.state) {
    case "connecting":
      return "connecting";
    case "connected":
      return `connected as ${named(state.id)}${state.recovered ? ", recovered" : ""}`;
    case "refused":
      return `refused: ${shown(state.message)}`;
    case "disconnected":
      return `disconnected: ${state.reason}${state.willReconnect ? ", will reconnect" : ""}`;
    case "reconnecting":
      return `reconnecting: attempt ${state.attempt}${isNormalised ? "" : ` in ${rounded(state.delay)} ms`}`;
    case "gone":
      return `gone: ${shown(state.why)}`;
    default:
      return state satisfies never;
  }
}

function faultWords(context: PrintContext, event: EventOf<"fault">): string {
  const where =
    event.where === undefined && event.cause === undefined
      ? ""
      : ` at ${at(context, event).trimEnd()}`;
  const frame = event.frame === "" ? [] : context.named(event.frame).trimEnd().split(/\r?\n/);
  return [
    `fault (${event.during}): ${event.name}: ${context.shown(event.message)}${where}`,
    ...frame,
  ].join("\n");
}

function settledWords({ ok, heldUpBy, notProvenFor }: EventOf<"settled">): string {
  const unproven = notProvenFor.length === 0 ? "" : `, not proven for ${notProvenFor.join(", ")}`;
  return ok ? `settled${unproven}` : `not settled, held up by ${heldUpBy.join(", ")}${unproven}`;
}
