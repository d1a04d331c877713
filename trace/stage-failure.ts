// What a client was told and what came to nothing, and why, as far as the trace shows it.
import { failureWords } from "#trace/deed-words.ts";
import type { Deed, EventOf, Seq, Trace } from "#trace/event.ts";

/** `deed` is undefined behind a gap; `why` is a predicate: "gave up: …". */
export type Failure = Readonly<{
  what: "failed";
  seq: Seq;
  client: string;
  deed: Deed | undefined;
  why: string;
  /** In the fewest words, where there are such, and what may be left out of them. */
  brief: Readonly<{ text: string; more: string }> | undefined;
}>;

export function failureOf({ seq, act, client, why }: EventOf<"act.failed">, trace: Trace): Failure {
  const told = trace.find(
    (event) => event.kind === "act" && event.act === act && event.client === client,
  );
  const deed = told?.kind === "act" ? told.deed : undefined;
  const failure = { what: "failed", seq, client, deed, why: failureWords(why) } as const;
  if (why.is !== "timeout") return { ...failure, brief: undefined };
  const text = `no ack in ${why.after} ms`;
  if (told === undefined || !isUnheard(trace, told.seq, failure))
    return { ...failure, brief: { text, more: "" } };
  const more = "; nothing listens for it";
  return { ...failure, why: `${failure.why}${more}`, brief: { text, more } };
}

/** Whether what it sent since then came to a program that has no listener for it. */
function isUnheard(trace: Trace, since: Seq, { client, deed }: Pick<Failure, "client" | "deed">) {
  if (deed === undefined || !("event" in deed)) return false;
  const own = new Set(
    trace.flatMap((event) =>
      event.kind === "session.opened" && event.client === client ? [event.session] : [],
    ),
  );
  return trace.some(
    (event) =>
      event.kind === "unheard" &&
      event.seq > since &&
      event.event === deed.event &&
      event.nsp === deed.nsp &&
      own.has(event.session),
  );
}
