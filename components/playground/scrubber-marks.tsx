// Marks on the scrubber: what somebody would look for in a run, by shape and height before colour. Where a run is longer
// than the scrubber is wide, the weightiest of what falls together is shown.
import type { Actor } from "#trace/cast.ts";
import type { Step, StepKind } from "#trace/steps.ts";
import styles from "./scrubber-marks.module.css";

type Props = { readonly steps: readonly Step[]; readonly cast: readonly Actor[] };

/** The weightiest first. What is not here has no mark. */
export const MARKED = [
  "fault",
  "left",
  "came",
  "room",
  "act",
  "sent",
] as const satisfies readonly StepKind[];
type Marked = (typeof MARKED)[number];

/** No more than can be told apart on a wide screen. */
const COLUMNS = 240;

export function Marks({ steps, cast }: Props) {
  const marks = new Map(cast.map(({ name, mark }) => [name, mark]));
  return (
    <div className={styles.marks} aria-hidden="true">
      {weightiest(steps).map(({ column, step: { kind, clients } }) => (
        <i
          key={column}
          className={styles.mark}
          data-kind={kind}
          data-mark={(kind === "act" && marks.get(clients[0] ?? "")) ?? "none"}
          style={{ left: `${column * 100}%` }}
        />
      ))}
    </div>
  );
}

/** One mark a column at most; `column` is 0 to 1. */
function weightiest(steps: readonly Step[]) {
  const last = Math.max(steps.length - 1, 1);
  const found = new Map<number, Step>();
  for (const [i, step] of steps.entries()) {
    if (weightOf(step.kind) < 0) continue;
    const column = Math.round((i / last) * COLUMNS) / COLUMNS;
    const other = found.get(column);
    if (other === undefined || weightOf(step.kind) < weightOf(other.kind)) found.set(column, step);
  }
  return [...found].map(([column, step]) => ({ column, step }));
}

const weightOf = (kind: StepKind): number => MARKED.indexOf(kind as Marked);
