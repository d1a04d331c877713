// What a client was told and what came to nothing, and why, as far as the trace shows it.
import { failureWords } from "#trace/deed-words.ts";
import type { Deed, EventOf, Seq, Trace } from "#trace/event.ts";
import { isUnheard } from "#trace/unheard.ts";

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
