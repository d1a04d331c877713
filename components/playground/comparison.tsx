// A file beside its start: the lines that were taken out and those that were put in.
import { type DiffLine, lineDiff } from "./line-diff.ts";
import styles from "./comparison.module.css";

const SIGNS = { same: " ", out: "−", in: "+" } as const;
const WORDS = { same: "", out: "taken out: ", in: "put in: " } as const;

type Props = { readonly before: string; readonly after: string };

export function Comparison({ before, after }: Props) {
  return <DiffLines label="What you have changed" lines={lineDiff(before, after)} />;
}

type LinesProps = { readonly label: string; readonly lines: readonly DiffLine[] };

/** Lines of code, with those marked that come or go. It can be scrolled with the keys. */
export function DiffLines({ label, lines }: LinesProps) {
  return (
    <pre className={styles.comparison} tabIndex={0} role="region" aria-label={label}>
      <code>
        {lines.map(({ is, text }, index) => (
          <span key={index} data-is={is}>
            <span aria-hidden="true">{SIGNS[is]} </span>
            <span className={styles.words}>{WORDS[is]}</span>
            {text}
            {"\n"}
          </span>
        ))}
      </code>
    </pre>
  );
}
