// Choosing what is looked for. Its list is the key to the marks, too.
"use client";
import { Button } from "#components/ui/button.tsx";
import type { Actor } from "#trace/cast.ts";
import type { Wanted } from "#trace/steps.ts";
import type { Playhead } from "./playhead.ts";
import marks from "./scrubber-marks.module.css";
import styles from "./scrubber-search.module.css";
import { type foundFrom, KINDS, lookFor, lookForClient } from "./wanted.ts";

type Props = {
  readonly cast: readonly Actor[];
  readonly playhead: Playhead;
  readonly wanted: Wanted;
  readonly found: ReturnType<typeof foundFrom>;
  readonly onFound: (to: Playhead) => void;
};

export function SearchFor({ cast, playhead, wanted: { kind, client }, found, onFound }: Props) {
  return (
    <>
      <fieldset className={styles.kinds}>
        <legend>Look for</legend>
        {KINDS.map(([one, said]) => (
          <label key={one}>
            <input
              type="radio"
              name="search-for"
              checked={one === kind}
              onChange={() => lookFor(one)}
            />
            <span className={styles.sign} aria-hidden="true">
              <i className={marks.mark} data-kind={one} data-mark="0" />
            </span>
            {said}
          </label>
        ))}
      </fieldset>
      <label className={styles.who}>
        of{" "}
        <select value={client ?? ""} onChange={(event) => lookForClient(event.target.value)}>
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
          onClick={() => onFound(found.back ?? playhead)}
        >
          The one before
        </Button>
        <Button
          look="small"
          disabled={found.forth === undefined}
          onClick={() => onFound(found.forth ?? playhead)}
        >
          The next one
        </Button>
      </div>
    </>
  );
}
