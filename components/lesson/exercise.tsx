// An exercise: its task, its files opened in the editor, and what the check says of them.
"use client";
import { type ReactNode, useContext, useState } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import { Button } from "#components/ui/button.tsx";
import type { Checked } from "#components/playground/other-run.ts";
import { onNeed } from "#components/playground/on-need.ts";
import styles from "./exercise.module.css";
import { useProgress } from "./progress.tsx";

const useSolution = onNeed(() => import("./solution.tsx").then(({ Solution }) => Solution));
const useVerdicts = onNeed(() => import("./verdicts.tsx").then(({ Verdicts }) => Verdicts));

type Props = {
  readonly slug: string;
  readonly title: string;
  /** The starting code, as it is read without an editor. */
  readonly starter: ReactNode;
  /** Why what it asks for works: for whoever has solved it. */
  readonly why: ReactNode;
  readonly children: ReactNode;
};

/** Whoever has not tried is asked once more. */
type Wish = "none" | "asked" | "shown";
type Checking =
  | { readonly is: "unasked" }
  | { readonly is: "running" }
  | ({ readonly is: "judged" } & Checked)
  | { readonly is: "failed"; readonly text: string };

export function Exercise({ slug, title, starter, why, children }: Props) {
  const workbench = useContext(WorkbenchContext);
  const { done, keepDone } = useProgress();
  const [checking, setChecking] = useState<Checking>({ is: "unasked" });
  const [wish, setWish] = useState<Wish>("none");
  const isOpen = workbench?.exercise === slug;
  const isDone = done.includes(slug);
  const isShown = wish === "shown" && isOpen;
  const hasTried = isDone || checking.is === "judged" || (isOpen && workbench.isEdited);
  const Solution = useSolution(isShown);

  const askForSolution = () => {
    if (isShown) return setWish("none");
    const cameEdited = !isOpen && workbench?.openExercise?.(slug, "words");
    return setWish(hasTried || cameEdited || wish !== "none" ? "shown" : "asked");
  };

  const check = async () => {
    if (!workbench?.checkExercise) return;
    setChecking({ is: "running" });
    try {
      const checked = await workbench.checkExercise(slug);
      const { verdicts, hints } = checked;
      const show: Checked["show"] = (at) => {
        checked.show(at);
        workbench.showStage?.();
      };
      setChecking({ is: "judged", verdicts, hints, show });
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
      <p className={styles.hand}>
        To try it by hand, run it and press “…” on a card of the stage: it sends any event.
      </p>
      <div role="status">
        <Result checking={checking} light={workbench?.light} />
      </div>
      {workbench?.openExercise && (
        <div className={styles.solution}>
          <Button look="small" aria-expanded={isShown} onClick={askForSolution}>
            {isShown
              ? "Hide the solution"
              : wish === "asked" && !hasTried
                ? "Show it without a try"
                : "Show the solution"}
          </Button>
          {isShown && Solution && (
            <Solution
              lesson={workbench.lesson}
              slug={slug}
              files={workbench.files}
              edit={workbench.edit}
            />
          )}
        </div>
      )}
      <section className={styles.why} data-solved={isDone} aria-label="Why it works">
        <h4>Why it works</h4>
        {why}
      </section>
      <noscript>
        <style>{`.${styles.why}[data-solved]{display:block}`}</style>
      </noscript>
    </section>
  );
}

type ResultProps = {
  readonly checking: Checking;
  readonly light: ((file: string, line: number) => void) | undefined;
};

function Result({ checking, light }: ResultProps) {
  const Verdicts = useVerdicts(checking.is !== "unasked");
  switch (checking.is) {
    case "unasked":
      return null;
    case "running":
      return <p className={styles.said}>People connect to your server: watch the stage.</p>;
    case "failed":
      return <p className={styles.said}>{checking.text}</p>;
    case "judged":
      return Verdicts ? <Verdicts {...checking} light={light} /> : null;
    default:
      return checking satisfies never;
  }
}
