// Everything that belongs to one event: what it was caused by, back to where that began, and all that it caused. Only
// what the trace ties together by name; what it does not know is left out.
import type { Position, Seq, Trace, TraceEvent } from "#trace/event.ts";
import { createTies } from "#trace/kin-ties.ts";

export type Kin = Readonly<{
  /** All of them, the selected event too, and with the bytes that carried them. */
  seqs: ReadonlySet<Seq>;
  /** What it was caused by, from where that began to its nearest cause. */
  up: readonly Seq[];
  /** What it caused, also through promises, timers and acknowledgements, in order. */
  down: readonly Seq[];
  /** The lines of the program that did any of it, those of the event and its causes first, each once. */
  lines: readonly Position[];
}>;

/** The kin of the event at `seq`; of an event that is not in the trace, nothing. */
export function kinOf(trace: Trace, seq: Seq): Kin {
  const graph = graphOf(trace);
  const last = trace.at(-1)?.seq ?? -1;
  const isThere = (one: Seq): boolean => one <= last;
  if (!graph.events.has(seq) || !isThere(seq)) return NONE;
  const up = above(seq, (one) => graph.causesOf(one).filter(isThere));
  const ancestors = new Set([...up, seq]);
  const below = reached(seq, (one) => graph.effectsOf(one).filter(isThere));
  const down = [...below].filter((one) => !ancestors.has(one)).toSorted((a, b) => a - b);
  const seqs = new Set([...ancestors, ...down]);
  return { seqs, up, down, lines: linesOf([seq, ...up.toReversed(), ...down], graph.events) };
}

const NONE: Kin = { seqs: new Set(), up: [], down: [], lines: [] };

type Graph = {
  /** Those of the trace so far. */
  readonly trace: TraceEvent[];
  readonly events: ReadonlyMap<Seq, TraceEvent>;
  readonly causesOf: (seq: Seq) => readonly Seq[];
  readonly effectsOf: (seq: Seq) => readonly Seq[];
  readonly note: (event: TraceEvent) => void;
};

/** The last ones asked about: a trace that has grown is read on from where it was, and a shorter one has the same ties. */
const lately: Graph[] = [];
const REMEMBERED = 2;

function graphOf(trace: Trace): Graph {
  const known = lately.find((graph) => isBeginning(graph.trace, trace));
  const graph = known ?? createGraph();
  for (let i = graph.trace.length; i < trace.length; i++) graph.note(trace[i] as TraceEvent);
  if (known === undefined && lately.push(graph) > REMEMBERED) lately.shift();
  return graph;
}

/** Whether one is the beginning of the other. */
function isBeginning(one: Trace, other: Trace): boolean {
  const length = Math.min(one.length, other.length);
  if (length === 0) return false;
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return true;
}

function createGraph(): Graph {
  const trace: TraceEvent[] = [];
  const events = new Map<Seq, TraceEvent>();
  const causes = new Map<Seq, Seq[]>();
  const effects = new Map<Seq, Seq[]>();
  const offered = new Map<string, Seq[]>();
  const needed = new Map<string, Seq[]>();
  const tiesOf = createTies();
  const tie = (cause: Seq, effect: Seq): void => {
    if (cause === effect || causes.get(effect)?.includes(cause)) return;
    add(causes, effect, cause);
    add(effects, cause, effect);
  };
  return {
    trace,
    events,
    causesOf: (seq) => causes.get(seq) ?? [],
    effectsOf: (seq) => effects.get(seq) ?? [],
    note(event) {
      trace.push(event);
      events.set(event.seq, event);
      for (const { of, offers = [], needs = [], withdraws } of tiesOf(event)) {
        for (const name of needs) {
          // A number may be used again: what is meant is the last of that name.
          const cause = offered.get(name)?.at(-1);
          if (cause !== undefined) tie(cause, of);
          else if (mayComeLater(name)) add(needed, name, of);
        }
        for (const name of offers) {
          add(offered, name, of);
          for (const effect of needed.get(name) ?? []) tie(of, effect);
          needed.delete(name);
        }
        if (withdraws === undefined) continue;
        const { name, from } = withdraws;
        offered.set(
          name,
          (offered.get(name) ?? []).filter((one) => one !== from),
        );
      }
    },
  };
}

/** A turn is written when it is over, after what was done in it. */
const mayComeLater = (name: string): boolean => name.startsWith("turn ");

function add<K>(lists: Map<K, Seq[]>, key: K, seq: Seq): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [seq]);
  else known.push(seq);
}

/** All causes, each after its own. */
function above(seq: Seq, causesOf: (seq: Seq) => readonly Seq[]): readonly Seq[] {
  const seen = new Set([seq]);
  const ordered: Seq[] = [];
  const stack: { readonly of: Seq; readonly left: Seq[] }[] = [
    { of: seq, left: [...causesOf(seq)] },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.left.shift();
    if (next === undefined) {
      stack.pop();
      if (top.of !== seq) ordered.push(top.of);
    } else if (!seen.has(next)) {
      seen.add(next);
      stack.push({ of: next, left: [...causesOf(next)] });
    }
  }
  return ordered;
}

function reached(seq: Seq, effectsOf: (seq: Seq) => readonly Seq[]): ReadonlySet<Seq> {
  const seen = new Set([seq]);
  for (const one of seen) for (const effect of effectsOf(one)) seen.add(effect);
  return seen;
}

function linesOf(seqs: readonly Seq[], events: ReadonlyMap<Seq, TraceEvent>): readonly Position[] {
  const found = new Map<string, Position>();
  for (const seq of seqs) {
    const event = events.get(seq);
    const where = event && "where" in event ? event.where : undefined;
    if (where === undefined) continue;
    const key = `${where.file}:${where.line}`;
    if (!found.has(key)) found.set(key, where);
  }
  return [...found.values()];
}
