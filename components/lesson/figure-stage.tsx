// The stage of a figure, and its small scrubber: the run is all there, so nothing is live and nobody can be told what to do.
"use client";
import { type ReactNode, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { createGaze } from "#components/playground/gaze.ts";
import { placeOf, type Playhead, shownAt, stepped } from "#components/playground/playhead.ts";
import { createPlayer } from "#components/playground/player.ts";
import { Button } from "#components/ui/button.tsx";
import { Stage } from "#components/views/stage/stage.tsx";
import type { Seq, Trace } from "#trace/event.ts";
import { lately } from "#trace/lately.ts";
import { steps as stepsOf } from "#trace/steps.ts";
import styles from "./figure.module.css";

type Props = {
  readonly recording: Trace;
  readonly scene: readonly string[];
  /** Where it begins. */
  readonly from: Seq;
  /** What is shown first. */
  readonly at: Seq;
  readonly title: string;
};

/** As wide as the words; in pixels. What is drawn before there is a screen. */
const ROOM = { width: 400, height: 472 };

export function FigureStage({ recording, scene, from, at, title }: Props) {
  const steps = useMemo(
    () => stepsOf(recording).filter(({ seq }) => seq >= from),
    [recording, from],
  );
  const [gaze] = useState(createGaze);
  const [player] = useState(() => createPlayer(gaze, () => recording));
  const { playhead: asked, selected } = useSyncExternalStore(gaze.subscribe, gaze.get, gaze.get);
  const pace = useSyncExternalStore(player.pace.subscribe, player.pace.get, player.pace.get);
  const [isTouched, touch] = useState(false);
  useEffect(() => () => player.pause(), [player]);
  const playhead: Playhead = isTouched ? asked : at;
  const shown = useMemo(() => shownAt(recording, playhead), [recording, playhead]);
  const place = placeOf(steps, playhead);
  const go = (to: Playhead, event?: Seq) => {
    touch(true);
    gaze.set({ ...gaze.get(), playhead: to, selected: event });
  };
  const play = () => {
    go(place >= steps.length ? from : playhead);
    player.play();
  };
  return (
    <>
      <div className={styles.stage}>
        <Stage
          trace={shown}
          scene={scene}
          lately={lately}
          follows={pace.isPlaying}
          speed={pace.speed}
          selected={selected}
          onSelect={(seq) => go(playhead, seq)}
          label={`Stage of the figure “${title}”`}
          room={ROOM}
        />
      </div>
      <div className={styles.scrubber} role="group" aria-label={`Play the figure “${title}”`}>
        <Sign
          label="Step back"
          onClick={() => go(stepped(steps, playhead, -1))}
          disabled={place <= 1}
        >
          <path d="M11 2v11L4 7.5z" />
        </Sign>
        {pace.isPlaying ? (
          <Sign label="Pause" onClick={player.pause}>
            <path d="M4 2h3v11H4zM9 2h3v11H9z" />
          </Sign>
        ) : (
          <Sign label="Play" onClick={play}>
            <path d="M3 1.5v12l10-6z" />
          </Sign>
        )}
        <Sign
          label="Step forward"
          onClick={() => go(stepped(steps, playhead, 1))}
          disabled={place >= steps.length}
        >
          <path d="M4 2v11l7-5.5z" />
        </Sign>
        <input
          type="range"
          aria-label="Moment of the figure"
          aria-valuetext={`step ${place} of ${steps.length}`}
          min={1}
          max={steps.length}
          value={Math.max(1, place)}
          onChange={(event) => go(steps[event.target.valueAsNumber - 1]?.seq ?? at)}
        />
        <span aria-hidden="true">
          {place} / {steps.length}
        </span>
      </div>
    </>
  );
}

type SignProps = {
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean;
  readonly children: ReactNode;
};

const Sign = ({ label, onClick, disabled = false, children }: SignProps) => (
  <Button look="sign" aria-label={label} title={label} onClick={onClick} disabled={disabled}>
    <svg viewBox="0 0 15 15" aria-hidden="true">
      {children}
    </svg>
  </Button>
);
