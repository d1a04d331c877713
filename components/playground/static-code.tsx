// Source as the server renders it: line numbers and colours, in the size the editor will have when it takes over.
import { Fragment } from "react";
import { highlight } from "./highlight.ts";
import styles from "./code.module.css";
import type { SentMark } from "./sent-marks.ts";

type Props = {
  readonly text: string;
  readonly lit?: number | undefined;
  /** Lines that have to do with what is looked at. */
  readonly related?: readonly number[];
  /** The lines that sent something. */
  readonly sent?: readonly SentMark[];
  /** The line on which a program broke. */
  readonly faulty?: number | undefined;
  /** Set where what holds it scrolls, and takes the focus for that. */
  readonly isHeld?: boolean;
};

const NONE: readonly number[] = [];
const NO_MARKS: readonly SentMark[] = [];

export function StaticCode({
  text,
  lit,
  related = NONE,
  sent = NO_MARKS,
  faulty,
  isHeld = false,
}: Props) {
  return (
    <pre className={isHeld ? styles.held : styles.static} {...(!isHeld && { tabIndex: 0 })}>
      <code>
        {text.split("\n").map((line, index) => (
          <span
            key={index}
            className={styles.line}
            data-lit={index + 1 === lit}
            data-related={related.includes(index + 1)}
            data-faulty={index + 1 === faulty}
          >
            <Sent mark={sent.find((mark) => mark.line === index + 1)} />
            <span className={styles.number} aria-hidden="true">
              {index + 1}
            </span>
            {highlight(line).map(({ text: part, kind }, at) => (
              <Fragment key={at}>
                {kind === "plain" ? part : <span className={styles[kind]}>{part}</span>}
              </Fragment>
            ))}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}

/** Pressed, its packets are looked at: whoever holds the code hears of it. */
function Sent({ mark }: { readonly mark: SentMark | undefined }) {
  if (mark === undefined) return null;
  return (
    <span
      className={`${styles.sent} ${styles[`sent${mark.count}`]}`}
      data-sent={mark.line}
      title={mark.words}
      aria-hidden="true"
    />
  );
}
