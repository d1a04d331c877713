// The sections of a lesson, each a link to it; folded, since whoever begins at the top need not choose.
import styles from "./contents.module.css";

type Props = {
  readonly sections: readonly { readonly id: string; readonly title: string }[];
};

export function Contents({ sections }: Props) {
  return (
    <details className={styles.contents}>
      <summary>In this lesson</summary>
      <ol className={styles.sections}>
        {sections.map(({ id, title }) => (
          <li key={id}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ol>
    </details>
  );
}
