// Where a wrong value came from, as far as a run tells it: what a client wrote, what stands in the line, whose it is, what
// was counted with it.
import { acks } from "#trace/acks.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Position, Seq } from "#trace/event.ts";
import type { Upward } from "#trace/upward.ts";
import { upwards } from "#trace/upward.ts";
import { list, matches } from "../verdict.ts";
import type { SeenPacket } from "../wire.ts";
import { type Difference, holds, lostOnTheWay, valueWords } from "./difference.ts";
import { capital, causeOf, type CheckRun, doer, lineWords, packetWords } from "./run.ts";

export type Looked = {
  readonly found: Difference;
  readonly came: SeenPacket;
  /** The packet that set it off. */
  readonly cause: Upward | undefined;
  readonly where: Position | undefined;
  readonly at: Seq;
};

/** One or two sentences, of the first that can be said; a way to go on looking where none can. */
export function originWords(run: CheckRun, looked: Looked): string {
  for (const say of [asked, written, whose, alike, counted, spelt, lost]) {
    const words = say(run, looked);
    if (words !== undefined) return words;
  }
  const { cause, found } = looked;
  return `Go through ${lineOf(looked)} with ${cause ? packetWords(cause) : "what came"} in hand: at which step does ${found.path} become ${valueWords(found.got)}?`;
}

type Say = (run: CheckRun, looked: Looked) => string | undefined;

const lineOf = ({ where }: Looked): string => (where ? lineWords(where) : "your program");

/** What others were asked on the way to it, and how many had answered. */
const asked: Say = ({ trace }, { cause, at, found }) => {
  if (typeof found.got !== "number" || !cause) return undefined;
  const question = acks(trace).findLast(
    (one) => one.client === undefined && one.seq > cause.seq && one.seq < at,
  );
  if (!question) return undefined;
  const had = question.of.filter(({ state }) => state.state === "answered" && state.seq < at);
  const whom = list(question.of.map(({ who }) => who));
  return `${doer(question.where)} asked \`${question.event}\` of ${whom}. When this was sent, ${had.length === 0 ? "nobody" : list(had.map(({ who }) => who))} had answered.`;
};

/** What a client wrote into the packet that set it off. */
const written: Say = (_run, looked) => {
  const { cause, found } = looked;
  const { got, due } = found;
  if (!cause || typeof due === "object" || typeof due === "boolean") return undefined;
  const has = due !== undefined && holds(cause.args, due);
  if (typeof got === "string" && holds(cause.args, got))
    return has
      ? `Both stand in what ${cause.client} sent: ${valueWords(got)} was taken from it, and ${valueWords(due)} is meant.`
      : `${valueWords(got)} is what ${cause.client} wrote into the packet. Whoever sends may write anything there; ${valueWords(due)} is what the server knows by itself.`;
  return has
    ? `${valueWords(due)} stands in ${packetWords(cause)}. Which part of it does ${lineOf(looked)} pass on?`
    : undefined;
};

/** Another connection’s, or another of its ids. */
const whose: Say = ({ trace, clients }, looked) => {
  const { got } = looked.found;
  const { client } = looked.came;
  if (typeof got !== "string") return undefined;
  const own = clients.find(({ name }) => name === client)?.auth;
  const owner = (session: number) => {
    const opened = trace.find((one) => one.kind === "session.opened" && one.session === session);
    return opened?.kind === "session.opened" ? opened.client : "somebody";
  };
  const socket = trace.find((one) => one.kind === "socket.opened" && one.id === got);
  const session = trace.find((one) => one.kind === "session.opened" && one.sid === got);
  if (session)
    return `${valueWords(got)} is the id of the connection below, which is \`socket.conn\`’s. A socket has an id of its own.`;
  const other =
    socket?.kind === "socket.opened"
      ? owner(socket.session)
      : clients.find(({ name }) => name === got && name !== client && looked.found.due === client)
          ?.name;
  if (other !== undefined)
    return `${valueWords(got)} is ${other}’s${socket ? " socket" : ""}. What ${lineOf(looked)} reads is one for all connections, and whoever wrote it last decides: what is one connection’s own is kept with its socket.`;
  return own && holds(own, got)
    ? `${valueWords(got)} stands in what ${client} gave as \`auth\`, which is the client’s own word.`
    : undefined;
};

/** The same line said the same to another packet. */
const alike: Say = (run, { cause, where, at, came }) => {
  if (!where || !cause) return undefined;
  const same = deliveries(run.trace).find(
    ({ seq, where: line, sent }) =>
      seq !== at &&
      line?.line === where.line &&
      line.file === where.file &&
      sent.what !== "unreadable" &&
      matches(sent.args ?? [], came.values ?? []),
  );
  const other = same && causeOf(run, same.seq);
  if (other?.client === cause.client && other.event === cause.event)
    return `${doer(where)} said the very same to another \`${cause.event}\` of ${cause.client}. What should be otherwise by the second time, and is it begun anew each time?`;
  return other
    ? `${doer(where)} said the very same to ${packetWords(other)}. What is there between the two that your handler does not ask for?`
    : undefined;
};

/** How often the same was asked by then, by whomever. */
const counted: Say = (run, { cause, found: { due, got }, came }) => {
  if (!cause || typeof got !== "number" || typeof due !== "number") return undefined;
  const heard = upwards(run.trace).filter(
    ({ event, seq }) => event === cause.event && seq <= cause.seq,
  );
  const names = heard.map(({ client }) => client);
  const others = heard.filter(({ session }) => session !== came.session);
  if (got === heard.length && others.length > 0)
    return `Your server had heard \`${cause.event}\` ${got} times by then, from ${names.join(", ")}, and counted all of them as one. Whose count is asked for, and which of them count?`;
  return due === heard.length && others.length > 0
    ? `By then \`${cause.event}\` had reached your server ${due} times, from ${names.join(", ")}. Which of them was not counted?`
    : undefined;
};

/** It stands in the line as it is. */
const spelt: Say = ({ files }, { found: { got, due }, where }) => {
  if (!where || got === undefined || typeof got === "object" || due === undefined) return undefined;
  const text = files[where.file]?.split("\n")[where.line - 1] ?? "";
  return text.includes(JSON.stringify(got))
    ? `${valueWords(got)} is written into ${lineWords(where)} as it stands, whatever came. What does it depend on?`
    : undefined;
};

const lost: Say = (_run, looked) => {
  const words = lostOnTheWay(looked.found);
  return words === undefined
    ? undefined
    : `${capital(words)}. What does ${lineOf(looked)} put there?`;
};
