// A question before its answer: the learner says who will receive an event, and then the run decides.
"use client";
import { type ReactNode, useEffect, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/mark.tsx";
import { arrived } from "#components/ui/arriving.tsx";
import { onNeed } from "#components/playground/on-need.ts";
import type { Doing } from "#protocol/doing.ts";
import type { Workbench } from "#components/playground/workbench.ts";
import { marked } from "#trace/cast.ts";
import type { Trace } from "#trace/event.ts";
import styles from "./predict.module.css";
import { useProgress } from "./progress.tsx";
import type { Decided } from "./predict-outcome.tsx";
import { runOf, usePerform } from "./use-perform.ts";
import { useSendings } from "./use-sendings.ts";
import { isSame, named } from "./words.ts";

type Props = Doing & {
  readonly id: string;
  /** The event to be received. */
  readonly event: string;
  /** Who receives it as the lesson begins: for readers without JavaScript. A test runs it. */
  readonly answer: readonly string[];
  readonly children: ReactNode;
};

const atTheStart = () => import("./at-the-start.ts");
const useOutcome = onNeed(() => import("./predict-outcome.tsx").then(({ Outcome }) => Outcome));

const NOBODY = "Nobody";
/** Milliseconds after which a run that sent nothing is asked whether it is at rest, and then spoken of. */
const SILENCE = 500;
const PATIENCE = 6_000;

const AFRESH =
  "Played on a fresh start: who is connected, or in which room, was not as the lesson begins any more. ";

const NOTHING: Trace = [];
/** `isAfresh`: the run that was there was no longer as the lesson begins. */
type Asked = {
  readonly run: string | undefined;
  readonly since: number;
  readonly isAfresh: boolean;
};

export function Predict({ id, event, answer, children, ...doing }: Props) {
  const question = useId();
  const { workbench, people, perform, isWaiting } = usePerform();
  const { predictions, answered, keepPrediction } = useProgress();
  const [picked, setPicked] = useState<readonly string[]>();
  const [asked, setAsked] = useState<Asked>();
  const [decided, setDecided] = useState<Decided>();
  const [isLate, setLate] = useState(false);

  const Outcome = useOutcome(asked !== undefined);
  const isAnswered = answered.has(id);
  const kept = predictions[id];
  const said = picked ?? kept?.said;
  const run = workbench && runOf(workbench);
  const trace = workbench?.lessonRun.trace ?? NOTHING;
  const since = asked && sinceIn(run, asked);
  const read = useSendings(asked !== undefined);
  const wanted = { event, ...(since !== undefined && { since }) };
  const found: Decided | undefined =
    asked && (read?.cameOf(trace, doing, wanted) ?? read?.cameToNothing(trace, doing, wanted));
  // What was decided stays so when the run that decided it has gone.
  const sending = found ?? (asked && decided);
  const isOpen = asked !== undefined && sending === undefined;
  const settle = workbench?.settle;
  const isOwn = workbench !== undefined && isAsAtTheStart(workbench);

  useEffect(() => {
    if (!found || !said) return;
    setDecided(found);
    if (!isOwn) return;
    const was = "got" in found ? people.filter((name) => found.got.has(name)) : [];
    if (isAnswered && kept && isSame(kept.was, was) && isSame(kept.said, said)) return;
    keepPrediction(id, { said: [...said], was });
  }, [found, said, kept, isAnswered, people, keepPrediction, id, isOwn]);

  useEffect(() => {
    if (!isOpen || isWaiting) return setLate(false);
    const asking = setTimeout(() => settle?.(PATIENCE), SILENCE);
    const timer = setTimeout(setLate, PATIENCE, true);
    return () => {
      clearTimeout(asking);
      clearTimeout(timer);
    };
  }, [isOpen, isWaiting, settle]);

  const ask = async () => {
    setDecided(undefined);
    const isRunning = workbench?.lessonRun.phase.phase === "running";
    const isAfresh =
      isOwn &&
      isRunning &&
      !(await arrived(atTheStart)).areAsAtTheStart(trace, workbench.lessonRun.clients);
    setAsked({ run, since: trace.at(-1)?.seq ?? -1, isAfresh });
    perform(doing, isAfresh);
  };
  const pick = (name: string) => {
    setAsked(undefined);
    setPicked(toggled(said ?? [], name, said !== undefined));
  };

  return (
    <section className={styles.predict} aria-labelledby={question}>
      <div className={styles.question} id={question}>
        {children}
      </div>
      <div className={styles.picks} role="group" aria-labelledby={question}>
        {marked(people).map(({ name, mark }) => (
          <label key={name} className={styles.pick} data-mark={mark}>
            <input
              type="checkbox"
              checked={said?.includes(name) ?? false}
              onChange={() => pick(name)}
            />
            <Mark mark={mark} name={name} size={20} />
            {name}
          </label>
        ))}
        <label className={styles.pick} data-mark="none">
          <input type="checkbox" checked={said?.length === 0} onChange={() => pick(NOBODY)} />
          {NOBODY}
        </label>
      </div>
      <div className={styles.go}>
        <Button look="main" disabled={said === undefined || isOpen} onClick={() => void ask()}>
          {isOpen && !isLate ? "Running …" : sending || kept ? "Run it again" : "Run it"}
        </Button>
        <p role="status">
          {isLate
            ? `The program has sent no ${event} so far. ${isOwn ? "It is still at work." : "It is not the lesson’s own any more: “Reset” brings that back."}`
            : `${asked?.isAfresh ? AFRESH : ""}${hint({ said, kept, isOpen, isDecided: sending !== undefined })}`}
        </p>
      </div>
      {sending && said && Outcome && (
        <Outcome decided={sending} of={{ event, isOwn }} said={said} people={people}>
          <span className={styles.lead}>
            <Button
              look="small"
              onClick={() => {
                // What came after it may have changed the stage again.
                if ("seq" in sending) workbench?.select(sending.seq);
                workbench?.showStage?.();
              }}
            >
              See it on the stage
            </Button>
          </span>
        </Outcome>
      )}
      <noscript>
        <p className={styles.plain}>
          {answer.length > 0
            ? `${named(answer)} received it when this was run.`
            : "Nobody received it when this was run."}
        </p>
      </noscript>
    </section>
  );
}

/** Of an event before it, it is not known whether it is of a run that is still to begin. */
function sinceIn(run: string | undefined, { run: was, since, isAfresh }: Asked): number {
  if (run === was) return isAfresh ? Infinity : since;
  return run === undefined ? Infinity : -1;
}

/** Whether what ran last is the lesson's own program, which the question is about. */
function isAsAtTheStart({ start, files, ran = files }: Workbench): boolean {
  return Object.entries(start).every(([name, text]) => ran[name] === text);
}

function toggled(
  said: readonly string[],
  name: string,
  hasSaid: boolean,
): readonly string[] | undefined {
  if (name === NOBODY) return hasSaid && said.length === 0 ? undefined : [];
  if (!said.includes(name)) return [...said, name];
  const left = said.filter((one) => one !== name);
  return left.length === 0 ? undefined : left;
}

function hint({
  said,
  kept,
  isOpen,
  isDecided,
}: {
  readonly said: readonly string[] | undefined;
  readonly kept: { readonly said: readonly string[]; readonly was: readonly string[] } | undefined;
  readonly isOpen: boolean;
  readonly isDecided: boolean;
}): string {
  if (isDecided) return "Change your guess, or run it again.";
  if (isOpen) return "Your guess is kept; the run decides.";
  if (kept && said && isSame(kept.said, said))
    return isSame(kept.said, kept.was)
      ? `You said ${named(kept.said)}, and you were right.`
      : `You said ${named(kept.said)}. It was ${named(kept.was)}.`;
  if (said === undefined) return "Choose first. The run decides.";
  return "Your guess is kept; the run decides.";
}
