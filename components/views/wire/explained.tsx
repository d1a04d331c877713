// What the part that is looked at is, in its own words; always in the same place, so that nothing moves.
import { spelt } from "#trace/spelt.ts";
import type { Lights } from "./current.ts";
import { sizeWords } from "./layer-row.tsx";
import styles from "./layers.module.css";

export function Explained({ lights: { parts, current } }: { readonly lights: Lights }) {
  const [part, ...more] = parts;
  if (part === undefined)
    return (
      <p className={styles.explained}>
        Point at a part, or walk with the arrow keys: it lights up in every layer.
      </p>
    );
  if (current !== undefined && "byte" in current && more.length > 0)
    return (
      <p className={styles.explained}>
        <b>byte {current.byte}</b> {parts.map(({ name, shown }) => `${name} ${shown}`).join(", ")}
      </p>
    );
  const { name, meaning, says, problem } = part;
  return (
    <p className={styles.explained} data-broken={problem !== undefined}>
      <b>{name}</b>, {sizeWords(part)}
      {meaning !== "" && <>: {spelt(meaning)}</>}. {spelt(says)}
      {problem !== undefined && (
        <strong>
          {" "}
          {spelt(problem.text)} ({problem.rule}).
        </strong>
      )}
    </p>
  );
}
