// An exercise: its task, its files opened in the editor, and what the check says of them.
"use client";
import { type ReactNode, useContext, useState } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import { Button } from "#components/ui/button.tsx";
import type { Checked } from "#components/playground/other-run.ts";
import styles from "./exercise.module.css";
import { useProgress } from "./progress.tsx";

type Props = {
  readonly slug: string;
  readonly title: string;
  /** The starting code, as it is read without an editor. */
  readonly starter: ReactNode;
  readonly children: ReactNode;
};

type Checking =
  | { readonly is: "unasked" }
  | { readonly is: "running" }
  | ({ readonly is: "judged" } & Checked)
  | { readonly is: "failed"; readonly text: string };

export function Exercise({ slug, title, starter, children }: Props) {
  const workbench = useContext(WorkbenchContext);
  const { done, keepDone } = useProgress();
  const [checking, setChecking] = useState<Checking>({ is: "unasked" });
  const isOpen = workbench?.exercise === slug;
  const isDone = done.includes(slug);

  const check = async () => {
    if (!workbench?.checkExercise) return;
    setChecking({ is: "running" });
    try {
      const checked = await workbench.checkExercise(slug);
      const { verdicts } = checked;
      const show: Checked["show"] = (at) => {
        checked.show(at);
        workbench.showStage?.();
      };
      setChecking({ is: "judged", verdicts, show });
      if (verdicts.length > 0 && verdicts.every(({ ok }) => ok)) keepDone(slug);
    } catch (error) {
      setChecking({ is: "failed", text: error instanceof Error ? error.message : String(error) });
    }
  };

  return (
    <section className={styles.exercise} aria-labelledby={`exercise-${slug}`}>
      <header>
        <p className={styles.eyebrow}>Exercise{isDone && <span> · solved</span>}</p>
        <h3 id={`exercise-${slug}`}>{title}</h3>
      </header>
      <div className={styles.task}>{children}</div>
      <details className={styles.starter}>
        <summary>The code you start with</summary>
        {starter}
      </details>
      <div className={styles.do}>
        {workbench?.openExercise && (
          <Button
            look={isOpen ? "quiet" : "main"}
            onClick={() => workbench.openExercise?.(isOpen ? undefined : slug)}
          >
            {isOpen ? "Back to the lesson’s code" : "Open in the editor"}
          </Button>
        )}
        <Button
          look={isOpen ? "main" : "quiet"}
          disabled={!workbench?.checkExercise || checking.is === "running"}
          onClick={() => void check()}
        >
          {checking.is === "running" ? "Checking …" : "Run check"}
        </Button>
      </div>
      <div role="status">
        <Result checking={checking} />
      </div>
    </section>
  );
}

function Result({ checking }: { readonly checking: Checking }) {
  switch (checking.is) {
    case "unasked":
      return null;
    case "running":
      return <p className={styles.said}>People connect to your server: watch the stage.</p>;
    case "failed":
      return <p className={styles.said}>{checking.text}</p>;
    case "judged":
      return <Verdicts {...checking} />;
    default:
      return checking satisfies never;
  }
}

function Verdicts({ verdicts, show }: Checked) {
  const failed = verdicts.filter(({ ok }) => !ok).length;
  return (
    <>
      <p className={styles.said} data-ok={failed === 0}>
        <strong>
          {failed === 0
            ? "Solved. Your server did all that was asked."
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
