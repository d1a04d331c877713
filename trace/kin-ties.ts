// What ties an event to what caused it, as names: an event *offers* some, and *needs* those of its causes. Nothing is
// tied by time alone; where no name is known, there is no tie.
import { type Doing, turnOf } from "#trace/cause.ts";
import type { EventOf, LinkId, Seq, SessionId, TraceEvent, Trigger } from "#trace/event.ts";
import { createActTies } from "#trace/kin-acts.ts";
import { isUpgrade, sidAfter } from "#trace/link-session.ts";
import { readPacketText } from "#trace/packet-text.ts";
import { createPackets, type WirePacket } from "#trace/packets.ts";

/** `of` is the event that offers or needs the names; of a packet in several pieces, each of them. */
export type Tie = Readonly<{
  of: Seq;
  offers?: readonly string[];
  needs?: readonly string[];
  /** Names that this event has taken from another: what was dropped never came under its number. */
  withdraws?: Readonly<{ name: string; from: Seq }>;
}>;

/** The ties of a trace's events, to be asked in their order. */
export function createTies(): (event: TraceEvent) => readonly Tie[] {
  const packetsIn = createPackets();
  const acts = createActTies();
  const sids = new Map<LinkId, string | undefined>();
  const sessions = new Map<string, SessionId>();
  const numbers = new Map<string, number>();

  const upgradeTo = (event: TraceEvent): SessionId | undefined => {
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      return undefined;
    const sid = sidAfter(event, sids.get(event.link));
    sids.set(event.link, sid);
    return event.kind === "frame" && isUpgrade(event) ? sessions.get(sid ?? "") : undefined;
  };
  const tieOf = (event: TraceEvent): Tie => {
    const of = event.seq;
    switch (event.kind) {
      case "run.started":
        return { of, offers: ["load"] };
      case "session.opened": {
        const request = event.request === undefined ? [] : [`request ${event.request}`];
        return { of, offers: [`session ${event.session}`], needs: request };
      }
      case "session.closed":
        return { of, offers: [`close ${event.session}`], needs: work(event) };
      case "http.request":
        return { of, offers: [`request ${event.request}`] };
      case "http.response":
        return { of, offers: [`answer ${event.request}`], needs: answering(event) };
      case "http.chunk":
        return { of, needs: [...work(event), `answer ${event.request}`] };
      case "turn":
        return { of, offers: [`turn ${event.turn}`], needs: triggering(event.trigger) };
      case "emit":
        numbers.set(`${of} ${event.to.session}`, event.to.packet);
        return {
          of,
          offers: [`sent ${of}`, toName(event.to)],
          needs: [...work(event), ...answered(event)],
        };
      case "broadcast":
        for (const { session, packet } of event.to) numbers.set(`${of} ${session}`, packet);
        return { of, offers: [`sent ${of}`, ...event.to.map(toName)], needs: work(event) };
      case "dropped": {
        const packet = numbers.get(`${event.of} ${event.session}`) ?? 0;
        const name = toName({ session: event.session, packet });
        return { of, needs: [`sent ${event.of}`], withdraws: { name, from: event.of } };
      }
      case "handled": {
        const to = { session: sessions.get(event.sid), packet: event.packet };
        return { of, needs: [`wire ${toName(to)}`, toName(to)] };
      }
      case "socket.opened":
        return { of, offers: [`socket ${event.id}`], needs: work(event) };
      case "client":
        return { of, needs: told(event) };
      case "act":
        return { of, offers: [`act ${of}`, `told ${event.client} ${event.act}`] };
      case "act.failed":
        return { of, needs: [`told ${event.client} ${event.act}`] };
      case "frame":
      case "link.opened":
      case "link.closed":
      case "disturbance":
      case "run.ended":
      case "settled":
      case "gap":
        return { of };
      case "server.listening":
      case "server.closed":
      case "unheard":
      case "socket.closed":
      case "room.joined":
      case "room.left":
      case "log":
      case "fault":
      case "limit":
        return { of, needs: work(event) };
      default:
        return event satisfies never;
    }
  };

  return (event) => {
    if (event.kind === "session.opened") sessions.set(event.sid, event.session);
    if (event.kind === "gap") {
      for (const { sid, session } of event.checkpoint.sessions) sessions.set(sid, session);
      for (const { link, sid } of event.checkpoint.links) sids.set(link, sid);
    }
    const upgraded = upgradeTo(event);
    const packets = packetsIn.note(event);
    return [
      ...(upgraded === undefined ? [] : [{ of: event.seq, offers: [`upgrade ${upgraded}`] }]),
      ...packets.flatMap(packetTies),
      ...acts(event, packets).map(({ of, act }) => ({ of, needs: [`act ${act}`] })),
      tieOf(event),
    ];
  };
}

