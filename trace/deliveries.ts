// For everything the program sent: who got it, who did not, and why. Computed from facts alone, at every moment of a trace.
import { absenceReason, createEndings, type Endings } from "#trace/absence.ts";
import type { Doing } from "#trace/cause.ts";
import { checkpointOf, foldInto } from "#trace/checkpoint.ts";
import type { Delivery, Outcome, Reason, Result, RoomName, Sent } from "#trace/delivery.ts";
import { type DeliveryRecords, deliveryRecords } from "#trace/delivery-records.ts";
import type { Checkpoint, EventOf, Recipient, Seq, SessionId, Trace } from "#trace/event.ts";
import { eventName, readPacketText } from "#trace/packet-text.ts";
import { createTold, type Pushed } from "#trace/pushed.ts";
import { createSeats, type Seats } from "#trace/seats.ts";

type Socket = Checkpoint["sockets"][number];
type Emit = EventOf<"emit">;
type Broadcast = EventOf<"broadcast">;
/** The moment of a sending: what was open just then, and the records of the whole trace. */
type Moment = Readonly<{
  now: Checkpoint;
  /** Those of `now`, by whose they are: there may be a thousand, and each is asked for. */
  sockets: ReadonlyMap<SessionId, readonly Socket[]>;
  endings: Endings;
  seats: Seats;
  records: DeliveryRecords;
  told: (doing: Doing, client: string) => Pushed | undefined;
}>;

/**
 * Every event and acknowledgement the program sent, in order, with one outcome for each session of each client known by
 * then. What Socket.IO sends by itself (CONNECT and the like) is no delivery. `only`: that of one event, and no other.
 */
export function deliveries(trace: Trace, only?: Seq): readonly Delivery[] {
  const records = deliveryRecords(trace);
  const endings = createEndings();
  const seats = createSeats();
  const told = createTold(trace);
  const found: Delivery[] = [];
  const stateAt = createStates(trace);
  for (const [i, event] of trace.entries()) {
    const isAsked = only === undefined || event.seq === only;
    if (isAsked && (event.kind === "broadcast" || event.kind === "emit")) {
      const now = stateAt(i);
      const moment = { now, sockets: socketsOf(now), endings, seats, records, told };
      if (event.kind === "broadcast") found.push(broadcastDelivery(event, moment));
      else found.push(...emitDelivery(event, moment));
    }
    endings.note(event);
    seats.note(event);
  }
  return found;
}

/** What was open before an event, asked for in order. The first time it is what is remembered, where it is. */
function createStates(trace: Trace): (place: number) => Checkpoint {
  let known: Readonly<{ now: Checkpoint; place: number }> | undefined;
  return (place) => {
    const now =
      known === undefined
        ? checkpointOf(trace.slice(0, place))
        : trace.slice(known.place, place).reduce(foldInto, known.now);
    known = { now, place };
    return now;
  };
}

function socketsOf({ sockets }: Checkpoint): Moment["sockets"] {
  const found = new Map<SessionId, Socket[]>();
  for (const socket of sockets) {
    const own = found.get(socket.session);
    if (own === undefined) found.set(socket.session, [socket]);
    else own.push(socket);
  }
  return found;
}

function emitDelivery(event: Emit, moment: Moment): readonly Delivery[] {
  const { seq, turn, cause, where, packet } = event;
  const reading = readPacketText(packet);
  const sent = sentOf(event);
  if (sent === undefined || reading.state === "wrong") return [];
  const nsp = reading.state === "whole" ? reading.packet.nsp : reading.nsp;
  const to = moment.records.clientOf(event.to.session);
  const outcomes = outcomesOf(event, moment, () => ({ reason: "addressed-to-other", to }));
  const again = moment.records.originalOf(event);
  return [{ by: "emit", seq, turn, cause, where, nsp, sent, to, again, outcomes }];
}

function broadcastDelivery(event: Broadcast, moment: Moment): Delivery {
  const { seq, turn, cause, where, nsp, flags } = event;
  const problem = { at: 0, text: "not an event", rule: "Socket.IO protocol v5, Packet encoding" };
  const sent = sentOf(event) ?? { what: "unreadable", problem };
  const rooms = event.rooms.map((room) => roomName(room, event.nsp, moment));
  const except = event.except.map((room) => roomName(room, event.nsp, moment));
  const outcomes = outcomesOf(event, moment, (client, session) =>
    reasonNot(event, moment, { client, session, rooms, except }),
  );
  return { by: "broadcast", seq, turn, cause, where, nsp, flags, sent, rooms, except, outcomes };
}

