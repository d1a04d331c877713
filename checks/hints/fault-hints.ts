// "Your program ended with TypeError at line 6": a program that is no more does nothing of what was asked.
import type { EventOf, Trace } from "#trace/event.ts";
import { causeOf, type CheckRun, type Hint, hint, lineWords, packetWords } from "./run.ts";

/** Of the first mistake that ended the learner's program, or one of its clients' code; none where none did. */
export function faultHints(run: CheckRun): readonly Hint[] {
  const fault = faultIn(run.trace);
  if (fault) return hintsOf(run, fault);
  return hasListened(run.trace) ? [] : endedHints(run);
}

function faultIn(trace: Trace): EventOf<"fault"> | undefined {
  return trace.find((event): event is EventOf<"fault"> => event.kind === "fault");
}

function hintsOf(run: CheckRun, fault: EventOf<"fault">): readonly Hint[] {
  const { from, where, message, name, during, seq } = fault;
  const whose = from.side === "server" ? "Your program" : `${from.client}’s program`;
  const came = from.side === "server" ? causeOf(run, seq) : undefined;
  const when = came ? `on ${packetWords(came)}` : WHEN[during];
  const after =
    from.side === "server" ? " Nothing of it runs any more, and everybody is disconnected." : "";
  const place = where && `${capitalLine(where)} was at work, ${when}.`;
  return [
    hint(
      `${whose} ended with ${name}: ${message.replace(/\.$/, "")}.${during === "load" ? "" : after}`,
      { at: seq },
    ),
    ...(place ? [hint(place, { at: seq, where })] : []),
    hint(adviceOf(fault, came && packetWords(came)), { at: seq, where }),
  ];
}

const capitalLine = (where: NonNullable<EventOf<"fault">["where"]>) =>
  lineWords(where).replace(/^l/, "L");

const WHEN: Readonly<Record<EventOf<"fault">["during"], string>> = {
  load: "as the program was read from top to bottom",
  handler: "in a handler",
  timer: "when a timer had run out",
  rejection: "in a promise that nobody handles",
  budget: "and did not come to an end",
  memory: "and had no memory left",
  client: "in a client",
  runner: "in a handler",
};

function adviceOf({ message, where, during }: EventOf<"fault">, came: string | undefined): string {
  const line = where ? `In ${lineWords(where)}` : "There";
  const called = /^(\S+) is not a function$/.exec(message)?.[1];
  if (during === "budget") return `${line} something goes round without an end. What is to end it?`;
  if (called !== undefined && came !== undefined)
    return `${line} \`${called}\` is called, and with ${came} it was no function. A client decides what comes there: ask before you call.`;
  if (called !== undefined)
    return `${line} \`${called}\` is called like a function, and it is none. Is it misspelt, or is one of its methods meant?`;
  if (came !== undefined)
    return `${line} it is taken for granted what a client sends, and ${came} is something else. Ask what came before you use it: one careless client ends the program for everybody.`;
  return `${line} something is not what it is taken for. The message says what; look where it comes from.`;
}

const hasListened = (trace: Trace): boolean =>
  trace.some(({ kind }) => kind === "server.listening");

function endedHints({ trace }: CheckRun): readonly Hint[] {
  const end = trace.find(({ kind }) => kind === "run.ended");
  return [
    hint("Your program was read to its end, and it listens on no port: nobody can reach it.", {
      at: end?.seq,
    }),
    hint(
      "A server listens when it is told to, or when `new Server` is given a port. Neither has happened in this run.",
    ),
  ];
}
