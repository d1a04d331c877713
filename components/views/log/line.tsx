// One line of the log: who, what, from which line and turn; of a fault the code around it.
"use client";
import type { ReactNode } from "react";
import { Mark } from "#components/ui/mark.tsx";
import type { Seq } from "#trace/event.ts";
import type { LogLine } from "#trace/log-lines.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./log.module.css";

type Props = {
  readonly line: LogLine;
  /** Undefined for the server. */
  readonly mark: number | undefined;
  /** What began the turn that said it. */
  readonly turn: string | undefined;
  readonly isLooked: boolean;
  readonly isKin: boolean;
  readonly onGo: (to: Seq) => void;
  readonly place: ReactNode;
};

export function Line({
  line: { seq, at, level, client, text, frame },
  mark,
  turn,
  isLooked,
  isKin,
  onGo,
  place,
}: Props) {
  const moment = `${Math.round(at)} ms${turn === undefined ? "" : `, ${turn}`}`;
  return (
    <div className={styles.line} data-level={level} data-looked={isLooked} data-kin={isKin}>
      <button
        type="button"
        className={styles.at}
        title={spelt(`Go there: ${moment}`)}
        aria-label={spelt(`Go to ${moment}`)}
        aria-current={isLooked ? "step" : undefined}
        onClick={() => onGo(seq)}
      >
        {Math.round(at)}
      </button>
      <b className={styles.who}>
        {mark !== undefined && client !== undefined && <Mark mark={mark} name={client} size={16} />}
        {spelt(client ?? "server")}
      </b>
      <span className={styles.text}>
        {level !== "log" && <em className={styles.tag}>{level}</em>}
        <code>{spelt(text)}</code>
        {frame !== "" && <pre className={styles.frame}>{spelt(frame)}</pre>}
      </span>
      <span className={styles.place}>{place}</span>
    </div>
  );
}
