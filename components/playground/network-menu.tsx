// What a client's network may be like, and whether the client itself stands still.
"use client";
import type { ClientDisturbance, Disturbance } from "#trace/disturbance.ts";
import { disturbanceWords } from "#trace/disturbance-words.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import styles from "./network-menu.module.css";
import { useWorkbench } from "./workbench.ts";

type Choice = readonly [label: string, disturbance: ClientDisturbance | null, what: string];

const CHOICES: readonly Choice[] = [
  ["Normal", null, ""],
  ["Slow (300 ms)", { is: "latency", ms: 300, jitter: 0 }, "All that passes takes 300 ms longer."],
  [
    "Slow and uneven (400 ± 300 ms)",
    { is: "latency", ms: 400, jitter: 300 },
    "Each piece takes between 100 and 700 ms longer. The order stays.",
  ],
  [
    "Narrow (1,000 bytes a second)",
    { is: "bandwidth", bytesPerSecond: 1_000 },
    "What is long takes long.",
  ],
  ["In pieces of 5 bytes", { is: "slicing", bytes: 5 }, "Bytes arrive in small pieces."],
  [
    "No WebSocket",
    { is: "no-websocket" },
    "The network answers each request to change to WebSocket with 403.",
  ],
  [
    "No upgrade",
    { is: "no-probe" },
    "A WebSocket that polling wants to change to is cut at its first word.",
  ],
  ["Half-open", { is: "half-open" }, "Nothing gets through, and nobody is told."],
  ["Offline", { is: "offline" }, "Its connections are cut, and no other comes about."],
  [
    "Cut at the next word",
    { is: "reset" },
    "The next thing that the server says is cut in its middle, with the connection.",
  ],
  ["Frozen for 3 s", { is: "freeze", ms: 3_000 }, "Its program stands still."],
];

export function NetworkMenu({ who, isOff }: { readonly who: string; readonly isOff: boolean }) {
  const { disturb, trace } = useWorkbench();
  const now = checkpointOf(trace).disturbances?.findLast(
    ({ on }) => on.side === "client" && on.client === who,
  );
  const choice = placeOf(now?.disturbance);
  const choose = (index: number) => {
    // Also if nothing is known of any: what was chosen a moment ago may be on its way.
    disturb({ client: who, disturbance: null });
    const disturbance = CHOICES[index]?.[1];
    if (disturbance) disturb({ client: who, disturbance });
  };
  const what = CHOICES[choice]?.[2] ?? "";
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
      {what !== "" && <small>{what}</small>}
    </label>
  );
}

/** The choice that is in force; of two of a kind the one with the same numbers. */
function placeOf(now: Disturbance | undefined): number {
  if (now === undefined) return 0;
  const words = disturbanceWords(now);
  const same = CHOICES.findIndex(([, each]) => each !== null && disturbanceWords(each) === words);
  return same >= 0 ? same : CHOICES.findIndex(([, each]) => each?.is === now.is);
}
