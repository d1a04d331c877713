// A check's run as hints look at it: the learner's own trace with what was asked of it, and the questions that all hints
// put to it: what set this off, what came of that, who was where.
import type { Claim } from "#protocol/exercise.ts";
import type { Act, SceneClient } from "#protocol/scene.ts";
import { causes } from "#trace/cause.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery } from "#trace/delivery.ts";
import type { EventOf, Position, Seq, Trace, TraceEvent } from "#trace/event.ts";
import { kinOf } from "#trace/kin.ts";
import { type Upward, upwards } from "#trace/upward.ts";
import type { Stretch } from "../judge.ts";
import { call, shown } from "../verdict.ts";

/** One step of help: what the learner's program did, in a sentence with code between backticks, and where to look. */
export type Hint = {
  readonly text: string;
  /** The event that it speaks of. */
  readonly at?: Seq;
  /** The line of the learner's that it speaks of. */
  readonly where?: Position;
};

/** What a check asked, with its words drawn, and what came of it. `files` are the learner's own, by name. */
export type CheckRun = {
  readonly trace: Trace;
  readonly acts: readonly Act[];
  readonly claims: readonly Claim[];
  readonly clients: readonly SceneClient[];
  readonly files: Readonly<Record<string, string>>;
  /** The one that is to be changed, where that is known. */
  readonly file?: string;
};

export const namesOf = ({ clients }: Pick<CheckRun, "clients">): readonly string[] =>
  clients.map(({ name }) => name);

/** The deeds of a stretch as the trace has them, in order. */
export function deedsIn({ trace }: CheckRun, { since = 1, until }: Stretch) {
  const acts = trace.filter((event): event is EventOf<"act"> => event.kind === "act");
  return acts.slice(since - 1, until === undefined ? undefined : until - 1);
}

/** Where a stretch begins and ends: `from` is before everything in it, `to` behind it. */
export function boundsOf({ trace }: CheckRun, { since, until }: Stretch) {
  const acts = trace.filter(({ kind }) => kind === "act");
  const from = since === undefined ? -1 : (acts[since - 1]?.seq ?? Number.POSITIVE_INFINITY);
  const to = (until === undefined ? undefined : acts[until - 1]?.seq) ?? Number.POSITIVE_INFINITY;
  return { from, to, has: (seq: number): boolean => seq > from && seq < to };
}

/** What the program sent in a stretch, resendings apart. */
export function sentIn(run: CheckRun, stretch: Stretch): readonly Delivery[] {
  const { has } = boundsOf(run, stretch);
  return deliveries(run.trace).filter(
    (delivery) => has(delivery.seq) && !(delivery.by === "emit" && delivery.again !== undefined),
  );
}

/** The packet of a client's that set this off last; undefined where none did. */
export function causeOf({ trace }: CheckRun, seq: Seq): Upward | undefined {
  const { up } = kinOf(trace, seq);
  return upwards(trace).findLast((one) => up.includes(one.seq));
}

/** ", on Ada’s `chat` ("red")": what set it off, as far as that is known. */
export function onWhat(run: CheckRun, seq: Seq): string {
  const packet = causeOf(run, seq);
  if (packet) return `, on ${packetWords(packet)}`;
  const event = run.trace.find((one) => one.seq === seq);
  if (event?.kind !== "emit" && event?.kind !== "broadcast") return "";
  const trigger = causes(run.trace).beginningOf(event);
  switch (trigger?.by) {
    case undefined:
      return "";
    case "load":
      return ", as the program was read from top to bottom";
    case "request": {
      const request = run.trace.find(
        (one) => one.kind === "http.request" && one.request === trigger.request,
      );
      return request?.kind === "http.request"
        ? `, on ${request.client}’s \`${request.method} ${request.target}\``
        : "";
    }
    case "packet": {
      const hasEnded = run.trace.some(
        (one) =>
          one.kind === "socket.closed" &&
          one.turn === event.turn &&
          one.session === trigger.session,
      );
      const client = clientOf(run.trace, trigger.session);
      return hasEnded ? `, as ${client}’s connection ended` : `, as ${client} came`;
    }
    case "connection":
    case "transport":
      return `, as ${clientOf(run.trace, trigger.session)} came`;
    case "upgrade":
      return `, as ${clientOf(run.trace, trigger.session)} was moved to WebSocket`;
    case "close":
      return `, as ${clientOf(run.trace, trigger.session)}’s connection ended`;
    default:
      return trigger satisfies never;
  }
}

