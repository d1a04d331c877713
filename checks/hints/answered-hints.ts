// A route of the learner’s that answered with something else, at another time, or not at all.
import type { Claim } from "#protocol/exercise.ts";
import { fromBase64 } from "#trace/base64.ts";
import type { EventOf } from "#trace/event.ts";
import { readUtf8 } from "#trace/utf8.ts";
import { placeIn } from "../judge.ts";
import { type CheckRun, doer, type Hint, hint, lineNaming, lineWords } from "./run.ts";

type Answered = Extract<Claim, { answered: unknown }>["answered"];

export function answeredHints(run: CheckRun, claim: Answered): readonly Hint[] {
  const { client, method = "GET", path, status, body } = claim;
  const { trace } = run;
  const request = trace.findLast(
    (event): event is EventOf<"http.request"> =>
      event.kind === "http.request" &&
      event.client === client &&
      event.method === method &&
      event.target === path,
  );
  const asked = `${client}’s \`${method} ${path}\``;
  const route = lineNaming(run, { event: path.split("?")[0] ?? path });
  if (!request)
    return [
      hint(
        `${client} never asked for \`${method} ${path}\`, since what comes before it did not happen.`,
      ),
      hint("Look on the Wire for the last answer that they had, and what they were to hear by it."),
    ];
  const answer = trace.find(
    (event): event is EventOf<"http.response"> =>
      event.kind === "http.response" && event.request === request.request,
  );
  if (!answer)
    return [
      hint(`${asked} reached your server, and was not answered.`, { at: request.seq }),
      ...(route
        ? [
            hint(`${doer(route)} has the route, and it ended no answer for ${client}.`, {
              where: route,
            }),
          ]
        : []),
      hint(
        "An answer that is kept for later has to be kept for each who waits, and be ended once, when it is due.",
        { where: route },
      ),
    ];
  const { seq: at, where } = answer;
  const place = placeIn(trace, claim)(at);
  const text = readUtf8(fromBase64(answer.body.base64)).text;
  const wanted = body === undefined ? `${status}` : `${status} with \`${JSON.stringify(body)}\``;
  const said = `${answer.status} ${answer.reason}${text === "" ? "" : ` and \`${text.slice(0, 80)}\``}`;
  return [
    hint(
      place === "within"
        ? `${asked} was answered with ${said}; due was ${wanted}.`
        : `${asked} was answered too ${place}, with ${said}.`,
      { at },
    ),
    hint(`${doer(where ?? route)} ${where ? "sent that answer" : "has the route"}.`, {
      at,
      where: where ?? route,
    }),
    hint(ADVICE[place](where ? lineWords(where) : "your route"), { where: where ?? route }),
  ];
}

const ADVICE: Readonly<Record<"early" | "within" | "late", (line: string) => string>> = {
  early: (line) =>
    `What is it that ${line} should have waited for? An answer may be kept, and given when that has happened.`,
  late: (line) =>
    `What did ${line} wait for, that it need not have? An answer’s head may leave before its body is there.`,
  within: (line) =>
    `The status and the body are two things that an answer says. Which of them does ${line} say otherwise than is asked?`,
};
