// What one row of the timeline says of whom it is about. Where the printed trace says it well, it is the printed trace.
import { type Actor, inCastOrder } from "#trace/cast.ts";
import { argsWords, deedWords, inNsp } from "#trace/deed-words.ts";
import type { EventOf, Position, TraceEvent } from "#trace/event.ts";
import { isUpgrade } from "#trace/link-session.ts";
import { listed } from "#trace/listed.ts";
import { eventName, readPacketText } from "#trace/packet-text.ts";
import type { PrintContext } from "#trace/print-context.ts";
import { wordsOf } from "#trace/print-words.ts";
import type { Upward } from "#trace/upward.ts";

/** One line, whatever the event holds. Clients are named in the order of the cast. */
export function rowWords(context: PrintContext, event: TraceEvent, cast: readonly Actor[]): string {
  switch (event.kind) {
    case "run.started":
      return `runs ${event.entry}`;
    case "run.ended":
      return `the program has ended: ${event.why}`;
    case "server.listening":
      return `listens on port ${event.port}`;
    case "server.closed":
      return `listens on port ${event.port} no more`;
    case "act":
      return `is told to ${deedWords(event.deed)}`;
    case "socket.opened":
      return `${event.recovered ? "recovers its socket" : "has a socket"} ${event.id}${inNsp(event.nsp)}`;
    case "socket.closed":
      return `has no socket any more${inNsp(event.nsp)}: ${event.reason}`;
    case "emit":
      return `${sentWords(event)} → ${context.clientOf(event.to.session)}`;
    case "broadcast":
      return broadcastWords(context, event, cast);
    case "room.joined":
    case "room.left":
      return `${event.kind === "room.joined" ? "joins" : "leaves"} ${event.room === event.id ? "the room of its own id" : context.ownerOf(event.nsp, event.room)}${inNsp(event.nsp)}`;
    case "handled":
      return event.listeners === 0
        ? `received ${event.event}${inNsp(event.nsp)}, but nothing listens for it`
        : `received ${event.event}${inNsp(event.nsp)}: ${event.listeners === 1 ? "1 listener ran" : `${event.listeners} listeners ran`}`;
    case "unheard":
      return `sent ${event.event}${inNsp(event.nsp)}, for which the server has no listener`;
    case "log":
      return `${event.level}: ${context.shown(event.text)}`;
    case "fault":
      return `${event.name}: ${context.shown(event.message)}`;
    case "limit":
      return context.shown(event.text);
    case "frame":
      return isUpgrade(event) ? "has moved to WebSocket" : wordsOf(context, event);
    default:
      return wordsOf(context, event).split("\n", 1)[0] ?? "";
  }
}

/** What a client sent to the server. */
export function upwardWords({ event, args, nsp, wantsAck }: Upward): string {
  const what = event === undefined ? "acknowledges" : `sends ${event === "" ? "an event" : event}`;
  return `${what}${argsWords(args)}${inNsp(nsp)}${wantsAck ? ", wants an acknowledgement" : ""}`;
}

/** The line of the program that an event comes from. */
export function placeOf(event: TraceEvent): Position | undefined {
  return "where" in event ? event.where : undefined;
}

/** `sends chat "hi"`. */
function sentWords({ packet }: EventOf<"emit"> | EventOf<"broadcast">): string {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return "sends a packet that cannot be read";
  const about = reading.state === "whole" ? reading.packet : reading;
  const data = reading.state === "whole" && "data" in reading.packet ? reading.packet.data : [];
  const values = Array.isArray(data) ? (data as readonly unknown[]) : [];
  switch (about.type) {
    case "ACK":
    case "BINARY_ACK":
      return `acknowledges${argsWords(values)}${inNsp(about.nsp)}`;
    case "EVENT":
    case "BINARY_EVENT": {
      const name = reading.state === "whole" ? eventName(reading.packet) : reading.event;
      return `sends ${name ?? "an event"}${argsWords(values.slice(1))}${inNsp(about.nsp)}`;
    }
    case "CONNECT":
    case "DISCONNECT":
    case "CONNECT_ERROR":
      return `sends ${about.type}${inNsp(about.nsp)}`;
    default:
      return about satisfies never;
  }
}

function broadcastWords(
  context: PrintContext,
  event: EventOf<"broadcast">,
  cast: readonly Actor[],
): string {
  const names = (rooms: readonly string[]): string =>
    listed(
      rooms.map((room) => context.ownerOf(event.nsp, room)),
      "and",
    );
  const scope = event.rooms.length === 0 ? " to everyone" : ` to ${names(event.rooms)}`;
  const except = event.except.length === 0 ? "" : ` except ${names(event.except)}`;
  const all = event.to.map(({ session }) => ({ client: context.clientOf(session) }));
  const to = inCastOrder(all, cast)
    .map(({ client }) => client)
    .join(", ");
  return `${sentWords(event)}${scope}${except} → ${to === "" ? "nobody" : to}`;
}
