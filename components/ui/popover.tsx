// A panel over the page, behind a button with its id as `popoverTarget`; Escape or a press beside it closes it.
import type { ReactNode } from "react";
import styles from "./popover.module.css";

type Props = {
  readonly id: string;
  /** Its name to a screen reader, and its heading. */
  readonly title: string;
  readonly isWide?: boolean;
  readonly onToggle?: (isOpen: boolean) => void;
  readonly children: ReactNode;
};

export function Popover({ id, title, isWide, onToggle, children }: Props) {
  return (
    <div
      id={id}
      popover="auto"
      className={styles.panel}
      data-wide={isWide}
      role="dialog"
      aria-label={title}
      onToggle={({ newState }) => onToggle?.(newState === "open")}
    >
      <h3>{title}</h3>
      {children}
    </div>
  );
}
