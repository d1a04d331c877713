// One row of the timeline: when, who, what, and the line of the program it comes from.
import { Mark } from "#components/ui/mark.tsx";
import { spelt } from "#trace/spelt.ts";
import type { TimelineRow } from "#trace/timeline.ts";
import { placeOf } from "#trace/timeline-words.ts";
import styles from "./timeline.module.css";

export const ROW_HEIGHT = 36;

export function Row({
  row,
  words,
  mark,
  place,
  isCurrent,
  isAhead,
  isSelected,
  isFound,
  isKin,
  isTabStop,
  onGo,
}: {
  readonly row: TimelineRow;
  readonly words: string;
  /** Undefined for the server. */
  readonly mark: number | undefined;
  readonly place: { readonly index: number; readonly count: number };
  readonly isCurrent: boolean;
  /** After the playhead: it has happened, and is not drawn. */
  readonly isAhead: boolean;
  readonly isSelected: boolean;
  /** A search has found its text here. */
  readonly isFound: boolean;
  readonly isKin: boolean;
  readonly isTabStop: boolean;
  readonly onGo: () => void;
}) {
  const where = placeOf(row.event);
  const isTrouble = row.event.kind === "fault" || row.event.kind === "limit";
  return (
    <li aria-setsize={place.count} aria-posinset={place.index + 1}>
      <button
        type="button"
        className={styles.row}
        data-mark={mark ?? "none"}
        data-ahead={isAhead}
        data-folded={row.isFolded}
        data-selected={isSelected}
        data-found={isFound}
        data-kin={isKin}
        data-trouble={isTrouble}
        aria-current={isCurrent ? "step" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        title={words}
        onClick={onGo}
      >
        <span className={styles.at}>
          {Math.round(row.at)}
          <small> ms</small>
        </span>
        {mark === undefined ? (
          <span className={styles.server}>{row.who}</span>
        ) : (
          <span className={styles.client}>
            <Mark mark={mark} name={row.client ?? row.who} size={18} />
            <span>{row.who}</span>
          </span>
        )}
        <span className={styles.words}>{spelt(words)}</span>
        {where !== undefined && (
          <span className={styles.where}>
            {where.file}:{where.line}
          </span>
        )}
      </button>
    </li>
  );
}
