// Two ends of one TCP connection with a network between them, and HTTP/1.1 on top: one value for each moment, from which
// the next is made by what somebody does, or by what arrives. Everything arrives in order, or is lost.
import {
  aborts,
  canClose,
  closes,
  type End,
  gone,
  hears,
  lengthOf,
  nowhere,
  opens,
  probes,
  repeats,
  type Segment,
  type State,
  type Stretch,
  says,
  type Turn,
} from "./end.ts";

export type Side = "client" | "server";

export type Deed =
  | "connect"
  | "ask"
  | "ask twice"
  | "answer"
  | "answer at length"
  | "speak unasked"
  | "client closes"
  | "client aborts"
  | "server closes"
  | "server aborts"
  | "forget"
  | "wait";

/** A segment that was sent; its number is its own. */
export type Passing = { readonly id: number; readonly from: Side; readonly segment: Segment };

type Cause =
  | { readonly is: "deed"; readonly deed: Deed }
  /** `isUnasked`: in it is an answer to no question. */
  | { readonly is: "arrival"; readonly passing: Passing; readonly isUnasked: boolean }
  | { readonly is: "loss"; readonly passing: Passing };

/** What happened, with what was sent because of it, and the state of each end after it. */
export type Happening = Cause & {
  readonly sends: readonly Passing[];
  readonly client: State;
  readonly server: State;
};

export type Moment = {
  readonly client: End;
  readonly server: End;
  /** On its way, the oldest first. */
  readonly onWay: readonly Passing[];
  /** Whether what stands between the two, a NAT or a firewall, has forgotten the flow and lets nothing through. */
  readonly isForgotten: boolean;
  /** Questions that the client waits to see answered, those that the server has and has not answered, and those done. */
  readonly open: number;
  readonly heard: number;
  readonly answered: number;
  readonly happened: readonly Happening[];
};

export const BEGINNING: Moment = {
  client: nowhere("CLOSED"),
  server: nowhere("LISTEN"),
  onWay: [],
  isForgotten: false,
  open: 0,
  heard: 0,
  answered: 0,
  happened: [],
};

/** How often an end tries before it gives up: real ones try for minutes. */
const TRIES = 1;

const OTHER = { client: "server", server: "client" } as const;

/** @returns the moment after the deed, and each after something arrived, until nothing is on its way */
export function carriedOut(moment: Moment, deed: Deed): readonly Moment[] {
  const moments = [done(moment, deed)];
  for (;;) {
    const next = arrived(moments.at(-1) ?? moment);
    if (!next) return moments;
    moments.push(next);
  }
}

const asking = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a.test\r\n\r\n`;
const answering = (body: string) =>
  `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const saying = (name: string, ...messages: readonly string[]): Stretch => ({
  says: name,
  bytes: messages.join("").length,
  ends: messages.length,
});

const ASKS = saying("GET /price", asking("/price"));
const ASKS_TWICE = saying("GET /price, GET /time", asking("/price"), asking("/time"));
const ANSWERS = saying("200 OK", answering("101"));
const ANSWERS_AT_LENGTH = saying("200 OK", answering("101\n".repeat(500)));
const NEWS = saying("unasked: 102", answering("102"));

function done(moment: Moment, deed: Deed): Moment {
  const { client, server, heard, open } = moment;
  const by = (side: Side, turn: Turn, more: Partial<Moment> = {}) =>
    noted({ ...moment, ...more, [side]: turn.end }, { is: "deed", deed }, { [side]: turn.sends });
  switch (deed) {
    case "connect":
      return by("client", opens(), { ...BEGINNING, happened: moment.happened });
    case "ask":
      return by("client", says(client, ASKS), { open: open + 1 });
    case "ask twice":
      return by("client", says(client, ASKS_TWICE), { open: open + 2 });
    case "answer":
      return by("server", says(server, ANSWERS), { heard: heard - 1 });
    case "answer at length":
      return by("server", says(server, ANSWERS_AT_LENGTH), { heard: heard - 1 });
    case "speak unasked":
      return by("server", says(server, NEWS));
    case "client closes":
      return by("client", closes(client));
    case "server closes":
      return by("server", closes(server));
    case "client aborts":
      return by("client", aborts(client));
    case "server aborts":
      return by("server", aborts(server));
    case "forget":
      return noted({ ...moment, isForgotten: true }, { is: "deed", deed }, {});
    case "wait": {
      const { client: c, server: s } = waited(moment);
      const ends = { client: c?.end ?? client, server: s?.end ?? server };
      return noted(
        { ...moment, ...ends },
        { is: "deed", deed },
        { client: c?.sends, server: s?.sends },
      );
    }
    default:
      return deed satisfies never;
  }
}

