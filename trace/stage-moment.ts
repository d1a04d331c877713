// What a trace shows happening: the event one looks at, or else the last that changed something on stage, with what has
// since become of it.
import { type Actor, inCastOrder } from "#trace/cast.ts";
import { deliveryAt, lastingRecords } from "#trace/delivery-at.ts";
import type { Delivery, Outcome } from "#trace/delivery.ts";
import type { DeliveryRecords } from "#trace/delivery-records.ts";
import type {
  Checkpoint,
  Deed,
  EventOf,
  Seq,
  SessionId,
  Trace,
  TraceEvent,
  Trigger,
} from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { isUpgrade } from "#trace/link-session.ts";
import { toldIn } from "#trace/pushed.ts";
import { type Failure, failureOf } from "#trace/stage-failure.ts";
import { reasonWords } from "#trace/stage-words.ts";
import { type Upward, upwards } from "#trace/upward.ts";

export type Moment = Readonly<
  | { what: "nothing" }
  | { what: "server"; seq: Seq; change: "started" | "listening" | "not listening" | "ended" }
  | { what: "act"; seq: Seq; client: string; deed: Deed }
  | Failure
  | ({ what: "to-server" } & Upward)
  /** What a client sent, for which the program has no listener. */
  | ({ what: "unheard" } & Upward)
  | {
      what: "to-clients";
      seq: Seq;
      delivery: Delivery;
      /** Whose input set it off, also through timers; undefined if it was the program's own doing. */
      sender: string | undefined;
      /** The packet that was being handled when this was sent. */
      cause: Upward | undefined;
      recipients: readonly Outcome[];
      /** `isTold`: over plain HTTP, by the same turn. */
      passedOver: readonly (Omit<Outcome, "result"> & Readonly<{ why: string; isTold: boolean }>)[];
    }
  | {
      what: "joined" | "left";
      seq: Seq;
      client: string;
      session: SessionId;
      nsp: string;
      room: string;
      id: string;
    }
  /** A WebSocket on trial, and the move to it. */
  | { what: "upgrading" | "upgraded"; seq: Seq; client: string; session: undefined }
  | {
      what: "connecting" | "connected" | "disconnected" | "refused" | "gone";
      seq: Seq;
      client: string;
      /** Undefined when the client says it of itself. */
      session: SessionId | undefined;
    }
  | { what: "fault"; seq: Seq; client: string | undefined; text: string }
>;

/** A line of console.log or the like, or a limit that was reached. `client` is undefined for the server's. */
export type Saying = Readonly<{ seq: Seq; client: string | undefined; text: string }>;

type Looking = Readonly<{ cast: readonly Actor[]; selected: Seq | undefined }>;

/** The moment of the selected event, if it makes one, or else that of the end. */
export function momentOf(trace: Trace, now: Checkpoint, { cast, selected }: Looking): Moment {
  const records = lastingRecords(trace);
  const upward = upwards(trace);
  const around = { trace, now, records, upward, cast };
  if (selected !== undefined) {
    const up = upward.find(({ seq }) => seq === selected);
    if (up !== undefined) return { what: "to-server", ...up };
    const event = trace.find(({ seq }) => seq === selected);
    const moment = event && (changeOfTransport(event) ?? momentIn(event, around));
    if (moment !== undefined) return moment;
  }
  // Whoever steps to it sees it; where time goes on, what people do is worth more.
  const end = trace.at(-1);
  const change = end && changeOfTransport(end);
  if (change !== undefined) return change;
  const last = upward.at(-1);
  for (let i = trace.length - 1; i >= 0; i--) {
    const event = trace[i];
    if (event === undefined) break;
    if (last !== undefined && last.seq >= event.seq) return { what: "to-server", ...last };
    const moment = momentIn(event, around);
    if (moment !== undefined) return moment;
  }
  return { what: "nothing" };
}

/** The last thing that was said, if nothing has happened on stage since. */
export function sayingOf(trace: Trace, moment: Moment): Saying | undefined {
  const event = trace.findLast(({ kind }) => kind === "log" || kind === "limit");
  if (event === undefined || (moment.what !== "nothing" && event.seq < moment.seq))
    return undefined;
  const { seq } = event;
  if (event.kind === "limit") return { seq, client: undefined, text: event.text };
  if (event.kind !== "log") return undefined;
  return {
    seq,
    client: event.from.side === "client" ? event.from.client : undefined,
    text: event.text,
  };
}

type Around = Readonly<{
  trace: Trace;
  now: Checkpoint;
  records: DeliveryRecords;
  upward: readonly Upward[];
  cast: readonly Actor[];
}>;

