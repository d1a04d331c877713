// About how many bytes an event takes as JSON, without making the JSON: the recorder asks at every append.
import type { Bytes, Fact } from "#trace/event.ts";

const BASE = 120;
const PER_PAIR = 60;

/** Approximate bytes; never walks a payload, except of the rare facts whose content is the learner's own values. */
export function approximateSize(fact: Fact): number {
  switch (fact.kind) {
    case "frame":
    case "http.chunk":
      return BASE + kept(fact.bytes);
    case "http.request":
      return BASE + fact.target.length + headersSize(fact.headers) + kept(fact.body);
    case "http.response":
      return BASE + headersSize(fact.headers) + kept(fact.body);
    case "emit":
      return BASE + fact.packet.text.length;
    case "broadcast":
      return (
        BASE +
        fact.packet.text.length +
        30 * fact.to.length +
        lengthOf(fact.rooms) +
        lengthOf(fact.except)
      );
    case "log":
    case "limit":
      return BASE + fact.text.length;
    case "fault":
      return BASE + fact.message.length + fact.stack.length + fact.frame.length;
    case "act":
      return BASE + JSON.stringify(fact.deed).length;
    case "act.failed":
      return BASE + JSON.stringify(fact.why).length;
    case "client":
      return BASE + JSON.stringify(fact.state).length;
    case "run.started":
      return BASE + fact.files.length * PER_PAIR;
    case "gap":
      return BASE + checkpointSize(fact.checkpoint);
    case "room.joined":
    case "room.left":
      return BASE + fact.nsp.length + fact.room.length + fact.id.length;
    case "socket.opened":
      return BASE + fact.nsp.length + fact.id.length;
    case "unheard":
      return BASE + fact.nsp.length + fact.id.length + fact.event.length;
    case "socket.closed":
      return BASE + fact.nsp.length + fact.id.length + fact.reason.length;
    case "session.closed":
      return BASE + (fact.detail?.length ?? 0);
    case "run.ended":
    case "server.listening":
    case "server.closed":
    case "link.opened":
    case "link.closed":
    case "session.opened":
    case "turn":
    case "dropped":
    case "handled":
    case "disturbance":
    case "settled":
      return BASE;
    default:
      return fact satisfies never;
  }
}

const lengthOf = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + 4 + name.length, 0);

const headersSize = (pairs: readonly (readonly [string, string])[]): number =>
  pairs.reduce((sum, [name, value]) => sum + 8 + name.length + value.length, 0);

function kept(bytes: Bytes): number {
  return bytes.base64.length;
}

function checkpointSize(at: Extract<Fact, { kind: "gap" }>["checkpoint"]): number {
  const entries =
    at.clients.length +
    at.links.length +
    at.sessions.length +
    at.states.length +
    at.listening.length +
    (at.disturbances?.length ?? 0);
  return (
    PER_PAIR * entries +
    at.sockets.reduce((sum, socket) => sum + PER_PAIR + lengthOf(socket.rooms), 0)
  );
}
