// Marks on the scrubber: what somebody would look for in a run, by shape and height before colour.
import type { Actor } from "#trace/cast.ts";
import type { StepMark } from "#trace/step-marks.ts";
import styles from "./scrubber-marks.module.css";

type Props = {
  readonly marks: readonly StepMark[];
  readonly cast: readonly Actor[];
  /** What is pointed at, which says what it is. */
  readonly pointed: StepMark | undefined;
  readonly words: string;
};

export function Marks({ marks, cast, pointed, words }: Props) {
  const own = new Map(cast.map(({ name, mark }) => [name, mark]));
  return (
    <div className={styles.marks} aria-hidden="true">
      {marks.map(({ at, step: { seq, kind, clients } }) => (
        <i
          key={seq}
          className={styles.mark}
          data-kind={kind}
          data-mark={(kind === "act" && own.get(clients[0] ?? "")) ?? "none"}
          style={{ left: `${at * 100}%` }}
        />
      ))}
      {pointed && (
        <span
          className={styles.words}
          data-end={pointed.at > 0.5}
          style={
            pointed.at > 0.5
              ? { right: `${(1 - pointed.at) * 100}%` }
              : { left: `${pointed.at * 100}%` }
          }
        >
          {words}
        </span>
      )}
    </div>
  );
}
