// The ladder as it is drawn: a rung for each thing that happened, and an arrow from where a segment was sent to where it
// arrived. A pure projection of what happened.
import { lengthOf, type State } from "./end.ts";
import { BEGINNING, type Happening, type Side } from "./exchange.ts";
import { labelOf, sentenceOf } from "./words.ts";

/** What an end has become at a rung, where that is another state than before; what the network or time did. */
export type Rung = Partial<Record<Side, State>> & {
  readonly caption?: string;
  readonly sentence: string;
};

export type Arrow = {
  readonly id: number;
  readonly from: Side;
  /** The rungs, from 0, at which it was sent and at which its fate was known. */
  readonly at: number;
  readonly to?: number;
  /** Its place among those that were sent at the same rung, from 0. */
  readonly place: number;
  readonly fate: "arrived" | "lost" | "on its way";
  readonly isReset: boolean;
  readonly says: string;
  readonly numbers: string;
};

export type Ladder = { readonly rungs: readonly Rung[]; readonly arrows: readonly Arrow[] };

export function ladder(happened: readonly Happening[]): Ladder {
  return { rungs: happened.map(rungOf), arrows: arrowsOf(happened) };
}

function rungOf(happening: Happening, index: number, happened: readonly Happening[]): Rung {
  const last = happened[index - 1];
  const before = last ?? { client: BEGINNING.client.state, server: BEGINNING.server.state };
  const { client, server } = happening;
  const caption = happening.is === "deed" ? CAPTION[happening.deed] : undefined;
  return {
    ...(client !== before.client && { client }),
    ...(server !== before.server && { server }),
    ...(caption !== undefined && { caption }),
    sentence: sentenceOf(happening, before),
  };
}

const CAPTION: Partial<Record<string, string>> = {
  forget: "the network forgets the flow",
  wait: "time passes",
};

const isOfTime = (one: Happening): boolean => one.is === "deed" && one.deed === "wait";

function arrowsOf(happened: readonly Happening[]): readonly Arrow[] {
  const ended = new Map(
    happened.flatMap((one, rung) =>
      one.is === "deed" ? [] : [[one.passing.id, { rung, isLost: one.is === "loss" }] as const],
    ),
  );
  const before = new Set<object>();
  return happened.flatMap((happening, at) =>
    happening.sends.map(({ id, from, segment }, place): Arrow => {
      const end = ended.get(id);
      const isProbe = isOfTime(happening) && lengthOf(segment) === 0;
      const more = isProbe ? "a probe" : before.has(segment) ? "again" : undefined;
      before.add(segment);
      return {
        id,
        from,
        at,
        ...(end && { to: end.rung }),
        place,
        fate: end ? (end.isLost ? "lost" : "arrived") : "on its way",
        isReset: segment.flags.includes("RST"),
        ...labelOf(segment, more),
      };
    }),
  );
}
