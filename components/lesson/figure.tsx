// A recorded run inside the prose: the stage as it was at one moment, which can be played, and what happened in words.
import type { ReactNode } from "react";
import type { Seq, Trace } from "#trace/event.ts";
import { steps } from "#trace/steps.ts";
import { timeline } from "#trace/timeline.ts";
import styles from "./figure.module.css";
import { FigureStage } from "./later.tsx";

type Props = {
  readonly recording: Trace;
  /** The names of the scene's clients, in order. */
  readonly scene: readonly string[];
  /** The step, from 1, that is shown before anybody plays it: its last, unless told. */
  readonly at?: number | undefined;
  readonly title: string;
  readonly children: ReactNode;
};

export function Figure({ recording, scene, at, title, children }: Props) {
  const from = beginningOf(recording);
  const shown = steps(recording).filter(({ seq }) => seq >= from);
  const moment = shown[(at ?? shown.length) - 1];
  if (!moment)
    throw new Error(`<Figure title="${title}">: there is no step ${at}, it has ${shown.length}`);
  const { rows, words } = timeline(recording, scene);
  return (
    <figure className={styles.figure}>
      <FigureStage recording={recording} scene={scene} from={from} at={moment.seq} title={title} />
      <figcaption>{children}</figcaption>
      <details>
        <summary>What happens, in words</summary>
        <ol>
          {rows
            .filter(({ seq, isFolded }) => seq >= from && !isFolded)
            .map((row) => (
              <li key={row.seq}>
                <b>{row.who}</b> {words(row)}
              </li>
            ))}
        </ol>
      </details>
    </figure>
  );
}

/** A figure about what clients do begins with that, and not with their coming. */
const beginningOf = (trace: Trace): Seq =>
  trace.find(({ kind }) => kind === "act")?.seq ?? trace[0]?.seq ?? (0 as Seq);
