// Going back and forth in the run: step, play, jump, search, and live again. Everything drawn elsewhere follows the
// playhead.
"use client";
import { type ReactNode, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { castOf } from "#trace/cast.ts";
import { steps as stepsOf } from "#trace/steps.ts";
import { placeOf } from "./playhead.ts";
import { Search } from "./scrubber-search.tsx";
import { Track } from "./scrubber-track.tsx";
import styles from "./scrubber.module.css";
import { transportOf } from "./transport.ts";
import { useCalm } from "./use-calm.ts";
import { useWorkbench } from "./workbench.ts";

export function Scrubber() {
  const workbench = useWorkbench();
  const { trace: latest, clients, phase, other, playhead, pace, seek, setSpeed } = workbench;
  const trace = useCalm(latest, READ_MS);
  const steps = useMemo(() => stepsOf(trace), [trace]);
  const cast = useMemo(
    () =>
      castOf(
        trace,
        clients.map(({ name }) => name),
      ),
    [trace, clients],
  );
  const place = placeOf(steps, playhead);
  const isLive = playhead === "live";
  const isEmpty = steps.length === 0;
  const isOver = other !== undefined || phase.phase === "ended";
  const jump = (to: number) =>
    seek(to >= steps.length && isLive ? "live" : (steps[to - 1]?.seq ?? "live"));
  const { back, forth, playOrPause, live } = transportOf(workbench, steps);

  return (
    <div className={styles.scrubber} role="group" aria-label="Go back and forth in the run">
      <div className={styles.buttons}>
        <Sign label="First event" onClick={() => jump(1)} disabled={isEmpty}>
          <path d="M3 2h2v11H3zM13 2v11L6 7.5z" />
        </Sign>
        <Sign label="Step back" onClick={back} disabled={place <= 1}>
          <path d="M11 2v11L4 7.5z" />
        </Sign>
        {isLive || pace.isPlaying ? (
          <Sign label="Pause" onClick={playOrPause} disabled={isEmpty}>
            <path d="M4 2h3v11H4zM9 2h3v11H9z" />
          </Sign>
        ) : (
          <Sign label="Play on" onClick={playOrPause} disabled={isEmpty}>
            <path d="M3 1.5v12l10-6z" />
          </Sign>
        )}
        <Sign label="Step forward" onClick={forth} disabled={isLive}>
          <path d="M4 2v11l7-5.5z" />
        </Sign>
      </div>
      <span className={styles.place} aria-hidden="true">
        {place} / {steps.length}
      </span>
      <Track steps={steps} cast={cast} place={place} isLive={isLive} onPlace={jump} />
      <select
        className={styles.speed}
        aria-label="Speed of playing"
        title="Speed of playing"
        value={pace.speed}
        onChange={(event) => setSpeed(Number(event.target.value))}
      >
        {SPEEDS.map((speed) => (
          <option key={speed} value={speed}>
            {speed}×
          </option>
        ))}
      </select>
      <Search steps={steps} cast={cast} playhead={playhead} onFound={seek} />
      <button
        type="button"
        className={styles.live}
        aria-pressed={isLive && !isEmpty}
        disabled={isEmpty}
        onClick={live}
      >
        <span aria-hidden="true" /> {isOver ? "End" : "Live"}
      </button>
    </div>
  );
}

const READ_MS = 80;
const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 4];

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
