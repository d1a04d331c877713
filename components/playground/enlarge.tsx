// Gives the inspector the room of the editor, and back.
"use client";
import { Button } from "#components/ui/button.tsx";
import styles from "./inspector.module.css";
import { useWorkbench } from "./workbench.ts";

export function Enlarge() {
  const { isLarge = false, enlarge } = useWorkbench();
  if (!enlarge) return null;
  const label = isLarge ? "Give the inspector less room" : "Give the inspector more room";
  return (
    <span className={styles.enlarge}>
      <Button
        look="sign"
        aria-label={label}
        title={label}
        aria-pressed={isLarge}
        onClick={() => enlarge(!isLarge)}
      >
        <svg viewBox="0 0 15 15" aria-hidden="true">
          <path d={isLarge ? SMALLER : LARGER} />
        </svg>
      </Button>
    </span>
  );
}

const LARGER =
  "M2 2h5v1.5H4.6l2.7 2.7-1.1 1.1L3.5 4.6V7H2zM13 13H8v-1.5h2.4L7.7 8.8l1.1-1.1 2.7 2.7V8H13z";
const SMALLER =
  "M7.3 7.3h-5V5.8h2.4L2 3.1 3.1 2l2.7 2.7V2.3h1.5zM7.7 7.7h5v1.5h-2.4l2.7 2.7-1.1 1.1-2.7-2.7v2.4H7.7z";
