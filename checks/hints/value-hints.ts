// It reached whom it should, and carried something else.
import type { Delivery } from "#trace/delivery.ts";
import { socketIds } from "../socket-ids.ts";
import type { SeenPacket } from "../wire.ts";
import { firstDifference, valueWords } from "./difference.ts";
import { originWords } from "./origin.ts";
import { causeOf, type CheckRun, doer, type Hint, hint, onWhat, valuesWords } from "./run.ts";

type Came = {
  readonly came: SeenPacket;
  readonly due: readonly unknown[];
  readonly sent: Delivery | undefined;
};

export function valueHints(run: CheckRun, { came, due, sent }: Came): readonly Hint[] {
  const got = came.values ?? [];
  const at = sent?.seq ?? came.seq;
  const where = sent?.where;
  const found = firstDifference(due, got, socketIds(run.trace, came.nsp)(came.seq));
  if (!found) return [];
  const what =
    came.event === undefined
      ? `The answer to ${came.client}`
      : `${came.client}’s \`${came.event}\``;
  const detail =
    got.length === due.length
      ? `In it ${found.path} is ${valueWords(found.got)}, and due was ${valueWords(found.due)}.`
      : `It carries ${count(got.length)} where ${count(due.length)} ${due.length === 1 ? "is" : "are"} due.`;
  const cause = causeOf(run, at);
  return [
    hint(`${what} carries ${valuesWords(got)}. ${detail}`, { at }),
    hint(`${doer(where)} sent it${onWhat(run, at)}.`, { at, where }),
    hint(originWords(run, { found, came, cause, where, at }), { at, where }),
  ];
}

const count = (values: number): string => (values === 1 ? "1 value" : `${values || "no"} values`);