/** What an event changes on stage; undefined for bytes, bookkeeping and reports on what is already there. */
function momentIn(event: TraceEvent, around: Around): Moment | undefined {
  const { seq } = event;
  const client = "session" in event ? around.records.clientOf(event.session) : "";
  switch (event.kind) {
    case "run.started":
      return { what: "server", seq, change: "started" };
    case "run.ended":
      return { what: "server", seq, change: "ended" };
    case "server.listening":
      return { what: "server", seq, change: "listening" };
    case "server.closed":
      return { what: "server", seq, change: "not listening" };
    case "act":
      return { what: "act", seq, client: event.client, deed: event.deed };
    case "act.failed":
      return failureOf(event, around.trace);
    case "emit":
    case "broadcast":
      return sending(event, around);
    case "session.opened":
      return { what: "connecting", seq, client, session: event.session };
    case "socket.opened":
      return { what: "connected", seq, client, session: event.session };
    case "session.closed":
    case "socket.closed":
      return { what: "disconnected", seq, client, session: event.session };
    case "client":
      return stated(event);
    case "unheard": {
      const sent = around.upward.findLast(
        (one) => one.seq < seq && isWhat(one, event) && one.session === event.session,
      );
      return sent && { what: "unheard", ...sent, seq };
    }
    case "room.joined":
    case "room.left":
      return moving(event, around);
    case "fault":
      return {
        what: "fault",
        seq,
        client: event.from.side === "client" ? event.from.client : undefined,
        text: `${event.name}: ${event.message}`,
      };
    default:
      return undefined;
  }
}

/** Of a long name the beginning is told. */
const isWhat = ({ event = "", nsp }: Upward, of: EventOf<"unheard">): boolean =>
  nsp === of.nsp && event.startsWith(of.event);

function changeOfTransport(event: TraceEvent): Moment | undefined {
  const isTrial =
    event.kind === "http.request" &&
    engineIoTarget(event.target)?.sid !== undefined &&
    engineIoTarget(event.target)?.transport === "websocket";
  const isMove = event.kind === "frame" && isUpgrade(event);
  if (!isTrial && !isMove) return undefined;
  const { seq, client } = event;
  return { what: isMove ? "upgraded" : "upgrading", seq, client, session: undefined };
}

function sending(
  event: EventOf<"emit"> | EventOf<"broadcast">,
  around: Around,
): Moment | undefined {
  const { trace, records, upward, cast } = around;
  const delivery = deliveryAt(trace, event.seq);
  if (delivery === undefined) return undefined;
  const outcomes = inCastOrder(delivery.outcomes, cast);
  const trigger = records.triggerOf(event);
  const origin = records.originOf(event);
  return {
    what: "to-clients",
    seq: event.seq,
    delivery,
    sender: origin === undefined ? undefined : records.clientOf(origin),
    cause: trigger && causeOf(trigger, upward),
    recipients: outcomes.filter(({ result }) => result.result !== "not-sent"),
    passedOver: outcomes.flatMap(({ result, ...one }) => {
      if (result.result !== "not-sent") return [];
      const isTold = toldIn(result) !== undefined;
      return [{ ...one, why: reasonWords(result, delivery.nsp), isTold }];
    }),
  };
}

function causeOf(trigger: Trigger, upward: readonly Upward[]): Upward | undefined {
  if (trigger.by !== "packet") return undefined;
  return upward.find(
    ({ session, message }) => session === trigger.session && message === trigger.packet,
  );
}

/** "connected" is what the socket's opening already said. */
function stated({ seq, client, state }: EventOf<"client">): Moment | undefined {
  switch (state.state) {
    case "connecting":
    case "reconnecting":
      return { what: "connecting", seq, client, session: undefined };
    case "refused":
    case "disconnected":
    case "gone":
      return { what: state.state, seq, client, session: undefined };
    case "connected":
      return undefined;
    default:
      return state satisfies never;
  }
}

/** A room that everybody has to himself is none, and a closed socket leaves without moving. */
function moving(
  { kind, seq, nsp, room, id }: EventOf<"room.joined"> | EventOf<"room.left">,
  { now, records }: Around,
): Moment | undefined {
  const socket = now.sockets.find((other) => other.nsp === nsp && other.id === id);
  if (room === id || socket === undefined) return undefined;
  const client = records.clientOf(socket.session);
  const what = kind === "room.joined" ? "joined" : "left";
  return { what, seq, client, session: socket.session, nsp, room, id };
}
