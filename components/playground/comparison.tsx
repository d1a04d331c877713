// A file beside its start: the lines that were taken out and those that were put in.
import { lineDiff } from "./line-diff.ts";
import styles from "./comparison.module.css";

const SIGNS = { same: " ", out: "−", in: "+" } as const;
const WORDS = { same: "", out: "taken out: ", in: "put in: " } as const;

type Props = { readonly before: string; readonly after: string };

export function Comparison({ before, after }: Props) {
  return (
    <pre className={styles.comparison} tabIndex={0}>
      <code>
        {lineDiff(before, after).map(({ is, text }, index) => (
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