const work = (doing: Partial<Doing>): readonly string[] => {
  const turn = turnOf({ turn: undefined, ...doing });
  return turn === undefined ? [] : [`turn ${turn}`];
};

const toName = ({
  session,
  packet,
}: {
  readonly session: SessionId | undefined;
  readonly packet: number;
}) => `to ${session} #${packet}`;

/** The program's own answers are its turns' doing; Engine.IO's answer what was asked, and carry what was sent. */
const answering = (event: EventOf<"http.response">): readonly string[] =>
  event.turn === undefined ? [`request ${event.request}`] : work(event);

function triggering(trigger: Trigger): readonly string[] {
  switch (trigger.by) {
    case "load":
      return ["load"];
    case "connection":
      return [`session ${trigger.session}`];
    case "packet":
      return [`from ${trigger.session} #${trigger.packet}`];
    case "upgrade":
      return [`upgrade ${trigger.session}`];
    case "transport":
      return [];
    case "close":
      return [`close ${trigger.session}`];
    case "request":
      return [`request ${trigger.request}`];
    case "timer":
      return trigger.setIn === undefined ? [] : [`turn ${trigger.setIn}`];
    default:
      return trigger satisfies never;
  }
}

/** The client's packet whose acknowledgement this is. */
function answered({ to, packet }: EventOf<"emit">): readonly string[] {
  const reading = readPacketText(packet);
  if (reading.state === "wrong") return [];
  const { type, nsp, id } = reading.state === "whole" ? reading.packet : reading;
  return type === "ACK" || type === "BINARY_ACK"
    ? [askName("client", { session: to.session, nsp, id })]
    : [];
}

type Ask = Readonly<{ session: SessionId | undefined; nsp: string; id: number | undefined }>;
const askName = (by: "client" | "server", { session, nsp, id }: Ask): string =>
  `ask of the ${by} ${session} ${nsp} ${id}`;

/** What a client says of its connection that the server has told it. */
function told({ client, nsp, state }: EventOf<"client">): readonly string[] {
  if (state.state === "connected") return [`socket ${state.id}`];
  if (state.state === "refused") return [`refusal ${client} ${nsp} ${state.message}`];
  const isSentAway = state.state === "disconnected" && state.reason === "io server disconnect";
  return isSentAway ? [`sent away ${client} ${nsp}`] : [];
}

function packetTies(packet: WirePacket): readonly Tie[] {
  const { reading, from, session, number, message, parts } = packet;
  const { type, nsp, id } = reading.state === "whole" ? reading.packet : reading;
  const ask = { session, nsp, id };
  const isAnswer = type === "ACK" || type === "BINARY_ACK";
  const asks = id === undefined || isAnswer ? [] : [askName(from, ask)];
  if (from === "client") {
    const counted = message === undefined ? [] : [`from ${session} #${message}`];
    const needs = isAnswer ? [askName("server", ask)] : [];
    return parts.map((of) => ({ of, offers: [...counted, ...asks], needs }));
  }
  const needs = number === undefined ? [] : [toName({ session, packet: number })];
  const offers = [...needs.map((name) => `wire ${name}`), ...asks, ...tellsIn(packet)];
  return parts.map((of) => ({ of, offers, needs }));
}

/** What a client says of its connection afterwards. */
function tellsIn({ reading, client }: WirePacket): readonly string[] {
  if (reading.state !== "whole") return [];
  const { packet } = reading;
  if (packet.type === "DISCONNECT") return [`sent away ${client} ${packet.nsp}`];
  if (packet.type !== "CONNECT_ERROR" || typeof packet.data !== "object") return [];
  return [`refusal ${client} ${packet.nsp} ${String(packet.data["message"])}`];
}
