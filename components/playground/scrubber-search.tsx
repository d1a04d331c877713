// Jumping to the next step of a kind or of a client, which this browser remembers.
"use client";
import { Button } from "#components/ui/button.tsx";
import { Popover } from "#components/ui/popover.tsx";
import type { Actor } from "#trace/cast.ts";
import type { Seq } from "#trace/event.ts";
import type { Step } from "#trace/steps.ts";
import type { Playhead } from "./playhead.ts";
import { later } from "./panes/later-pane.tsx";
import styles from "./scrubber-search.module.css";
import { foundFrom, useWanted, wordsFor } from "./wanted.ts";

type Props = {
  readonly steps: readonly Step[];
  readonly cast: readonly Actor[];
  readonly playhead: Playhead;
  readonly onFound: (to: Playhead) => void;
};

const SearchFor = later("The search", () =>
  import("./search-for.tsx").then(({ SearchFor: Choice }) => Choice),
);

/** The id of its dialog, for whatever opens it. */
export const SEARCH = "search-of-the-run";

export function Search({ steps, cast, playhead, onFound }: Props) {
  const wanted = useWanted(cast);
  const found = foundFrom(steps, playhead, wanted);
  const words = wordsFor(wanted);
  return (
    <div className={styles.search} role="group" aria-label="Jump in the run">
      <Jump
        label={`The one before: ${words}`}
        to={found.back}
        onFound={onFound}
        sign="M8 2v4.2L13 2v11L8 8.8V13L1.5 7.5z"
      />
      <Button
        look="sign"
        aria-label="Search the run"
        title="Search the run"
        popoverTarget={SEARCH}
        disabled={steps.length === 0}
      >
        <svg viewBox="0 0 15 15" aria-hidden="true">
          <path d="M6.5 1.5a5 5 0 0 1 4 8l3.2 3.1-1.1 1.1-3.1-3.2a5 5 0 1 1-3-9zm0 1.6a3.4 3.4 0 1 0 0 6.8 3.4 3.4 0 0 0 0-6.8z" />
        </svg>
      </Button>
      <Jump
        label={`The next one: ${words}`}
        to={found.forth}
        onFound={onFound}
        sign="M7 2v4.2L2 2v11l5-4.2V13l6.5-5.5z"
      />
      <Popover id={SEARCH} title="Search the run" drawn="once opened">
        <SearchFor
          cast={cast}
          playhead={playhead}
          wanted={wanted}
          found={found}
          onFound={onFound}
        />
      </Popover>
    </div>
  );
}

type JumpProps = Pick<Props, "onFound"> & {
  readonly label: string;
  readonly to: Seq | undefined;
  readonly sign: string;
};

const Jump = ({ label, to, onFound, sign }: JumpProps) => (
  <Button
    look="sign"
    aria-label={label}
    title={label}
    disabled={to === undefined}
    onClick={() => to !== undefined && onFound(to)}
  >
    <svg viewBox="0 0 15 15" aria-hidden="true">
      <path d={sign} />
    </svg>
  </Button>
);
