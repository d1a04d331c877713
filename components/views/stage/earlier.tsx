// What a client sent and got before: a line each, the latest above.
import { argsWords } from "#trace/deed-words.ts";
import type { Passage } from "#trace/lately.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./earlier.module.css";

export function Earlier({
  passages,
  lines,
  isFirst,
}: {
  readonly passages: readonly Passage[];
  /** How many there is room for. */
  readonly lines: number;
  /** Nothing has been sent or received yet, also not just now. */
  readonly isFirst: boolean;
}) {
  return (
    <ol className={styles.earlier} style={{ ["--lines" as string]: lines }} aria-label="Before">
      {isFirst && <li data-became="nothing">nothing yet</li>}
      {passages.map(({ seq, direction, label, args, became }) => {
        const said = spelt(`${label}${argsWords(args)}`);
        return (
          <li
            key={`${direction} ${seq}`}
            data-became={became}
            title={`${said}: ${direction === "up" ? "sent to the server" : WORDS[became]}`}
          >
            <svg width="8" height="9" viewBox="0 0 8 9" aria-hidden="true">
              <path d={direction === "up" ? "M4 8.5V1M1 4l3 -3l3 3" : "M4 .5V8M1 5l3 3l3 -3"} />
            </svg>
            <code>{said}</code>
            {(became === "unheard" || became === "dropped") && <small>{WORDS[became]}</small>}
          </li>
        );
      })}
    </ol>
  );
}

const WORDS: Readonly<Record<Passage["became"], string>> = {
  sent: "sent to it",
  received: "received",
  unheard: "nothing listens",
  dropped: "dropped",
};
