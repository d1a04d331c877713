// What a check says of an exercise, claim by claim. Comes with the first check.
import { Button } from "#components/ui/button.tsx";
import type { Checked } from "#components/playground/other-run.ts";
import styles from "./exercise.module.css";

export function Verdicts({ verdicts, show }: Checked) {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  return (
    <>
      <p className={styles.said} data-ok={failed === 0}>
        <strong>
          {failed === 0
            ? "Solved. Your program did all that was asked."
            : `Not yet: ${failed} of ${verdicts.length} did not hold.`}
        </strong>{" "}
        The stage shows the check’s own run, with names and words drawn for it at random.
      </p>
      <ul className={styles.verdicts}>
        {verdicts.map(({ claim, ok, expected, got, at }) => (
          <li key={claim} data-ok={ok}>
            <span className={styles.sign} aria-hidden="true" />
            <div>
              <p>
                <span className={styles.hidden}>{ok ? "Holds: " : "Does not hold: "}</span>
                <Claim text={claim} />
              </p>
              {!ok && (
                <>
                  <dl>
                    <dt>expected</dt>
                    <dd>{expected}</dd>
                    <dt>got</dt>
                    <dd>{got}</dd>
                  </dl>
                  <Button look="small" onClick={() => show(at)}>
                    See it on the stage
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A claim's `code` between backticks, as code. */
function Claim({ text }: { readonly text: string }) {
  return text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part));
}
