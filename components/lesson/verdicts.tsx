// What a check says of an exercise: what does not hold, claim by claim, and then what does. Comes with the first check.
import { useId } from "react";
import { Button } from "#components/ui/button.tsx";
import type { Checked } from "#components/playground/other-run.ts";
import { Coded } from "./coded.tsx";
import styles from "./exercise.module.css";
import { Hints } from "./hints.tsx";

type Verdict = Checked["verdicts"][number];
type Props = Checked & {
  /** Lights a line in the editor. */
  readonly light: ((file: string, line: number) => void) | undefined;
};

export function Verdicts({ verdicts, hints, show, light }: Props) {
  const failed = verdicts.filter(({ ok }) => !ok);
  const held = verdicts.filter(({ ok }) => ok);
  const isSolved = failed.length === 0;
  return (
    <>
      <p className={styles.said} data-ok={isSolved}>
        <strong>
          {isSolved
            ? "Solved. Your program did all that was asked."
            : `Not yet: ${failed.length} of ${verdicts.length} did not hold.`}
        </strong>{" "}
        The stage shows the check’s own run, with names and words drawn for it at random.
      </p>
      {!isSolved && (
        <ul className={styles.verdicts}>
          {failed.map((verdict) => (
            <Failed key={keyOf(verdict)} verdict={verdict} show={show} />
          ))}
        </ul>
      )}
      {held.length > 0 && <Held verdicts={held} isOpen={isSolved} />}
      {hints.length > 0 && <Hints hints={hints} show={show} light={light} />}
    </>
  );
}

/** One claim may be made of two moments. */
const keyOf = ({ claim, about }: Verdict): string => `${about}: ${claim}`;

type FailedProps = { readonly verdict: Verdict; readonly show: Checked["show"] };

function Failed({ verdict, show }: FailedProps) {
  const { expected, got, at } = verdict;
  const claim = useId();
  return (
    <li data-ok={false}>
      <span className={styles.sign} aria-hidden="true" />
      <div>
        <p id={claim}>
          <span className={styles.hidden}>Does not hold: </span>
          <Claim verdict={verdict} />
        </p>
        <dl>
          <dt>expected</dt>
          <dd>
            <Coded text={expected} />
          </dd>
          <dt>got</dt>
          <dd>
            <Coded text={got} />
          </dd>
        </dl>
        {at !== undefined && (
          <Button look="small" aria-describedby={claim} onClick={() => show(at)}>
            See it on the stage
          </Button>
        )}
      </div>
    </li>
  );
}

function Held({
  verdicts,
  isOpen,
}: {
  readonly verdicts: readonly Verdict[];
  readonly isOpen: boolean;
}) {
  const { length } = verdicts;
  return (
    <details className={styles.held} open={isOpen}>
      <summary>{length === 1 ? "1 thing held" : `${length} things held`}</summary>
      <ul className={styles.verdicts}>
        {verdicts.map((verdict) => (
          <li key={keyOf(verdict)} data-ok>
            <span className={styles.sign} aria-hidden="true" />
            <p>
              <Claim verdict={verdict} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Claim({ verdict: { claim, about } }: { readonly verdict: Verdict }) {
  return (
    <>
      <Coded text={claim} />
      {about !== undefined && (
        <span className={styles.about}>
          {" · "}
          <Coded text={about} />
        </span>
      )}
    </>
  );
}
