// What may be done to the server, to see what its clients make of it.
"use client";
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { ServerDisturbance } from "#trace/disturbance.ts";
import styles from "./server-menu.module.css";
import { useWorkbench } from "./workbench.ts";

const CHOICES: readonly (readonly [label: string, disturbance: ServerDisturbance])[] = [
  ["Restart", { is: "restart", down: 1_000 }],
  ["Busy for 3 s", { is: "block", ms: 3_000 }],
  ["Kill", { is: "kill" }],
];

export function ServerMenu() {
  const { disturb, phase, other } = useWorkbench();
  const popover = useId();
  const isOff = other !== undefined || phase.phase !== "running";
  return (
    <>
      <Button look="small" popoverTarget={popover} aria-label="More for the server">
        …
      </Button>
      <Popover id={popover} title="The server">
        <div className={styles.choices}>
          {CHOICES.map(([label, disturbance]) => (
            <Button
              key={label}
              look="small"
              disabled={isOff}
              onClick={() => disturb({ disturbance })}
            >
              {label}
            </Button>
          ))}
        </div>
        {other && <p>What is on stage takes no orders: go back to your own run first.</p>}
      </Popover>
    </>
  );
}
