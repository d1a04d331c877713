// What came of the latest time that a row of the cheat sheet was run. Pure.
import type { EventOf, Trace } from "#trace/event.ts";
import type * as Sendings from "./sendings.ts";
import type { Sending } from "./sendings.ts";

/** A row as far as its run depends on it; `isClients`: it stands in the client's program, which is told to `try` it. */
export type RunnableRow = {
  readonly event: string;
  readonly sends?: string;
  readonly isClients?: true;
};

export type SheetRun = { readonly client: string } & (
  | { readonly is: "under way" }
  /** Some may not have received it. */
  | { readonly is: "sent"; readonly sending: Sending }
  /** A client's row has reached the server. */
  | { readonly is: "heard" }
  /** The program has come to rest and sent nothing; `isUnheard`: it has no such row any more. */
  | { readonly is: "silent"; readonly isUnheard: boolean }
);

const NEWS = "news";
const TRY = "try";

/** Which row an act runs; undefined for what is none. */
export function rowOf(act: EventOf<"act"> | undefined) {
  if (act?.deed.do !== "emit") return undefined;
  const { event, args } = act.deed;
  return { seq: act.seq, client: act.client, row: event === TRY ? args[0] : event };
}

/** Undefined when it was not run. */
export function latestRun(
  { cameOf, cameToNothing }: Pick<typeof Sendings, "cameOf" | "cameToNothing">,
  trace: Trace,
  { event, sends = NEWS, isClients }: RunnableRow,
): SheetRun | undefined {
  const act = trace.findLast((fact) => fact.kind === "act" && rowOf(fact)?.row === event);
  if (act?.kind !== "act") return undefined;
  const { client, seq } = act;
  const doing = { client, emit: isClients ? TRY : event };
  const wanted = { event: sends, since: seq - 1 };
  if (isClients && hasTold(trace, client, seq)) return { client, is: "heard" };
  if (isClients)
    return trace.some((fact) => fact.kind === "settled" && fact.seq > seq)
      ? { client, is: "silent", isUnheard: true }
      : { client, is: "under way" };
  const sending = cameOf(trace, doing, wanted);
  if (sending) return { client, is: "sent", sending };
  const nothing = cameToNothing(trace, doing, wanted);
  return nothing
    ? { client, is: "silent", isUnheard: nothing.why === "unheard" }
    : { client, is: "under way" };
}

/** The server says in its log whom it has heard. */
const hasTold = (trace: Trace, client: string, since: number): boolean =>
  trace.some(
    (fact) =>
      fact.kind === "log" &&
      fact.seq > since &&
      fact.from.side === "server" &&
      fact.text === `${client} told the server`,
  );
