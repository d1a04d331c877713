// The rows of a delivery's table. In a crowd, whoever is not of the scene shares a row with those who fared alike.
import type { Actor } from "#trace/cast.ts";
import type { Delivery, Outcome } from "#trace/delivery.ts";
import { listed } from "#trace/listed.ts";
import { toldIn } from "#trace/pushed.ts";
import { sentence } from "#trace/sentence.ts";
import { reasonWords, resultWords } from "#trace/stage-words.ts";

export type Verdict = Readonly<{
  state: "received" | "under way" | "failed" | "not sent";
  label: string;
}>;

/** `mark` and `name` are one client's; a row of many has none. */
export type Row = Readonly<{
  key: string;
  mark: number | undefined;
  name: string;
  who: string;
  verdict: Verdict;
  why: string;
}>;

/**
 * `answers` says for each connection what became of the acknowledgement it was asked for. `onlookers` are the clients that
 * run no code: that nothing of theirs listens is no mistake of anybody's.
 */
type Among = Readonly<{
  cast: readonly Actor[];
  scene: readonly string[];
  answers?: ReadonlyMap<string, string>;
  onlookers?: ReadonlySet<string> | undefined;
}>;

/** Beyond so many rows nobody reads them one by one. */
const CROWD = 16;
const NAMED = 3;

export function rowsOf(
  delivery: Delivery,
  { cast, scene, answers, onlookers }: Among,
): readonly Row[] {
  const place = new Map(cast.map(({ name }, i) => [name, i]));
  const inScene = new Set(scene);
  const outcomes = delivery.outcomes
    .filter(({ client, result }) => scene.length === 0 || inScene.has(client) || !isAbsent(result))
    .toSorted((a, b) => (place.get(a.client) ?? 0) - (place.get(b.client) ?? 0));
  const rowOf = (outcome: Outcome): Row => {
    const { client: name, session, who } = outcome;
    const mark = cast[place.get(name) ?? -1]?.mark ?? 0;
    const answer = answers?.get(who);
    const told = sentence(delivery, outcome);
    const looksOn = onlookers?.has(name) === true;
    const why = `${looksOn ? told.replace("but nothing there listens for it", "and only looks on") : told}${answer === undefined ? "" : ` ${answer}`}`;
    return {
      key: `${name} ${session}`,
      mark,
      name,
      who,
      verdict: verdictOf(outcome, looksOn),
      why,
    };
  };
  if (outcomes.length <= CROWD) return outcomes.map(rowOf);
  const own = outcomes.filter(({ client }) => inScene.has(client));
  const others = outcomes.filter(({ client }) => !inScene.has(client));
  return [...own.slice(0, CROWD).map(rowOf), ...alike(delivery, others)];
}

function alike(delivery: Delivery, outcomes: readonly Outcome[]): readonly Row[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = `${outcome.result.result} ${fateOf(outcome, delivery)}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [outcome]);
    else known.push(outcome);
  }
  return [...groups].flatMap(([key, own]): Row[] => {
    const [first] = own;
    if (first === undefined) return [];
    const names = own.slice(0, NAMED).map(({ who }) => who);
    const more = own.length - names.length;
    const all = more > 0 ? [...names, `${more} more`] : names;
    return [
      {
        key,
        mark: undefined,
        name: "",
        who: own.length === 1 ? first.who : `${own.length} clients`,
        verdict: verdictOf(first),
        why: `${listed(all, "and")}: ${fateOf(first, delivery)}.`,
      },
    ];
  });
}

function fateOf({ result }: Outcome, { nsp }: Delivery): string {
  if (result.result === "not-sent") return reasonWords(result, nsp);
  const { text, more } = resultWords(result);
  return `${text}${more}`;
}

/** A program from outside that has gone, or only ever asked over HTTP, is nobody whom an event could have reached. */
const isAbsent = (result: Outcome["result"]): boolean =>
  result.result === "not-sent" && result.reason === "not-connected";

function verdictOf({ result, later }: Outcome, looksOn = false): Verdict {
  if (later !== undefined) return { state: "received", label: "recovered" };
  switch (result.result) {
    case "handled":
      return { state: "received", label: "received" };
    case "no-listener":
      return looksOn
        ? { state: "received", label: "received" }
        : { state: "failed", label: "unheard" };
    case "sent":
      return { state: "under way", label: "sent" };
    case "dropped":
      return { state: "failed", label: "dropped" };
    case "not-sent":
      return toldIn(result) === undefined
        ? { state: "not sent", label: "not sent" }
        : { state: "received", label: "over HTTP" };
    default:
      return result satisfies never;
  }
}
