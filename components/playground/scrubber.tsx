// Going back and forth in the run: step, play, jump, search, and live again. Everything drawn elsewhere follows the
// playhead.
"use client";
import { type ReactNode, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { castOf } from "#trace/cast.ts";
import { steps as stepsOf } from "#trace/steps.ts";
import { placeOf, stepped } from "./playhead.ts";
import { Marks } from "./scrubber-marks.tsx";
import { Search } from "./scrubber-search.tsx";
import styles from "./scrubber.module.css";
import { useCalm } from "./use-calm.ts";
import { useWorkbench } from "./workbench.ts";

export function Scrubber() {
  const { trace: latest, clients, phase, other, playhead, pace, ...does } = useWorkbench();
  const { seek, play, pause, setSpeed } = does;
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
  const stop = () => (isLive ? seek(steps.at(-1)?.seq ?? "live") : pause());

  return (
    <div className={styles.scrubber} role="group" aria-label="Go back and forth in the run">
      <div className={styles.buttons}>
        <Sign label="First event" onClick={() => jump(1)} disabled={isEmpty}>
          <path d="M3 2h2v11H3zM13 2v11L6 7.5z" />
        </Sign>
        <Sign
          label="Step back"
          onClick={() => seek(stepped(steps, playhead, -1))}
          disabled={place <= 1}
        >
          <path d="M11 2v11L4 7.5z" />
        </Sign>
        {isLive || pace.isPlaying ? (
          <Sign label="Pause" onClick={stop} disabled={isEmpty}>
            <path d="M4 2h3v11H4zM9 2h3v11H9z" />
          </Sign>
        ) : (
          <Sign label="Play on" onClick={play} disabled={isEmpty}>
            <path d="M3 1.5v12l10-6z" />
          </Sign>
        )}
        <Sign
          label="Step forward"
          onClick={() => seek(stepped(steps, playhead, 1))}
          disabled={isLive}
        >
          <path d="M4 2v11l7-5.5z" />
        </Sign>
      </div>
      <span className={styles.place} aria-hidden="true">
        {place} / {steps.length}
      </span>
      <div className={styles.track}>
        <Marks steps={steps} cast={cast} />
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
        onClick={() => seek("live")}
      >
        <span aria-hidden="true" /> {isOver ? "End" : "Live"}
      </button>
    </div>
  );
}

const READ_MS = 100;
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
