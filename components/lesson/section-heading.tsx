// The heading of a section, which is a link to itself: what one wants to show somebody else has an address.
import type { ReactNode } from "react";
import styles from "./prose.module.css";

type Props = { readonly id?: string; readonly children?: ReactNode };

export function SectionHeading({ id, children }: Props) {
  if (id === undefined) return <h2>{children}</h2>;
  return (
    <h2 id={id}>
      <a href={`#${id}`} className={styles.anchor}>
        {children}
      </a>
    </h2>
  );
}
