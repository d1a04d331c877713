// Going back and forth in the run: step, play, jump, and live again. Everything drawn elsewhere follows the playhead.
"use client";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import type { TraceEvent } from "#trace/event.ts";
import { moments, type Playhead, placeOf, stepped } from "./playhead.ts";
import styles from "./scrubber.module.css";
import { useWorkbench } from "./workbench.ts";

export function Scrubber() {
  const { trace, playhead, seek } = useWorkbench();
  const steps = useMemo(() => moments(trace), [trace]);
  const [isPlaying, setPlaying] = usePlaying({ steps, playhead, seek });
  const place = placeOf(steps, playhead);
  const isLive = playhead === "live";
  const isEmpty = steps.length === 0;
  const jump = (to: number) => {
    setPlaying(false);
    seek(to >= steps.length && isLive ? "live" : (steps[to - 1]?.seq ?? "live"));
  };
  const move = (by: 1 | -1) => {
    setPlaying(false);
    seek(stepped(steps, playhead, by));
  };
  const pause = () => {
    setPlaying(false);
    seek(steps.at(-1)?.seq ?? "live");
  };

  return (
    <div className={styles.scrubber} role="group" aria-label="Go back and forth in the run">
      <div className={styles.buttons}>
        <Sign label="First event" onClick={() => jump(1)} disabled={isEmpty}>
          <path d="M3 2h2v11H3zM13 2v11L6 7.5z" />
        </Sign>
        <Sign label="Step back" onClick={() => move(-1)} disabled={place <= 1}>
          <path d="M11 2v11L4 7.5z" />
        </Sign>
        {isLive || isPlaying ? (
          <Sign label="Pause" onClick={isLive ? pause : () => setPlaying(false)} disabled={isEmpty}>
            <path d="M4 2h3v11H4zM9 2h3v11H9z" />
          </Sign>
        ) : (
          <Sign label="Play on" onClick={() => setPlaying(true)} disabled={isEmpty}>
            <path d="M3 1.5v12l10-6z" />
          </Sign>
        )}
        <Sign label="Step forward" onClick={() => move(1)} disabled={isLive}>
          <path d="M4 2v11l7-5.5z" />
        </Sign>
      </div>
      <span className={styles.place} aria-hidden="true">
        {place} / {steps.length}
      </span>
      <div className={styles.track}>
        <Ticks steps={steps} />
        <input
          type="range"
          aria-label="Moment of the run"
          aria-valuetext={isLive ? "live" : `event ${place} of ${steps.length}`}
          min={isEmpty ? 0 : 1}
          max={Math.max(steps.length, 1)}
          value={isEmpty ? 0 : Math.max(place, 1)}
          disabled={isEmpty}
          onChange={(event) => jump(event.target.valueAsNumber)}
        />
      </div>
      <button
        type="button"
        className={styles.live}
        aria-pressed={isLive}
        onClick={() => {
          setPlaying(false);
          seek("live");
        }}
      >
        <span aria-hidden="true" /> Live
      </button>
    </div>
  );
}

type SignProps = {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled: boolean;
  readonly children: ReactNode;
};

const Sign = ({ label, onClick, disabled, children }: SignProps) => (
  <Button look="sign" aria-label={label} title={label} onClick={onClick} disabled={disabled}>
    <svg viewBox="0 0 15 15" aria-hidden="true">
      {children}
    </svg>
  </Button>
);

/** What a learner would look for: what was done, what was sent, what went wrong. */
const MARKED: Readonly<Partial<Record<TraceEvent["kind"], string>>> = {
  act: "act",
  broadcast: "sent",
  emit: "sent",
  fault: "fault",
  limit: "fault",
  "run.ended": "fault",
};

function Ticks({ steps }: { readonly steps: readonly TraceEvent[] }) {
  const last = Math.max(steps.length - 1, 1);
  return (
    <svg
      className={styles.ticks}
      preserveAspectRatio="none"
      viewBox="0 0 100 26"
      aria-hidden="true"
    >
      {steps.map(({ kind, seq }, index) => {
        const mark = MARKED[kind];
        const x = (index / last) * 100;
        return (
          mark && (
            <line
              key={seq}
              className={styles[mark]}
              x1={x}
              x2={x}
              y1={mark === "sent" ? 9 : 6}
              y2={mark === "sent" ? 17 : 20}
            />
          )
        );
      })}
    </svg>
  );
}

const SHORTEST_MS = 250;
const LONGEST_MS = 1_200;

type Player = {
  readonly steps: readonly TraceEvent[];
  readonly playhead: Playhead;
  readonly seek: (to: Playhead) => void;
};

/** Plays on from the playhead at about the pace of the run; ends where live begins. */
function usePlaying({ steps, playhead, seek }: Player) {
  const [wants, setPlaying] = useState(false);
  const isPlaying = wants && playhead !== "live";
  useEffect(() => {
    if (!isPlaying) return undefined;
    const next = stepped(steps, playhead, 1);
    const at = (seq: Playhead) => steps.find((step) => step.seq === seq)?.at ?? 0;
    const gap = next === "live" ? SHORTEST_MS : at(next) - at(playhead);
    const timer = setTimeout(
      () => {
        if (next === "live") setPlaying(false);
        seek(next);
      },
      Math.min(Math.max(gap, SHORTEST_MS), LONGEST_MS),
    );
    return () => clearTimeout(timer);
  }, [isPlaying, steps, playhead, seek]);
  return [isPlaying, setPlaying] as const;
}
