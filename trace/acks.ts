// Every event that asked for an acknowledgement, in either direction, and what became of the asking: the number in its
// packet joins the question to the answer, within one session and namespace.
import { type AckState, createAckBook, type Question, wait } from "#trace/ack-book.ts";
import type { EventOf, Position, Recipient, Seq, SessionId, Trace } from "#trace/event.ts";
import { type Account, growingAccount } from "#trace/growing-account.ts";
import { eventName, readPacketText } from "#trace/packet-text.ts";
import { createSeats, type Seats } from "#trace/seats.ts";
import { readUpwards, type Upward } from "#trace/upward.ts";

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
  /** The number in the packet; undefined for what never left its client. */
  id: number | undefined;
  /** The line of the program that asked. */
  where: Position | undefined;
  /** One, or for a broadcast one for each recipient. `client` is undefined for the server. */
  of: readonly AckOf[];
}>;
export type AckOf = Readonly<{ who: string; client: string | undefined; state: AckState }>;

type Draft = Omit<Ack, "of" | "who"> & {
  readonly session: SessionId | undefined;
  readonly questions: readonly Question[];
};

/** In the order of the asking. */
export const acks = growingAccount(readAcks);

function readAcks(): Account<readonly Ack[]> {
  const { drafts, hear, note } = createReader();
  const upwardsIn = readUpwards();
  const seats = createSeats();
  /** As they were told last: most have long had their answer. */
  const known = new Map<Draft, Ack>();
  return {
    read(event) {
      for (const one of upwardsIn(event)) hear(one, event.at);
      note(event);
      seats.note(event);
      // Somebody may be called otherwise now.
      if (RENAMES.has(event.kind)) known.clear();
    },
    told: () =>
      drafts.map((draft) => {
        const before = known.get(draft);
        if (before?.of.every(({ state }, i) => state === draft.questions[i]?.state)) return before;
        const ack = ackOf(draft, seats);
        known.set(draft, ack);
        return ack;
      }),
  };
}

const RENAMES: ReadonlySet<string> = new Set([
  "gap",
  "session.opened",
  "session.closed",
  "socket.opened",
  "client",
]);

function ackOf({ session, questions, ...draft }: Draft, seats: Seats): Ack {
  const of = questions.map(({ session: asked, state }): AckOf => {
    if (draft.client !== undefined) return { who: "server", client: undefined, state };
    const seat = asked === undefined ? undefined : seats.at(asked);
    return { who: seat?.who ?? `session ${asked}`, client: seat?.client, state };
  });
  const own = session === undefined ? undefined : seats.at(session);
  return { ...draft, who: own?.who ?? draft.client ?? "server", of };
}

type Told = EventOf<"act"> & { readonly deed: { readonly do: "emitWithAck" } };
const isToldToAsk = (event: EventOf<"act">): event is Told => event.deed.do === "emitWithAck";

