// Everything the clients sent, or were told to send: whether it arrived, how long it had waited, and what took it up.
import type { ClientState, EventOf, Seq, SessionId, TraceEvent, TurnId } from "#trace/event.ts";
import { turnOf } from "#trace/cause.ts";
import { type Account, growingAccount } from "#trace/growing-account.ts";
import { createActTies } from "#trace/kin-acts.ts";
import { createPackets, type WirePacket } from "#trace/packets.ts";
import { createSeats, type Seats } from "#trace/seats.ts";

/** Times are in milliseconds, and both ends of each were measured at the gateway. */
export type Fate = Readonly<
  | {
      fate: "arrived";
      /** How long it waited in the client for a connection; undefined for what did not. */
      waited: number | undefined;
      /** `doings`: how much of what the trace shows was that turn's work. */
      turn: Readonly<{ seq: Seq; turn: TurnId; ms: number; doings: number }> | undefined;
      /** The program has no listener for it. */
      isUnheard: boolean;
    }
  | { fate: "buffered"; since: number; state: ClientState["state"] | undefined }
  | { fate: "under way" }
  | { fate: "lost"; why: string }
>;

export type ClientSending = Readonly<{
  /** The packet, or as long as none is seen what the client was told. */
  seq: Seq;
  /** What the client was told; undefined when its own code did it. */
  act: Seq | undefined;
  client: string;
  /** Which of its connections, as it was called then. */
  who: string;
  nsp: string;
  /** Undefined for an acknowledgement. */
  event: string | undefined;
  /** Undefined when the recorder kept only the beginning. */
  args: readonly unknown[] | undefined;
  wantsAck: boolean;
  fate: Fate;
}>;

type Draft = {
  seq: Seq;
  readonly act: EventOf<"act"> | undefined;
  readonly client: string;
  who: string;
  readonly nsp: string;
  readonly event: string | undefined;
  readonly args: readonly unknown[] | undefined;
  readonly wantsAck: boolean;
  /** When it was seen on the wire. */
  arrivedAt: number | undefined;
  turn: EventOf<"turn"> | undefined;
  isBuffered: boolean;
  lost: string | undefined;
};

/** In the order in which they were told or, for what the clients did by themselves, in which they arrived. */
export const clientSendings = growingAccount(createReader);

function createReader(): Account<readonly ClientSending[]> {
  const packetsIn = createPackets();
  const acts = createActTies();
  const seats = createSeats();
  const drafts: Draft[] = [];
  const byAct = new Map<Seq, Draft>();
  /** By client too: one client's report says nothing of another's act. */
  const byNumber = new Map<string, Draft>();
  /** What each client was told to send and is not seen yet, in the order of the telling. */
  const unseen = new Map<string, Set<Draft>>();
  const byMessage = new Map<string, Draft>();
  const states = new Map<string, ClientState["state"]>();
  const doings = new Map<TurnId, number>();
  const unheard = new Set<TurnId>();
  let now = 0;

  const hear = (packet: WirePacket, act: Seq | undefined, at: number): void => {
    const said = saidIn(packet);
    if (said === undefined) return;
    const { client, session, nsp, first } = { ...packet, ...said };
    const draft: Draft = (act === undefined ? undefined : byAct.get(act)) ?? {
      ...draftOf({ seq: first, client, nsp, act: undefined }),
      ...said,
    };
    if (draft.act === undefined) drafts.push(draft);
    unseen.get(draft.client)?.delete(draft);
    Object.assign(draft, { seq: first, arrivedAt: at, lost: undefined });
    draft.who = nameOf(seats, session) ?? client;
    if (packet.message !== undefined) byMessage.set(`${session} ${packet.message}`, draft);
  };

  const tell = (event: EventOf<"act">): void => {
    const { seq, client, deed } = event;
    if (deed.do !== "emit" && deed.do !== "emitWithAck") return;
    const { nsp, event: name, args } = deed;
    const wantsAck = deed.do === "emitWithAck";
    const draft = { ...draftOf({ seq, client, nsp, act: event }), event: name, args, wantsAck };
    drafts.push(draft);
    byAct.set(seq, draft);
    byNumber.set(`${client} ${event.act}`, draft);
    const others = unseen.get(client) ?? new Set();
    unseen.set(client, others.add(draft));
  };

  const report = ({ client, nsp, state, buffered }: EventOf<"client">): void => {
    states.set(`${client} ${nsp}`, state.state);
    const all = [...(unseen.get(client) ?? [])];
    if (state.state === "gone")
      for (const draft of all) draft.lost = `${client}'s program is gone (${state.why})`;
    const own = all.filter((draft) => draft.nsp === nsp);
    const last = own.length - buffered;
    for (const [i, draft] of own.entries()) {
      // What was told last is what waits; what went before has left.
      if (i >= last) Object.assign(draft, { isBuffered: true, lost: undefined });
      else if (state.state === "disconnected") draft.lost ??= "the connection broke on its way";
    }
  };

  const note = (event: TraceEvent): void => {
    if ("turn" in event && event.kind !== "turn") {
      const turn = turnOf(event);
      if (turn !== undefined) doings.set(turn, (doings.get(turn) ?? 0) + 1);
    }
    switch (event.kind) {
      case "unheard":
        unheard.add(event.turn);
        return undefined;
      case "act":
        return tell(event);
      case "client":
        return report(event);
      case "act.failed": {
        const draft = byNumber.get(`${event.client} ${event.act}`);
        if (draft === undefined || draft.arrivedAt !== undefined) return undefined;
        draft.lost =
          event.why.is === "timeout"
            ? `${draft.client} gave up after ${event.why.after} ms`
            : event.why.message;
        return undefined;
      }
      case "turn": {
        const { trigger } = event;
        const draft =
          trigger.by === "packet" && byMessage.get(`${trigger.session} ${trigger.packet}`);
        if (draft) draft.turn = event;
        return undefined;
      }
      case "run.ended":
        for (const all of unseen.values())
          for (const draft of all) draft.lost ??= "the program has ended";
        return undefined;
      default:
        return undefined;
    }
  };

  return {
    read(event: TraceEvent): void {
      now = event.at;
      seats.note(event);
      const packets = packetsIn.note(event);
      const done = new Map(acts(event, packets).map(({ of, act }) => [of, act]));
      for (const packet of packets)
        if (packet.from === "client") hear(packet, done.get(packet.last), event.at);
      note(event);
    },
    told: (): readonly ClientSending[] =>
      drafts.map((draft) => {
        const { seq, act, client, who, nsp, event, args, wantsAck } = draft;
        const state = states.get(`${client} ${nsp}`);
        const fate = fateOf(draft, { state, now, doings, unheard });
        return { seq, act: act?.seq, client, who, nsp, event, args, wantsAck, fate };
      }),
  };
}

