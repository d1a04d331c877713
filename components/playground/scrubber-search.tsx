// Jumping to the next step of a kind or of a client. Its list is the key to the marks, too.
"use client";
import { useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { Actor } from "#trace/cast.ts";
import { nextStep, type Step, type StepKind } from "#trace/steps.ts";
import type { Playhead } from "./playhead.ts";
import marks from "./scrubber-marks.module.css";
import styles from "./scrubber-search.module.css";

type Props = {
  readonly steps: readonly Step[];
  readonly cast: readonly Actor[];
  readonly playhead: Playhead;
  readonly onFound: (to: Playhead) => void;
};

const KINDS: readonly (readonly [kind: StepKind | "any", words: string])[] = [
  ["any", "anything"],
  ["act", "what clients were told to do"],
  ["sent", "what was sent"],
  ["received", "what was received"],
  ["room", "rooms joined and left"],
  ["came", "connections made"],
  ["left", "connections lost or refused"],
  ["fault", "what went wrong"],
  ["said", "what was logged"],
];

export function Search({ steps, cast, playhead, onFound }: Props) {
  const id = useId();
  const [kind, setKind] = useState<StepKind | "any">("any");
  const [client, setClient] = useState<string>();
  const found = {
    back: nextStep(steps, playhead, { kind, client, by: -1 }),
    forth: nextStep(steps, playhead, { kind, client, by: 1 }),
  };
  return (
    <div className={styles.search}>
      <Button
        look="sign"
        aria-label="Search the run"
        title="Search the run"
        popoverTarget={id}
        disabled={steps.length === 0}
      >
        <svg viewBox="0 0 15 15" aria-hidden="true">
          <path d="M6.5 1.5a5 5 0 0 1 4 8l3.2 3.1-1.1 1.1-3.1-3.2a5 5 0 1 1-3-9zm0 1.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z" />
        </svg>
      </Button>
      <Popover id={id} title="Search the run">
        <fieldset className={styles.kinds}>
          <legend>Look for</legend>
          {KINDS.map(([one, words]) => (
            <label key={one}>
              <input type="radio" name={id} checked={one === kind} onChange={() => setKind(one)} />
              <span className={styles.sign} aria-hidden="true">
                <i className={marks.mark} data-kind={one} data-mark="0" />
              </span>
              {words}
            </label>
          ))}
        </fieldset>
        <label className={styles.who}>
          of{" "}
          <select
            value={client ?? ""}
            onChange={(event) => setClient(event.target.value || undefined)}
          >
            <option value="">anybody</option>
            {cast.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <div className={styles.go}>
          <Button
            look="small"
            disabled={found.back === undefined}
            onClick={() => onFound(found.back?.seq ?? playhead)}
          >
            The one before
          </Button>
          <Button
            look="small"
            disabled={found.forth === undefined}
            onClick={() => onFound(found.forth?.seq ?? playhead)}
          >
            The next one
          </Button>
        </div>
      </Popover>
    </div>
  );
}