const KEPT_ALIVE: readonly State[] = ["ESTABLISHED", "CLOSE-WAIT", "FIN-WAIT-2"];

/**
 * What a long time makes of each end; nothing of either where none of the two waits for anything. Whoever waits for an
 * answer tries again, and at last gives up (§3.8.3); TIME-WAIT ends (§3.6.1); an idle connection is probed, by those who
 * have switched keepalive on (§3.8.4).
 */
export function waited({ client, server }: Moment): Partial<Record<Side, Turn>> {
  const ends = { client, server };
  const sides = ["client", "server"] as const;
  const turns: Partial<Record<Side, Turn>> = {};
  for (const side of sides) {
    const end = ends[side];
    if (end.tries >= TRIES) turns[side] = { end: gone("timed out"), sends: [] };
    else if (end.unacknowledged.length > 0) turns[side] = repeats(end);
    else if (end.state === "TIME-WAIT") turns[side] = { end: nowhere("CLOSED"), sends: [] };
  }
  if (Object.keys(turns).length > 0) return turns;
  const asks = sides.find((side) => KEPT_ALIVE.includes(ends[side].state));
  return asks ? { [asks]: probes(ends[asks]) } : {};
}

/** The moment after the oldest on its way has arrived, or was lost; undefined if nothing is on its way. */
export function arrived(moment: Moment): Moment | undefined {
  const [passing, ...onWay] = moment.onWay;
  if (!passing) return undefined;
  if (moment.isForgotten) return noted({ ...moment, onWay }, { is: "loss", passing }, {});
  const { from, segment } = passing;
  const side = OTHER[from];
  const before = moment[side];
  const isMoreComing = onWay.some((one) => one.from === from && lengthOf(one.segment) > 0);
  const turn = hears(before, segment, isMoreComing);
  const isNew = turn.end.expects === before.expects + lengthOf(segment);
  const { sends, end, isUnasked, ...http } = read(moment, turn, {
    side,
    messages: isNew ? (segment.holds?.ends ?? 0) : 0,
  });
  return noted(
    { ...moment, ...http, onWay, [side]: end },
    { is: "arrival", passing, isUnasked },
    { [side]: sends },
  );
}

type Read = { readonly side: Side; readonly messages: number };

/** What HTTP makes of the messages that have become whole: a client's are questions, a server's their answers, in order. */
function read(
  { open, heard, answered }: Moment,
  turn: Turn,
  { side, messages }: Read,
): Turn & Pick<Moment, "open" | "heard" | "answered"> & { readonly isUnasked: boolean } {
  if (side === "server")
    return { ...turn, isUnasked: false, open, heard: heard + messages, answered };
  const answers = Math.min(open, messages);
  const isUnasked = messages > answers;
  // What nobody asked for is no answer to anything, and the client should close (RFC 9112 §9.2).
  const { end, sends } = isUnasked && canClose(turn.end) ? closes(turn.end) : turn;
  return { end, sends, isUnasked, open: open - answers, heard, answered: answered + answers };
}

/** Writes down what has happened, and puts on its way what was sent. */
function noted(
  moment: Moment,
  cause: Cause,
  sent: Partial<Record<Side, readonly Segment[] | undefined>>,
): Moment {
  const count = moment.happened.reduce((sum, { sends }) => sum + sends.length, 0);
  const sends = (["client", "server"] as const)
    .flatMap((from) => (sent[from] ?? []).map((segment) => ({ from, segment })))
    .map((one, index) => ({ id: count + index + 1, ...one }));
  const states = { client: moment.client.state, server: moment.server.state };
  return {
    ...moment,
    // Whoever has no connection waits for nothing on it.
    open: states.client === "CLOSED" ? 0 : moment.open,
    heard: states.server === "CLOSED" ? 0 : moment.heard,
    onWay: [...moment.onWay, ...sends],
    happened: [...moment.happened, { ...cause, sends, ...states }],
  };
}
