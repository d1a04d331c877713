// The stage: what only the server knows is drawn inside the server, what a person holds is drawn outside as a card, and
// a wire ties each card to its own token. A picture of the end of a trace; only what is in the air is its own.
"use client";
import dynamic from "next/dynamic";
import { memo, type ReactNode, useMemo } from "react";
import { arrived } from "#components/ui/arriving.tsx";
import type { Seq, Trace } from "#trace/event.ts";
import type { lately as latelyIn, Passage } from "#trace/lately.ts";
import { stage as stageOf } from "#trace/stage.ts";
import { type StageCard, stageCards } from "#trace/stage-cards.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import { nextLanding, TRAVEL_MS } from "./air.ts";
import { ClientCard } from "./client-card.tsx";
import { layoutOf } from "./layout.ts";
import { lightOf } from "./light.ts";
import { Packets } from "./packet-labels.tsx";
import { mostCards, type Size } from "./plan.ts";
import { ServerBox } from "./server-box.tsx";
import styles from "./stage.module.css";
import { sessionsOf } from "./standing.ts";
import { StageText } from "./stage-text.tsx";
import { awaitedIn } from "./note.ts";
import { Tokens } from "./tokens.tsx";
import { useAnswer } from "./use-answer.ts";
import { type Motion, useAir } from "./use-air.ts";
import { useSize } from "./use-size.ts";
import { Wires } from "./wire-lines.tsx";
import { wiresOf } from "./wires.ts";

export type StageProps = Motion & {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients in their order: they are drawn before anything is heard of them. */
  readonly scene?: readonly string[];
  /** The names of those of them that run no code, and only look on. */
  readonly onlookers?: ReadonlySet<string>;
  /** The names of those of them that never ask for a connection. */
  readonly plain?: ReadonlySet<string>;
  /** Finds what clients sent and got before; undefined until it is there. */
  readonly lately: typeof latelyIn | undefined;
  /** The event whose moment is shown; without one, the last. */
  readonly selected: Seq | undefined;
  /** What caused it and what it caused. */
  readonly kin?: ReadonlySet<Seq> | undefined;
  readonly onSelect: (seq: Seq) => void;
  /** Its name to a screen reader, where there are several on a page. */
  readonly label?: string;
  /** How much room there is, where that is known before there is a screen. */
  readonly room?: Size;
  /** What stands at the foot of a client's card: buttons. `isSmall`: there is no room but for one, over the card's head. */
  readonly renderCardActions?: (client: StageClient, isSmall: boolean) => ReactNode;
};

const CardOfManyClients = dynamic(() =>
  arrived(() => import("./card-of-many.tsx")).then(({ CardOfManyClients: Card }) => Card),
);

const NOBODY: readonly string[] = [];

export const Stage = memo(function Stage({
  trace,
  scene = NOBODY,
  onlookers,
  plain,
  lately,
  selected,
  kin,
  onSelect,
  renderCardActions,
  label = "Stage: the server and its clients",
  room,
  ...motion
}: StageProps) {
  const stage = useMemo(() => stageOf(trace, scene, selected), [trace, scene, selected]);
  const { ref, size, isKnown, isForFingers } = useSize(room);
  const cards = useMemo(
    () => stageCards(stage, mostCards(size.width), scene),
    [stage, size.width, scene],
  );
  const layout = useMemo(
    () => layoutOf({ cards, namespaces: stage.namespaces, size, isForFingers }),
    [cards, stage.namespaces, size, isForFingers],
  );
  const wires = useMemo(() => wiresOf(layout), [layout]);
  const answer = useAnswer(trace, stage.moment);
  const told = useMemo(
    () => ({ ...stage, answer, onlookers, plain }),
    [stage, answer, onlookers, plain],
  );
  const light = useMemo(() => lightOf(stage.moment), [stage.moment]);
  const { air, resting, arriving } = useAir(trace, stage.moment, motion);
  const awaited = useMemo(() => awaitedIn(stage.moment), [stage.moment]);
  const bearing = new Set(air.flatMap(({ session, isDropped }) => (isDropped ? [] : [session])));
  const travel = TRAVEL_MS / motion.speed;
  const now = performance.now();
  const up = air.filter(({ direction }) => direction === "up");
  const lands = Math.max(0, (nextLanding(up, now) ?? 0) - now);
  const { density, lines, earlier } = layout.plan;
  const isSmall = density === "small";
  const passages = useMemo(
    () => lately && latelyOn(cards, earlier, (places, most) => lately(trace, places, most)),
    [lately, cards, trace, earlier],
  );
  return (
    <section className={styles.frame} ref={ref} aria-label={label}>
      <div
        className={styles.stage}
        data-known={isKnown}
        style={{
          height: layout.plan.height,
          ["--travel" as string]: `${travel}ms`,
          ["--lands" as string]: `${lands}ms`,
        }}
      >
        <ServerBox stage={stage} layout={layout} light={light} />
        <StageText stage={stage} isStill={!motion.follows} />
        <Wires wires={wires} bearing={bearing} />
        <Tokens layout={layout} light={light} air={air} travel={travel} />
        <ul className={styles.cards}>
          {layout.cards.map((place) => {
            const { card } = place;
            const isUnderWay = sessionsOf(card).some((session) => arriving.has(session));
            const common = { place, lines, earlier, isSmall, stage: told, isUnderWay };
            if (card.is === "many")
              return <CardOfManyClients key={card.key} of={card} {...common} />;
            return (
              <ClientCard
                key={card.key}
                client={card.client}
                isRunning={motion.follows}
                passages={passages && (passages.get(card.client.who) ?? [])}
                {...common}
              >
                {renderCardActions?.(card.client, isSmall)}
              </ClientCard>
            );
          })}
        </ul>
        <Packets
          air={air}
          wires={wires}
          clients={stage.clients}
          resting={resting}
          awaited={awaited}
          selected={selected}
          kin={kin}
          onSelect={onSelect}
        />
      </div>
    </section>
  );
});

/** One more than there is room for: the one that the card's note speaks of is left out. */
function latelyOn(
  cards: readonly StageCard[],
  lines: number,
  find: (places: Parameters<typeof latelyIn>[1], most: number) => ReturnType<typeof latelyIn>,
): ReadonlyMap<string, readonly Passage[]> {
  if (lines === 0) return new Map();
  const places = cards.flatMap((card) => {
    if (card.is === "many") return [];
    const { name: client, who, session } = card.client;
    return [{ client, who, session }];
  });
  return find(places, lines + 1);
}
