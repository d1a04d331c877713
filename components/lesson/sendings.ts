// What one entry into the program sent under an event's name, and to whom: what predictions, tasks and the table ask of
// a trace. Pure.
import { type Doing, isActOf } from "#protocol/doing.ts";
import type { Delivery, Outcome } from "#trace/delivery.ts";
import { deliveriesOf } from "#trace/delivery-at.ts";
import { deliveryRecords } from "#trace/delivery-records.ts";
import type { EventOf, Seq, Trace, TurnId } from "#trace/event.ts";
import { type Pushed, pushed } from "#trace/pushed.ts";
import { isUnheard } from "#trace/unheard.ts";

/** All that the work of one turn sent under one name: two emits are one sending. */
export type Sending = {
  readonly turn: TurnId;
  /** The first of its deliveries. */
  readonly seq: Seq;
  readonly event: string;
  /** The client whose packet or request set the turn off. */
  readonly from: string | undefined;
  readonly deliveries: readonly Delivery[];
  /** What the same turn sent over plain HTTP, to those who had asked before. */
  readonly pushed: readonly Pushed[];
  /** How often each client was sent it; whoever was not is not here. */
  readonly got: ReadonlyMap<string, number>;
};

type Answers = {
  readonly sendings: Map<string, readonly Sending[]>;
  acts?: readonly EventOf<"act">[];
};
/** Computed once for a trace, however many parts of the page ask. */
const known = new WeakMap<Trace, Answers>();
function knownOf(trace: Trace): Answers {
  const answers = known.get(trace) ?? { sendings: new Map() };
  known.set(trace, answers);
  return answers;
}

/** All that was sent under an event's name, in order. */
export function sendings(trace: Trace, event: string): readonly Sending[] {
  const answers = knownOf(trace).sendings;
  const found = answers.get(event) ?? readSendings(trace, event);
  answers.set(event, found);
  return found;
}

function readSendings(trace: Trace, event: string): readonly Sending[] {
  const turns = new Map<Delivery["cause"], Delivery[]>();
  for (const delivery of deliveriesOf(trace, event)) {
    const of = delivery.cause ?? delivery.turn;
    turns.set(of, [...(turns.get(of) ?? []), delivery]);
  }
  if (turns.size === 0) return [];
  const { authorOf } = deliveryRecords(trace);
  const others = pushed(trace);
  return [...turns.values()].flatMap((sent) => {
    const [first] = sent;
    if (!first) return [];
    const { turn, seq } = first;
    const besides = others.filter((one) => one.turn === turn);
    const told = { deliveries: sent, pushed: besides, got: counted(sent, besides) };
    return [{ turn, seq, event, from: authorOf(first), ...told }];
  });
}

/** Whenever a client was told to do something, in order. */
function acts(trace: Trace): readonly EventOf<"act">[] {
  const answers = knownOf(trace);
  answers.acts ??= trace.filter((fact) => fact.kind === "act");
  return answers.acts;
}

/** The latest time that somebody was told to emit this; undefined if nobody was. */
export function lastEmit(trace: Trace, emit: string): EventOf<"act"> | undefined {
  return acts(trace).findLast(({ deed }) => deed.do === "emit" && deed.event === emit);
}

function counted(
  sent: readonly Delivery[],
  besides: readonly Pushed[],
): ReadonlyMap<string, number> {
  const got = new Map<string, number>();
  for (const { client, result } of sent.flatMap(({ outcomes }) => outcomes))
    if (isReceived(result)) got.set(client, (got.get(client) ?? 0) + 1);
  for (const { client } of besides) got.set(client, (got.get(client) ?? 0) + 1);
  return got;
}

const isReceived = ({ result }: Outcome["result"]): boolean =>
  result !== "not-sent" && result !== "dropped";

/** What came of the latest time this client did this, after `since`. */
export function cameOf(
  trace: Trace,
  doing: Doing,
  wanted: { readonly event: string; readonly since?: number },
): Sending | undefined {
  const act = acts(trace).findLast((each) => isActOf(each, doing));
  if (act === undefined || act.seq <= (wanted.since ?? -1)) return undefined;
  return sendings(trace, wanted.event).find(
    ({ seq, from }) => seq > act.seq && from === doing.client,
  );
}

/** Nothing was sent for it: the program has no listener for what this client emitted, or it has come to rest since. */
export type Nothing = { readonly why: "unheard" | "silent" };
/** Each always the same: whoever is drawn again with it is drawn as before. */
const UNHEARD: Nothing = { why: "unheard" };
const SILENT: Nothing = { why: "silent" };

/** Whether the latest time this client did this, after `since`, certainly came to nothing. */
export function cameToNothing(
  trace: Trace,
  doing: Doing,
  wanted: { readonly event: string; readonly since?: number },
): Nothing | undefined {
  const act = acts(trace).findLast((each) => isActOf(each, doing));
  if (act === undefined || act.seq <= (wanted.since ?? -1)) return undefined;
  if (cameOf(trace, doing, wanted) !== undefined) return undefined;
  if (isUnheard(trace, act.seq, act)) return UNHEARD;
  const isAtRest = trace.some(
    ({ seq, ...fact }) => seq > act.seq && fact.kind === "settled" && fact.ok,
  );
  return isAtRest ? SILENT : undefined;
}

/** Whether a sending reached exactly these clients, each so often. */
export function reachedExactly(
  { got }: Sending,
  {
    exactly,
    times = 1,
  }: { readonly exactly: readonly string[]; readonly times?: number | undefined },
): boolean {
  return got.size === exactly.length && exactly.every((client) => got.get(client) === times);
}
