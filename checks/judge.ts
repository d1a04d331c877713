// Judges a run by what was on the wire, never by what a client says of itself: learner code could say anything.
import type { Seq, Trace } from "#trace/event.ts";
import type { Verdict } from "./verdict.ts";
import { type SeenPacket, seenPackets, unreadable } from "./wire.ts";

/** What a judgement may look at. `clients` are those of the scene: others may come, and prove nothing. */
export type Evidence = {
  readonly trace: Trace;
  readonly packets: readonly SeenPacket[];
  readonly clients: readonly string[];
};

/** A claim about a run, ready to be judged. */
export type Judgement = (evidence: Evidence) => readonly Verdict[];

/** Judges a run. Every judgement is total: a trace cut anywhere gives verdicts, though not good ones. */
export function judge(
  judgements: readonly Judgement[],
  run: Pick<Evidence, "trace" | "clients">,
): readonly Verdict[] {
  const evidence = { ...run, packets: seenPackets(run.trace) };
  return judgements.flatMap((judgement) => judgement(evidence));
}

/** After the n-th act and before the m-th, counted from 1. */
export type Stretch = { readonly since?: number | undefined; readonly until?: number | undefined };

/** Whether a moment lies before the stretch, in it, or behind it. Before one that has not begun is everything. */
export function placeIn(
  trace: Trace,
  { since, until }: Stretch,
): (seq: Seq) => "early" | "within" | "late" {
  const acts = trace.filter(({ kind }) => kind === "act");
  const seqOf = (nth: number): number => acts[nth - 1]?.seq ?? Number.POSITIVE_INFINITY;
  const begin = since === undefined ? -1 : seqOf(since);
  const end = until === undefined ? Number.POSITIVE_INFINITY : seqOf(until);
  return (seq) => {
    if (seq <= begin) return "early";
    return seq < end ? "within" : "late";
  };
}

/** The packets of a stretch. */
export function packetsBetween({ trace, packets }: Evidence, stretch: Stretch) {
  const place = placeIn(trace, stretch);
  return packets.filter(({ seq }) => place(seq) === "within");
}

/**
 * Why nothing may yet be said about what these clients have *not* received, or undefined if it may: after the last
 * act everything has come to rest, and it is proven for them (DESIGN §2.5).
 */
export function unproven({ trace }: Evidence, clients: readonly string[]): string | undefined {
  const last = trace.findLast((event) => event.kind === "settled");
  const act: Seq | undefined = trace.findLast(({ kind }) => kind === "act")?.seq;
  if (last === undefined || (act !== undefined && last.seq < act))
    return "nobody waited until all was quiet";
  if (!last.ok) return `it did not become quiet: ${last.heldUpBy.join("; ") || "nobody knows why"}`;
  if (trace.some(({ kind }) => kind === "gap"))
    return "the beginning of this run is no longer kept";
  const lost = unreadable(trace);
  const unread = clients.find((client) => lost.has(client));
  if (unread !== undefined) return `${unread}: ${lost.get(unread)}`;
  const doubtful = clients.filter((client) => last.notProvenFor.includes(client));
  return doubtful.length > 0 ? `${doubtful.join(", ")} cannot say what has arrived` : undefined;
}
