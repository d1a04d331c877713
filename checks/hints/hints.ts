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

/** None when all that was asked holds, and never more than three; they are spread over what does not hold. */
export function hints(whole: CheckRun): readonly Hint[] {
  const run = { ...whole, trace: judged(whole.trace) };
  const evidence = { trace: run.trace, clients: namesOf(run) };
  const faults = faultHints(run);
  const failed = run.claims.filter((claim) =>
    judge([judgementOf(claim)], evidence).some(({ ok }) => !ok),
  );
  const found = faults.length > 0 ? faults : spread(failed.map((claim) => hintsOn(run, claim)));
  return found.map((one) => within(one, whole.file));
}

/** Of one thing that does not hold all its steps; of more, first what became of each, with the line that did it. */
function spread(all: readonly (readonly Hint[])[]): readonly Hint[] {
  const each = all.filter(({ length }) => length > 0);
  const places = each.flatMap((own) => inOne(own) ?? []);
  const apart = places.filter((one, i) => places.findIndex((other) => isOneLine(one, other)) === i);
  if (apart.length < 2) return each[0]?.slice(0, 3) ?? [];
  return [...apart, ...(each[0]?.slice(-1) ?? [])].slice(0, 3);
}

/** What became of it, and which line did that. */
function inOne(own: readonly Hint[]): Hint | undefined {
  const [became, did] = [own[0], own.find(({ where }) => where)];
  if (!became || !did || became === did) return became;
  return { ...became, ...did, text: `${became.text} ${did.text}` };
}

const isOneLine = (one: Hint, other: Hint): boolean =>
  one.where && other.where
    ? one.where.file === other.where.file && one.where.line === other.where.line
    : one.text === other.text;

/** Where one file is to be changed, no line of another is named: there is nothing to do. */
function within({ text, at, where }: Hint, file: string | undefined): Hint {
  if (file === undefined) return hint(text, { at, where });
  const named =
    file === "server.js"
      ? text
      : text.replaceAll(/\b(l)ine \d+\b(?! of)/gi, (_, l) =>
          l === "L" ? "The server" : "the server",
        );
  return hint(named, { at, where: where?.file === file ? where : undefined });
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
