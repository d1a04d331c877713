// Every event that asked for an acknowledgement, in either direction, and what became of the asking: the number in its
// packet joins the question to the answer, within one session and namespace.
import type { EventOf, Position, Recipient, Seq, SessionId, Trace, TraceEvent } from "#trace/event.ts";
import { readPacketText } from "#trace/packet-text.ts";
import { type Seats, seatsOf } from "#trace/seats.ts";
import { type Upward, upwards } from "#trace/upward.ts";

/** `ms` lie between question and answer, both as they passed the gateway. `again`: the same number was answered again. */
export type AckState = Readonly<
  | { state: "waiting"; because: "no listener" | "taken" | undefined }
  | {
      state: "answered";
      seq: Seq;
      ms: number;
      args: readonly unknown[] | undefined;
      where: Position | undefined;
      isLate: boolean;
      again: readonly Seq[];
    }
  /** Whoever asked gave up after so many milliseconds, by its own account. */
  | { state: "timed out"; seq: Seq; after: number }
  /** The connection or the program ended first. */
  | { state: "lost"; seq: Seq; why: string }
>;
type Answered = Extract<AckState, { state: "answered" }>;

export type Ack = Readonly<{
  seq: Seq;
  at: number;
  /** Undefined for the server. */
  client: string | undefined;
  who: string;
  nsp: string;
  event: string;
  /** Undefined when the recorder kept only the beginning. */
  args: readonly unknown[] | undefined;
  /** The number in the packet; undefined for what never left. */
  id: number | undefined;
  /** The line of the program that asked. */
  where: Position | undefined;
  /** One, or for a broadcast one for each recipient. `client` is undefined for the server. */
  of: readonly Readonly<{ who: string; client: string | undefined; state: AckState }>[];
}>;

type Part = { session: SessionId | undefined; state: AckState };
type Draft = Omit<Ack, "of" | "who"> & {
  readonly session: SessionId | undefined;
  readonly timeout: number | undefined;
  readonly parts: Part[];
};
type Open = Readonly<{ key: string; nsp: string; draft: Draft; part: Part }>;
type Told = EventOf<"act"> & { readonly deed: { readonly do: "emitWithAck" } };

const WAITING: AckState = { state: "waiting", because: undefined };

/** In the order of the asking. */
export function acks(trace: Trace): readonly Ack[] {
  const book = createBook();
  const sent = new Map<Seq, Upward[]>();
  for (const one of upwards(trace)) sent.set(one.seq, [...(sent.get(one.seq) ?? []), one]);
  for (const event of trace) {
    for (const one of sent.get(event.seq) ?? []) book.hear(one, event.at);
    book.note(event);
  }
  const seats = seatsOf(trace);
  return book.drafts.map((draft) => ackOf(draft, seats));
}

function ackOf({ session, parts, timeout: _, ...draft }: Draft, seats: Seats): Ack {
  const of = parts.map(({ session: asked, state }) => {
    if (draft.client !== undefined) return { who: "server", client: undefined, state };
    const seat = asked === undefined ? undefined : seats.at(asked);
    return { who: seat?.who ?? `session ${asked}`, client: seat?.client, state };
  });
  const own = session === undefined ? undefined : seats.at(session);
  return { ...draft, who: draft.client === undefined ? "server" : (own?.who ?? draft.client), of };
}

