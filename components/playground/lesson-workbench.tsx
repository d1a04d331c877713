// A lesson's page: the prose on one side and the workbench on the other, both inside the one context they share.
"use client";
import {
  memo,
  type ReactNode,
  type Ref,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { flushSync } from "react-dom";
import { nowAlive } from "#components/ui/early-presses.ts";
import { EditorPane } from "./editor-pane.tsx";
import type { Part } from "./focus-part.ts";
import { Inspector } from "./inspector.tsx";
import type { Lesson } from "./lesson.ts";
import type { LessonSource } from "./lesson-source.ts";
import styles from "./lesson-workbench.module.css";
import { NoticeBar } from "./notice-bar.tsx";
import { Reader } from "./reader.tsx";
import { Scrubber } from "./scrubber.tsx";
import { ShortcutKeys } from "./shortcut-keys.tsx";
import { StageArea } from "./stage-area.tsx";
import { Toolbar } from "./toolbar.tsx";
import { type Side, useSide } from "./use-side.ts";
import { Undrawable } from "./undrawable.tsx";
import { createTurns } from "./turns.ts";
import { useOpenLesson } from "./use-lesson.ts";
import { usePart } from "./use-store.ts";

export type LessonWorkbenchProps = LessonSource & {
  readonly title: string;
  readonly children: ReactNode;
};

export function LessonWorkbench({ title, children, ...source }: LessonWorkbenchProps) {
  const lesson = useOpenLesson(source);
  return (
    <Undrawable lesson={lesson}>
      <OpenLesson title={title} lesson={lesson} source={source}>
        {children}
      </OpenLesson>
    </Undrawable>
  );
}

type OpenLessonProps = Pick<LessonWorkbenchProps, "title" | "children"> & {
  readonly lesson: Lesson;
  readonly source: LessonSource;
};

function OpenLesson({ title, children, lesson, source }: OpenLessonProps) {
  const line = usePart(lesson.gaze, (gaze) => gaze.line);
  const [side, setSide] = useSide();
  const sides = useRef<HTMLElement>(null);
  const [isLarge, enlarge] = useState(false);
  const [low, setLow] = useState<Low>("code");
  const turnTo = useCallback(
    (next: Side) => {
      setSide(next);
      // What was pressed is hidden now. Where there is no such switch, this does nothing.
      const tab = sides.current?.querySelector<HTMLElement>(`[data-key="${next}"]`);
      tab?.focus({ preventScroll: true });
    },
    [setSide],
  );
  const page = useMemo(
    () => ({
      isLarge,
      enlarge,
      showStage: () => turnTo("stage"),
      openExercise(exercise: string | undefined, to: "code" | "words" = "code") {
        const isEdited = lesson.open(exercise);
        if (exercise === undefined || to === "words") return isEdited;
        // Whoever opens its files wants to see them.
        setLow("code");
        turnTo("code");
        return isEdited;
      },
    }),
    [isLarge, lesson, turnTo],
  );
  const [turns] = useState(createTurns);
  const opened = { lesson, source, turns, page };
  const [seenLine, setSeenLine] = useState(line);
  useEffect(nowAlive, []);
  if (line !== seenLine) {
    // A line that was asked for is shown, wherever the learner was.
    setSeenLine(line);
    if (line) {
      setSide("code");
      setLow("code");
      enlarge(false);
    }
  }
  const reveal = (part: Part) =>
    flushSync(() => {
      setSide(SIDE_OF[part]);
      if (part !== "code" && part !== "inspector") return;
      setLow(part);
      if (part === "code") enlarge(false);
    });
  return (
    <div className={styles.lesson} data-side={side} data-low={low} data-large={isLarge} data-waits>
      <Switch
        ref={sides}
        className={styles.sides}
        label="Parts of the lesson"
        choices={SIDES}
        chosen={side}
        onChoose={setSide}
      />
      <Reader opened={opened} ms={PROSE_MS}>
        <article className={styles.prose} data-part="words">
          {children}
        </article>
      </Reader>
      <section className={styles.workbench} aria-label={`Workbench: ${title}`}>
        <h1 className={styles.title}>{title}</h1>
        <Reader opened={opened} follows>
          <ShortcutKeys reveal={reveal} />
          <Reader opened={opened}>
            <Bar />
            <Notice />
          </Reader>
          <div className={styles.stage} data-part="stage">
            <OnStage />
          </div>
        </Reader>
        <div className={styles.scrubber}>
          <Reader opened={opened} follows>
            <Steps />
          </Reader>
        </div>
        <div className={styles.low}>
          <Switch
            className={styles.lows}
            label="Under the stage"
            choices={LOWS}
            chosen={low}
            onChoose={setLow}
          />
          <div className={styles.code}>
            <Reader opened={opened}>
              <Editor entry={source.entry} line={line} />
            </Reader>
          </div>
          <div className={styles.inspector}>
            <Reader opened={opened} follows>
              <Beside />
            </Reader>
          </div>
        </div>
      </section>
    </div>
  );
}

// Drawn when what they read has changed.
const Notice = memo(NoticeBar);
const Bar = memo(Toolbar);
const OnStage = memo(StageArea);
const Steps = memo(Scrubber);
const Editor = memo(EditorPane);
const Beside = memo(Inspector);

/** What the prose says of a run is worked out from the whole trace. */
const PROSE_MS = 250;
const SIDES: Readonly<Record<Side, string>> = { text: "Text", stage: "Stage", code: "Code" };
const SIDE_OF: Readonly<Record<Part, Side>> = {
  words: "text",
  stage: "stage",
  client: "stage",
  moment: "stage",
  inspector: "stage",
  code: "code",
};
const LOWS = { code: "Code", inspector: "Inspector" } as const;
type Low = keyof typeof LOWS;

type SwitchProps<K extends string> = {
  readonly ref?: Ref<HTMLElement>;
  readonly className: string | undefined;
  readonly label: string;
  readonly choices: Readonly<Record<K, string>>;
  readonly chosen: K;
  readonly onChoose: (key: K) => void;
};

/** Where there is no room for everything at once. Which of them are there at all is the style sheet's affair. */
function Switch<K extends string>({
  ref,
  className,
  label,
  choices,
  chosen,
  onChoose,
}: SwitchProps<K>) {
  return (
    <nav ref={ref} className={className} aria-label={label}>
      {(Object.keys(choices) as K[]).map((key) => (
        <button
          key={key}
          type="button"
          data-key={key}
          aria-current={key === chosen}
          onClick={() => onChoose(key)}
        >
          {choices[key]}
        </button>
      ))}
    </nav>
  );
}
