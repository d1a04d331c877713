// The stage: what only the server knows is drawn inside the server, what a person holds is drawn outside as a card, and
// a wire ties each card to its own token. A picture of the end of a trace, with no state but its size.
"use client";
import { type ReactNode, useMemo, useState } from "react";
import type { Seq, Trace } from "#trace/event.ts";
import { stage as stageOf } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { ClientCard } from "./client-card.tsx";
import { layoutOf } from "./layout.ts";
import { lightOf } from "./light.ts";
import { packetsOf } from "./packets.ts";
import { Packets } from "./packet-labels.tsx";
import { ServerBox } from "./server-box.tsx";
import styles from "./stage.module.css";
import { StageText } from "./stage-text.tsx";
import { Tokens } from "./tokens.tsx";
import { useMeasure } from "./use-measure.ts";
import { Wires } from "./wire-lines.tsx";
import { wiresOf } from "./wires.ts";

export type StageProps = {
  /** The events up to the playhead. */
  readonly trace: Trace;
  /** The names of the scene's clients in their order: they are drawn before anything is heard of them. */
  readonly scene?: readonly string[];
  readonly selected: Seq | undefined;
  readonly onSelect: (seq: Seq) => void;
  /** What stands at the foot of a client's card: buttons. */
  readonly renderCardActions?: (client: StageClient) => ReactNode;
};

const NOBODY: readonly string[] = [];

export function Stage({
  trace,
  scene = NOBODY,
  selected,
  onSelect,
  renderCardActions,
}: StageProps) {
  const stage = useMemo(() => stageOf(trace, scene), [trace, scene]);
  const { ref, width, rows } = useMeasure();
  const layout = useMemo(() => layoutOf(stage, width), [stage, width]);
  const wires = useMemo(() => wiresOf(stage, layout, rows), [stage, layout, rows]);
  const light = useMemo(() => lightOf(stage.moment), [stage.moment]);
  const packets = packetsOf(stage, wires, useReplay(stage.moment));
  const { cards } = layout;
  return (
    <section
      className={styles.stage}
      style={{ paddingTop: cards.top }}
      ref={ref}
      aria-label="Stage: the server and its clients"
    >
      <ServerBox stage={stage} layout={layout} light={light} />
      <StageText stage={stage} />
      <Wires wires={wires} stage={stage} packets={packets} />
      <Tokens stage={stage} layout={layout} light={light} />
      <ul
        className={styles.cards}
        data-cards
        style={{
          marginLeft: cards.left,
          columnGap: cards.gap,
          gridTemplateColumns: `repeat(${cards.columns}, ${cards.width}px)`,
        }}
      >
        {stage.clients.map((client) => (
          <ClientCard key={client.who} client={client} stage={stage}>
            {renderCardActions?.(client)}
          </ClientCard>
        ))}
      </ul>
      <Packets
        packets={packets}
        isSelected={
          selected !== undefined && "seq" in stage.moment && stage.moment.seq === selected
        }
        onSelect={() => {
          if ("seq" in stage.moment) onSelect(stage.moment.seq);
        }}
      />
    </section>
  );
}

/** Whether the packet that caused this moment has still to be shown: it was not the moment before. */
function useReplay(moment: Moment): boolean {
  const [last, setLast] = useState({ moment, replays: false });
  const seq = "seq" in moment ? moment.seq : undefined;
  const lastSeq = "seq" in last.moment ? last.moment.seq : undefined;
  if (seq === lastSeq) return last.replays;
  const cause = moment.what === "to-clients" ? moment.cause : undefined;
  const replays = cause !== undefined && cause.seq !== lastSeq;
  setLast({ moment, replays });
  return replays;
}