function createBook() {
  const drafts: Draft[] = [];
  /** By direction, session, namespace and number. */
  const open = new Map<string, Open>();
  const told: Told[] = [];
  const byAct = new Map<number, Open>();
  const sids = new Map<string, SessionId>();
  const byPacket = new Map<string, Part>();
  const byMessage = new Map<string, Part>();

  const asks = (draft: Draft, part: Part): Open => {
    const way = draft.client === undefined ? "down" : "up";
    const key = `${way} ${part.session} ${draft.nsp} ${draft.id}`;
    const one = { key, nsp: draft.nsp, draft, part };
    open.set(key, one);
    return one;
  };
  const answers = (key: string, answer: Pick<Answered, "seq" | "args" | "where">, at: number) => {
    const one = open.get(key);
    if (one === undefined) return;
    const { draft, part } = one;
    const ms = at - draft.at;
    if (part.state.state === "answered")
      part.state = { ...part.state, again: [...part.state.again, answer.seq] };
    else {
      const isLate = part.state.state === "timed out" || (draft.timeout ?? ms) < ms;
      part.state = { state: "answered", ms, isLate, again: [], ...answer };
    }
  };
  const loses = (event: TraceEvent, why: string, which: (one: Open) => boolean): void => {
    for (const one of open.values())
      if (which(one)) {
        open.delete(one.key);
        if (one.part.state.state === "waiting")
          one.part.state = { state: "lost", seq: event.seq, why };
      }
  };
  const sends = (event: EventOf<"emit"> | EventOf<"broadcast">): void => {
    const reading = readPacketText(event.packet);
    const about = reading.state === "whole" ? reading.packet : reading;
    if (!("type" in about) || about.id === undefined) return;
    const data = "data" in about && Array.isArray(about.data) ? (about.data as unknown[]) : undefined;
    const to: readonly Recipient[] = event.kind === "emit" ? [event.to] : event.to;
    const { seq, at, where } = event;
    const { nsp, id } = about;
    if (about.type === "ACK" || about.type === "BINARY_ACK") {
      for (const { session } of to)
        answers(`up ${session} ${nsp} ${id}`, { seq, args: data, where }, at);
      return;
    }
    const name = "event" in about ? about.event : data?.[0];
    const draft: Draft = {
      ...{ seq, at, client: undefined, session: undefined, nsp, event: String(name ?? ""), id },
      ...{ args: data?.slice(1), where, timeout: undefined, parts: [] },
    };
    drafts.push(draft);
    for (const { session, packet } of to) {
      const part: Part = { session, state: WAITING };
      draft.parts.push(part);
      asks(draft, part);
      byPacket.set(`${session} ${packet}`, part);
    }
  };
  const wonders = (part: Part | undefined, because: "no listener" | "taken"): void => {
    if (part?.state.state === "waiting") part.state = { state: "waiting", because };
  };
  const toldTo = ({ client, event, nsp }: Upward): Told | undefined => {
    const place = told.findIndex(
      (act) => act.client === client && act.deed.event === event && act.deed.nsp === nsp,
    );
    return place < 0 ? undefined : told.splice(place, 1)[0];
  };

  return {
    drafts,
    /** What a client sent, as it passed the gateway. */
    hear(one: Upward, at: number): void {
      const { seq, client, session, nsp, event, args, ack: id } = one;
      if (id === undefined) return;
      if (event === undefined)
        return answers(`down ${session} ${nsp} ${id}`, { seq, args, where: undefined }, at);
      const act = toldTo(one);
      const part: Part = { session, state: WAITING };
      const draft: Draft = {
        ...{ seq, at, client, session, nsp, event, args, id, where: undefined, parts: [part] },
        timeout: act?.deed.timeout,
      };
      drafts.push(draft);
      const asked = asks(draft, part);
      if (act !== undefined) byAct.set(act.act, asked);
      if (one.message !== undefined) byMessage.set(`${session} ${one.message}`, part);
    },
    note(event: TraceEvent): void {
      switch (event.kind) {
        case "emit":
        case "broadcast":
          return sends(event);
        case "act":
          if (isToldToAsk(event)) told.push(event);
          break;
        case "act.failed": {
          if (event.why.is !== "timeout") break;
          const { after } = event.why;
          const state: AckState = { state: "timed out", seq: event.seq, after };
          const asked = byAct.get(event.act);
          const place = told.findIndex(({ act }) => act === event.act);
          if (asked?.part.state.state === "waiting") asked.part.state = state;
          const [unsent] = place < 0 ? [] : told.splice(place, 1);
          if (unsent !== undefined) drafts.push(unsentOf(unsent, state));
          break;
        }
        case "turn":
          if (event.trigger.by === "packet")
            wonders(byMessage.get(`${event.trigger.session} ${event.trigger.packet}`), "taken");
          break;
        case "session.opened":
          sids.set(event.sid, event.session);
          break;
        case "gap":
          for (const { sid, session } of event.checkpoint.sessions) sids.set(sid, session);
          break;
        case "handled":
          if (event.listeners === 0)
            wonders(byPacket.get(`${sids.get(event.sid)} ${event.packet}`), "no listener");
          break;
        case "session.closed":
          loses(event, event.reason, ({ part }) => part.session === event.session);
          break;
        case "socket.closed":
          loses(
            event,
            event.reason,
            ({ part, nsp }) => part.session === event.session && nsp === event.nsp,
          );
          break;
        case "run.ended":
          loses(event, "the program has ended", () => true);
          break;
        case "disturbance":
          if (event.phase === "begun" && event.disturbance.is === "restart")
            loses(event, "the server was restarted", () => true);
          break;
        default:
          break;
      }
    },
  };
}

const isToldToAsk = (event: EventOf<"act">): event is Told => event.deed.do === "emitWithAck";

/** An event that waited in its client until the client gave up. */
function unsentOf({ seq, at, client, deed }: Told, state: AckState): Draft {
  const { nsp, event, args, timeout } = deed;
  return {
    ...{ seq, at, client, session: undefined, nsp, event, args, id: undefined, where: undefined },
    ...{ timeout, parts: [{ session: undefined, state }] },
  };
}
