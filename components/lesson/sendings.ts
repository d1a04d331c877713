// What one entry into the program sent under an event's name, and to whom: what predictions, tasks and the table ask of
// a trace. Pure.
import { checkpointOf } from "#trace/checkpoint.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery, Outcome } from "#trace/delivery.ts";
import { deliveryRecords } from "#trace/delivery-records.ts";
import type { EventOf, Seq, Trace, TurnId } from "#trace/event.ts";

/** All that one turn sent under one name: two emits are one sending. */
export type Sending = {
  readonly turn: TurnId;
  /** The first of its deliveries. */
  readonly seq: Seq;
  readonly event: string;
  /** The client whose packet set the turn off. */
  readonly from: string | undefined;
  readonly deliveries: readonly Delivery[];
  /** How often each client was sent it; whoever was not is not here. */
  readonly got: ReadonlyMap<string, number>;
};

/** Computed once for a trace, however many parts of the page ask. */
const known = new WeakMap<Trace, readonly Sending[]>();

export function sendings(trace: Trace): readonly Sending[] {
  const found = known.get(trace) ?? readSendings(trace);
  known.set(trace, found);
  return found;
}

function readSendings(trace: Trace): readonly Sending[] {
  const { originOf, clientOf } = deliveryRecords(trace);
  const turns = new Map<string, Delivery[]>();
  for (const delivery of deliveries(trace)) {
    if (delivery.sent.what !== "event") continue;
    const key = `${delivery.turn} ${delivery.sent.event}`;
    turns.set(key, [...(turns.get(key) ?? []), delivery]);
  }
  return [...turns].flatMap(([key, sent]) => {
    const [first] = sent;
    if (!first) return [];
    const { turn, seq } = first;
    const origin = originOf(turn);
    const from = origin === undefined ? undefined : clientOf(origin);
    const event = key.slice(key.indexOf(" ") + 1);
    return [{ turn, seq, event, from, deliveries: sent, got: counted(sent) }];
  });
}

function counted(sent: readonly Delivery[]): ReadonlyMap<string, number> {
  const got = new Map<string, number>();
  for (const { client, result } of sent.flatMap(({ outcomes }) => outcomes))
    if (isReceived(result)) got.set(client, (got.get(client) ?? 0) + 1);
  return got;
}

const isReceived = ({ result }: Outcome["result"]): boolean =>
  result !== "not-sent" && result !== "dropped";

export type Doing = { readonly client: string; readonly emit: string };

/** What came of the latest time this client emitted this, after `since`. */
export function cameOf(
  trace: Trace,
  { client, emit }: Doing,
  wanted: { readonly event: string; readonly since?: number },
): Sending | undefined {
  const act = trace.findLast(
    (fact): fact is EventOf<"act"> & typeof fact =>
      fact.kind === "act" &&
      fact.client === client &&
      fact.deed.do === "emit" &&
      fact.deed.event === emit,
  );
  if (act === undefined || act.seq <= (wanted.since ?? -1)) return undefined;
  return sendings(trace).find(
    ({ seq, event, from }) => seq > act.seq && event === wanted.event && from === client,
  );
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

/** Whether all of these are connected: only then does a silence mean something. */
export function areConnected(trace: Trace, clients: readonly string[]): boolean {
  const { states } = checkpointOf(trace);
  return clients.every((name) =>
    states.some(({ client, state }) => client === name && state.state === "connected"),
  );
}