function clientOf(trace: Trace, session: number): string {
  const opened = trace.find((one) => one.kind === "session.opened" && one.session === session);
  return opened?.kind === "session.opened" ? opened.client : "somebody";
}

/** What was caused by the event at `seq`, in order. */
export function effectsOf({ trace }: CheckRun, seq: Seq): Trace {
  const down = new Set(kinOf(trace, seq).down);
  return trace.filter((event) => down.has(event.seq));
}

/** Of an act's effects the event that a client's packet brought to the server; undefined if none came there. */
export function arrivalOf(run: CheckRun, act: EventOf<"act">): Upward | undefined {
  const { deed, client } = act;
  if (deed.do !== "emit" && deed.do !== "emitWithAck") return undefined;
  const next = run.trace.find(
    (event) => event.kind === "act" && event.seq > act.seq && event.client === client,
  );
  return upwards(run.trace).find(
    (one) =>
      one.seq > act.seq &&
      one.seq < (next?.seq ?? Number.POSITIVE_INFINITY) &&
      one.client === client &&
      one.event === deed.event &&
      one.nsp === deed.nsp,
  );
}

/** Who was in any of these rooms just before `seq`, by name. */
export function membersBefore(
  { trace }: CheckRun,
  {
    seq,
    nsp,
    rooms,
  }: { readonly seq: Seq; readonly nsp: string; readonly rooms: readonly string[] },
) {
  const { sockets, sessions } = checkpointOf(trace.filter((event) => event.seq < seq));
  return sockets
    .filter((socket) => socket.nsp === nsp && rooms.some((room) => socket.rooms.includes(room)))
    .map(({ session }) => sessions.find((one) => one.session === session)?.client ?? "somebody");
}

/** The first line of the learner's that has this event's name in quotes, and `on` before it if it is to be listened for. */
export function lineNaming(
  { files }: CheckRun,
  { event, isHeard = false }: { readonly event: string; readonly isHeard?: boolean },
): Position | undefined {
  const name = event.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const wanted = new RegExp(`${isHeard ? String.raw`\.(?:on|once)\(\s*` : ""}(["'\`])${name}\\1`);
  for (const [file, text] of Object.entries(files)) {
    if (file !== "server.js") continue;
    const line = text.split("\n").findIndex((one) => wanted.test(one));
    if (line >= 0) return { file, line: line + 1, column: 1 };
  }
  return undefined;
}

/** `line 7`, and of which file where it is not the server's. */
export const lineWords = ({ file, line }: Position): string =>
  file === "server.js" ? `line ${line}` : `line ${line} of ${file}`;

/** "Line 7", or who else it was where no line is known. */
export const doer = (where: Position | undefined): string =>
  where === undefined ? "Your server" : capital(lineWords(where));

export const capital = (text: string): string =>
  text.replace(/^[a-z]/, (first) => first.toUpperCase());

/** "Ada’s `chat` ("red", "hi")". */
export const packetWords = ({ client, event, args }: Upward): string =>
  event === undefined
    ? `${client}’s acknowledgement`
    : `${client}’s \`${event}\`${args?.length === 0 ? "" : ` ${cut(shown(args))}`}`;

export const valuesWords = (values: readonly unknown[] | undefined): string =>
  cut(values === undefined ? "(…)" : call(values));

const LONGEST = 120;
const cut = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;

/** With `at` and `where` only where they are known. */
export function hint(
  text: string,
  { at, where }: { readonly at?: Seq | undefined; readonly where?: Position | undefined } = {},
): Hint {
  return { text, ...(at !== undefined && { at }), ...(where && { where }) };
}

export const whereOf = (event: TraceEvent): Position | undefined =>
  "where" in event ? event.where : undefined;
