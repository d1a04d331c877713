// The stage, with what can be done on it: each client's card has that client's controls.
"use client";
import { memo, useCallback, useMemo } from "react";
import { Stage } from "#components/views/stage/stage.tsx";
import { isSending } from "#trace/delivery-at.ts";
import { upwards } from "#trace/upward.ts";
import { ClientControls } from "./client-controls.tsx";
import { onNeed } from "./on-need.ts";
import { shownAt } from "./playhead.ts";
import styles from "./stage-area.module.css";
import { useStore } from "./use-store.ts";
import { useWorkbench } from "./workbench.ts";

const Controls = memo(ClientControls);
const useLately = onNeed(() => import("#trace/lately.ts").then(({ lately }) => lately));
const nothingYet = () => new Map<string, never>();

export function StageArea() {
  const { clients, watched, playhead, pace, selected, kin, select, other } = useWorkbench();
  const trace = useStore(watched);
  const shown = useMemo(() => shownAt(trace, playhead), [trace, playhead]);
  const names = useMemo(() => clients.map(({ name }) => name), [clients]);
  const onlookers = useMemo(
    () => new Set(clients.flatMap(({ name, file }) => (file === undefined ? [name] : []))),
    [clients],
  );
  const plain = useMemo(
    () => new Set(clients.flatMap((one) => (one.namespaces?.length === 0 ? [one.name] : []))),
    [clients],
  );
  const isAnySent = useMemo(() => upwards(shown).length > 0 || shown.some(isSending), [shown]);
  const lately = useLately(isAnySent);
  const controls = useCallback(
    ({ name, who }: { readonly name: string; readonly who: string }, isSmall: boolean) => {
      const client = other ? undefined : clients.find((each) => each.name === name);
      // A program from outside takes no orders of ours, nor does a second connection of one of ours. Another run takes none.
      return client && who === name && <Controls client={client} isSmall={isSmall} />;
    },
    [clients, other],
  );
  return (
    <div className={styles.area} data-other={other !== undefined}>
      <Stage
        trace={shown}
        scene={names}
        onlookers={onlookers}
        plain={plain}
        lately={isAnySent ? lately : nothingYet}
        follows={playhead === "live" || pace.isPlaying}
        speed={playhead === "live" ? 1 : pace.speed}
        selected={selected}
        kin={kin?.seqs}
        onSelect={select}
        renderCardActions={controls}
      />
    </div>
  );
}
