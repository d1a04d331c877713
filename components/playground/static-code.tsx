// Source as the server renders it: line numbers and colours, in the size the editor will have when it takes over.
import { Fragment } from "react";
import { highlight } from "./highlight.ts";
import styles from "./code.module.css";

type Props = { readonly text: string; readonly lit?: number | undefined };

export function StaticCode({ text, lit }: Props) {
  return (
    <pre className={styles.static}>
      <code>
        {text.split("\n").map((line, index) => (
          <span key={index} className={index + 1 === lit ? styles.litLine : styles.line}>
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