function createReader() {
  const book = createAckBook();
  const drafts: Draft[] = [];
  /** What clients of the scene were told to ask and have not asked yet. */
  const told: Told[] = [];
  /** By client too: one client's report says nothing of another's act. */
  const byAct = new Map<string, Question>();
  const byPacket = new Map<string, Question>();
  const byMessage = new Map<string, Question>();
  const sids = new Map<string, SessionId>();

  const takeTold = (is: (act: Told) => boolean): Told | undefined => {
    const place = told.findIndex(is);
    return place < 0 ? undefined : told.splice(place, 1)[0];
  };

  /** What a client sent, as it passed the gateway. */
  const hear = (one: Upward, at: number): void => {
    const { seq, client, session, nsp, event, args, ack: id } = one;
    if (id === undefined) return;
    if (event === undefined) {
      book.answer(`down ${session} ${nsp} ${id}`, at, { seq, args, where: undefined });
      return;
    }
    const act = takeTold(
      ({ client: whom, deed }) => whom === client && deed.event === event && deed.nsp === nsp,
    );
    const key = `up ${session} ${nsp} ${id}`;
    const question = book.ask({ key, session, nsp, at, timeout: act?.deed.timeout });
    const draft = { seq, at, client, session, nsp, event, args, id, where: undefined };
    drafts.push({ ...draft, questions: [question] });
    if (act !== undefined) byAct.set(`${act.client} ${act.act}`, question);
    if (one.message !== undefined) byMessage.set(`${session} ${one.message}`, question);
  };

  /** What the program sent: a question, or an answer to one. */
  const send = (event: EventOf<"emit"> | EventOf<"broadcast">): void => {
    const reading = readPacketText(event.packet);
    if (reading.state === "wrong") return;
    const about = reading.state === "whole" ? reading.packet : reading;
    const { nsp, id } = about;
    if (id === undefined) return;
    const { seq, at, where } = event;
    const to: readonly Recipient[] = event.kind === "emit" ? [event.to] : event.to;
    const data =
      "data" in about && Array.isArray(about.data) ? (about.data as unknown[]) : undefined;
    if (about.type === "ACK" || about.type === "BINARY_ACK") {
      for (const { session } of to)
        book.answer(`up ${session} ${nsp} ${id}`, at, { seq, args: data, where });
      return;
    }
    const questions = to.map(({ session, packet }) => {
      const key = `down ${session} ${nsp} ${id}`;
      const question = book.ask({ key, session, nsp, at, timeout: undefined });
      byPacket.set(`${session} ${packet}`, question);
      return question;
    });
    const name = (reading.state === "cut" ? reading.event : eventName(reading.packet)) ?? "";
    const draft = { seq, at, client: undefined, session: undefined, nsp, event: name, id, where };
    drafts.push({ ...draft, args: data?.slice(1), questions });
  };

  const giveUp = ({ seq, act, client, why }: EventOf<"act.failed">): void => {
    if (why.is !== "timeout") return;
    const state: AckState = { state: "timed out", seq, after: why.after };
    const asked = byAct.get(`${client} ${act}`);
    if (asked?.state.state === "waiting") asked.state = state;
    const unsent = takeTold((one) => one.act === act && one.client === client);
    if (unsent !== undefined) drafts.push(unsentOf(unsent, state));
  };

  const note = (event: Trace[number]): void => {
    switch (event.kind) {
      case "emit":
      case "broadcast":
        return send(event);
      case "act":
        if (isToldToAsk(event)) told.push(event);
        break;
      case "act.failed":
        return giveUp(event);
      case "turn":
        if (event.trigger.by === "packet")
          wait(byMessage.get(`${event.trigger.session} ${event.trigger.packet}`), "taken");
        break;
      case "session.opened":
        sids.set(event.sid, event.session);
        break;
      case "gap":
        for (const { sid, session } of event.checkpoint.sessions) sids.set(sid, session);
        break;
      case "handled": {
        const because = event.listeners === 0 ? "no listener" : "taken";
        wait(byPacket.get(`${sids.get(event.sid)} ${event.packet}`), because);
        break;
      }
      case "session.closed":
        book.lose(event.seq, event.reason, ({ session }) => session === event.session);
        break;
      case "socket.closed": {
        const { seq, reason, session, nsp } = event;
        book.lose(seq, reason, (one) => one.session === session && one.nsp === nsp);
        break;
      }
      case "run.ended":
        book.lose(event.seq, "the program has ended", () => true);
        break;
      case "disturbance":
        if (event.phase === "begun" && event.disturbance.is === "restart")
          book.lose(event.seq, "the server was restarted", () => true);
        break;
      default:
        break;
    }
  };
  return { drafts, hear, note };
}

/** An event that waited in its client until the client gave up. */
function unsentOf({ seq, at, client, deed }: Told, state: AckState): Draft {
  const { nsp, event, args, timeout } = deed;
  const question = { key: "", session: undefined, nsp, at, timeout, state };
  const draft = { seq, at, client, session: undefined, nsp, event, args, id: undefined };
  return { ...draft, where: undefined, questions: [question] };
}
