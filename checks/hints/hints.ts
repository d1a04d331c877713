// What may help after a check that did not hold: at most three steps, each from what the learner's own program did. The
// first says what became of it, the second which line did that, the third what to think of there.
import type { Claim } from "#protocol/exercise.ts";
import type { Trace } from "#trace/event.ts";
import { linesPassed, said } from "#trace/said.ts";
import { judgementOf } from "../draw-check.ts";
import { judge } from "../judge.ts";
import { ackHints } from "./ack-hints.ts";
import { answeredHints } from "./answered-hints.ts";
import { notThereHints } from "./away-hints.ts";
import { faultHints } from "./fault-hints.ts";
import { letInHints, otherRefusalHints } from "./let-in-hints.ts";
import { receivesHints } from "./receives-hints.ts";
import { type CheckRun, type Hint, hint, namesOf } from "./run.ts";

/** None when all that was asked holds, and never more than three; the first claim that does not hold is spoken of. */
export function hints(whole: CheckRun): readonly Hint[] {
  const run = { ...whole, trace: judged(whole.trace) };
  const faults = faultHints(run);
  if (faults.length > 0) return faults;
  for (const claim of run.claims) {
    if (
      judge([judgementOf(claim)], { trace: run.trace, clients: namesOf(run) }).every(({ ok }) => ok)
    )
      continue;
    const found = hintsOn(run, claim);
    if (found.length > 0) return found.slice(0, 3);
  }
  return [];
}

/** A run is over as soon as it has been judged: what follows is its end. */
function judged(trace: Trace): Trace {
  const last = trace.findLastIndex(({ kind }) => kind === "settled");
  return last < 0 ? trace : trace.slice(0, last + 1);
}

function hintsOn(run: CheckRun, claim: Claim): readonly Hint[] {
  if ("receives" in claim) return receivesHints(run, claim.receives);
  if ("acknowledges" in claim) return ackHints(run, claim.acknowledges);
  if ("connected" in claim) return connectedHints(run, claim.connected);
  if ("refused" in claim) {
    const { client, message, data } = claim.refused;
    const due = `“${message ?? "an error"}”${data === undefined ? "" : ` with the data \`${JSON.stringify(data)}\``}`;
    return otherRefusalHints(run, { client, due });
  }
  if ("answered" in claim) return answeredHints(run, claim.answered);
  return passesHints(run, claim.passes);
}

function connectedHints(
  run: CheckRun,
  claim: Extract<Claim, { connected: unknown }>["connected"],
): readonly Hint[] {
  const alone = (client: string, isDue: boolean) =>
    judge([judgementOf({ connected: { ...claim, exactly: isDue ? [client] : [] } })], {
      trace: run.trace,
      clients: [client],
    }).every(({ ok }) => ok);
  const missing = claim.exactly.find((client) => !alone(client, true));
  if (missing !== undefined) return notThereHints(run, missing);
  const guest = namesOf(run).find(
    (client) => !claim.exactly.includes(client) && !alone(client, false),
  );
  return guest === undefined ? [] : letInHints(run, guest);
}

function passesHints(
  { trace }: CheckRun,
  { client, lines }: Extract<Claim, { passes: unknown }>["passes"],
): readonly Hint[] {
  const passed = linesPassed(said(trace), client, lines);
  const next = lines[passed.length];
  const last = passed.at(-1);
  const after = said(trace).find((one) => one.client === client && one.seq > (last?.seq ?? -1));
  return [
    hint(
      `${passed.length} of ${lines.length} lines passed between ${client} and the server. Then \`${next}\` was due.`,
      { at: last?.seq },
    ),
    hint(
      after
        ? `What came next was \`${after.from}: ${after.text.slice(0, 80)}\`.`
        : "Nothing came after it.",
      { at: after?.seq ?? last?.seq },
    ),
  ];
}