/** What a packet's text says was sent; undefined for what Socket.IO sends by itself. */
export function sentOf({ packet }: Emit | Broadcast): Sent | undefined {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return { what: "unreadable", problem: reading.problem };
  const { attachments } = packet;
  const about = reading.state === "whole" ? reading.packet : reading;
  const data =
    reading.state === "whole" && "data" in reading.packet ? reading.packet.data : undefined;
  const values = Array.isArray(data) ? (data as readonly unknown[]) : undefined;
  switch (about.type) {
    case "ACK":
    case "BINARY_ACK":
      return { what: "ack", id: about.id, args: values, attachments };
    case "EVENT":
    case "BINARY_EVENT": {
      const event = (reading.state === "whole" ? eventName(reading.packet) : reading.event) ?? "";
      return { what: "event", event, args: values?.slice(1), ack: about.id, attachments };
    }
    case "CONNECT":
    case "DISCONNECT":
    case "CONNECT_ERROR":
      return undefined;
    default:
      return about satisfies never;
  }
}

/** Recipients first, then everyone else: each open session of each client, or the client if it has none. */
function outcomesOf(
  event: Emit | Broadcast,
  { now, sockets, seats, records }: Moment,
  reason: (client: string, session: SessionId | undefined) => Reason,
): readonly Outcome[] {
  const to = event.kind === "emit" ? [event.to] : event.to;
  const chosen = new Set(to.map(({ session }) => session));
  const reached = to.map(({ session, packet }): Outcome => {
    const client = records.clientOf(session);
    const who = seats.at(session)?.who ?? client;
    return { client, session, who, result: resultOf(event, { session, packet }, records) };
  });
  const reachedClients = new Set(reached.map(({ client }) => client));
  const others = now.clients.flatMap((name) =>
    seats.of(name).flatMap(({ client, session, who }): Outcome[] => {
      if (session === undefined ? reachedClients.has(client) : chosen.has(session)) return [];
      return [{ client, session, who, result: { result: "not-sent", ...reason(client, session) } }];
    }),
  );
  return [...reached, ...others].map((outcome) => withLater(event, outcome, { sockets, records }));
}

/** With what the client was sent after all, when it came back. */
function withLater(
  event: Emit | Broadcast,
  outcome: Outcome,
  { sockets, records }: Pick<Moment, "sockets" | "records">,
): Outcome {
  if (event.kind === "emit") return outcome;
  const resent = records.resent(event.packet.text);
  const { client, session, result } = outcome;
  if (resent.length === 0) return outcome;
  const own = session === undefined ? undefined : sockets.get(session);
  const socket = own?.find(({ nsp }) => nsp === event.nsp);
  const found = resent.find(
    ({ event: again, id }) =>
      again.seq > event.seq &&
      records.clientOf(again.to.session) === client &&
      (socket === undefined ? result.result === "not-sent" : socket.id === id),
  )?.event;
  if (found === undefined) return outcome;
  const ms = found.at - event.at;
  return {
    ...outcome,
    later: { seq: found.seq, ms, result: resultOf(found, found.to, records) },
  };
}

function resultOf(event: Emit | Broadcast, to: Recipient, records: DeliveryRecords): Result {
  const dropped = records.dropped(event.seq, to.session);
  if (dropped !== undefined) return { result: "dropped", why: dropped.why };
  const handled = records.handled(to);
  // A report counts only for what came before it: a dropped packet and the next one may share a number.
  if (handled === undefined || handled.seq < event.seq)
    return {
      result: "sent",
      report: records.reports(records.clientOf(to.session)) ? "awaited" : "cannot",
    };
  const { listeners, ms } = handled;
  return listeners === 0 ? { result: "no-listener" } : { result: "handled", listeners, ms };
}

/** Who was left, and what was named in the broadcast. */
type Left = Readonly<{
  client: string;
  session: SessionId | undefined;
  rooms: readonly RoomName[];
  except: readonly RoomName[];
}>;

/** Why the adapter did not choose a session. What the program asked for comes first: leaving out the sender. */
function reasonNot(
  event: Broadcast,
  moment: Moment,
  { client, session, rooms, except }: Left,
): Reason {
  const { now, sockets, endings, records } = moment;
  const told = moment.told(event, client);
  const own = (session === undefined ? undefined : sockets.get(session)) ?? [];
  const socket = own.find(({ nsp }) => nsp === event.nsp);
  if (socket === undefined)
    return absenceReason({ client, nsp: event.nsp, now, endings, told }, own);
  const isIn = (room: string): boolean => room === socket.id || socket.rooms.includes(room);
  if (event.except.includes(socket.id) && records.originOf(event) === session)
    return { reason: "sender" };
  if (event.rooms.length > 0 && !event.rooms.some(isIn)) return { reason: "not-in-room", rooms };
  const by = except.find(({ room }) => room === socket.id) ?? except.find(({ room }) => isIn(room));
  return by === undefined ? { reason: "unexplained" } : { reason: "excluded", by };
}

function roomName(room: string, nsp: string, { now, records }: Moment): RoomName {
  const owner = now.sockets.find((socket) => socket.nsp === nsp && socket.id === room);
  return { room, of: owner === undefined ? undefined : records.clientOf(owner.session) };
}