const nameOf = (seats: Seats, session: SessionId | undefined): string | undefined =>
  session === undefined ? undefined : seats.at(session)?.who;

const draftOf = ({ seq, client, nsp, act }: Pick<Draft, "seq" | "client" | "nsp" | "act">) => ({
  seq,
  act,
  client,
  who: client,
  nsp,
  event: undefined,
  args: undefined,
  wantsAck: false,
  arrivedAt: undefined,
  turn: undefined,
  isBuffered: false,
  lost: undefined,
});

type Around = Readonly<{
  state: ClientState["state"] | undefined;
  now: number;
  doings: ReadonlyMap<TurnId, number>;
  unheard: ReadonlySet<TurnId>;
}>;

function fateOf(draft: Draft, { state, now, doings, unheard }: Around): Fate {
  const { act, arrivedAt, isBuffered, lost, turn } = draft;
  if (arrivedAt !== undefined) {
    const waited = isBuffered && act !== undefined ? arrivedAt - act.at : undefined;
    const taken = turn && {
      seq: turn.seq,
      turn: turn.turn,
      ms: turn.ms,
      doings: doings.get(turn.turn) ?? 0,
    };
    const isUnheard = turn !== undefined && unheard.has(turn.turn);
    return { fate: "arrived", waited, turn: taken, isUnheard };
  }
  if (lost !== undefined) return { fate: "lost", why: lost };
  if (isBuffered) return { fate: "buffered", since: now - (act?.at ?? now), state };
  return { fate: "under way" };
}

type Said = Pick<Draft, "nsp" | "event" | "args" | "wantsAck">;

/** Undefined for what Socket.IO sends by itself. */
function saidIn({ reading }: WirePacket): Said | undefined {
  if (reading.state === "cut") {
    const { type, nsp, event, id } = reading;
    if (type !== "EVENT" && type !== "BINARY_EVENT") return undefined;
    return { nsp, event: event ?? "", args: undefined, wantsAck: id !== undefined };
  }
  const { packet } = reading;
  if (packet.type === "ACK")
    return { nsp: packet.nsp, event: undefined, args: packet.data ?? [], wantsAck: false };
  if (packet.type !== "EVENT") return undefined;
  const [event = "", ...args] = packet.data ?? [];
  return { nsp: packet.nsp, event: String(event), args, wantsAck: packet.id !== undefined };
}
