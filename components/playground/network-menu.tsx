// What a client's network may be like, and whether the client itself stands still.
"use client";
import type { ClientDisturbance } from "#trace/disturbance.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import styles from "./network-menu.module.css";
import { useWorkbench } from "./workbench.ts";

const CHOICES: readonly (readonly [label: string, disturbance: ClientDisturbance | null])[] = [
  ["Normal", null],
  ["Slow (300 ms)", { is: "latency", ms: 300, jitter: 0 }],
  ["No WebSocket", { is: "no-websocket" }],
  ["Half-open", { is: "half-open" }],
  ["Offline", { is: "offline" }],
  ["Frozen for 3 s", { is: "freeze", ms: 3_000 }],
];

export function NetworkMenu({ who, isOff }: { readonly who: string; readonly isOff: boolean }) {
  const { disturb, trace } = useWorkbench();
  const now = checkpointOf(trace).disturbances?.findLast(
    ({ on }) => on.side === "client" && on.client === who,
  );
  const choice = CHOICES.findIndex(([, each]) => each?.is === now?.disturbance.is);
  const choose = (index: number) => {
    // Also if nothing is known of any: what was chosen a moment ago may be on its way.
    disturb({ client: who, disturbance: null });
    const disturbance = CHOICES[index]?.[1];
    if (disturbance) disturb({ client: who, disturbance });
  };
  return (
    <label className={styles.network}>
      Network
      <select
        aria-label={`Network of ${who}`}
        disabled={isOff}
        value={choice}
        onChange={(event) => choose(Number(event.target.value))}
      >
        {CHOICES.map(([label], index) => (
          <option key={label} value={index}>
            {label}
          </option>
        ))}
      </select>
    </label>
  );
}
