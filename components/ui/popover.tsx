// A panel over the page, behind a button with its id as `popoverTarget`; Escape or a press beside it closes it.
import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./popover.module.css";

type Props = {
  readonly id: string;
  /** Its name to a screen reader, and its heading. */
  readonly title: string;
  readonly isWide?: boolean;
  /** It stands over the words, where there are words beside it. */
  readonly isAside?: boolean;
  /** When what is in it is drawn: what comes when it is asked for, or is much work, can wait. */
  readonly drawn?: "always" | "once opened" | "while open";
  readonly children: ReactNode;
};

export function Popover({ id, title, isWide, isAside, drawn = "always", children }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [wasOpened, setOpened] = useState(false);
  if (isOpen && !wasOpened) setOpened(true);
  // It may have been opened before there was anybody to hear of it.
  useEffect(() => setOpen(panel.current?.matches(":popover-open") ?? false), []);
  return (
    <div
      ref={panel}
      id={id}
      popover="auto"
      className={styles.panel}
      data-wide={isWide}
      data-aside={isAside}
      role="dialog"
      aria-label={title}
      onToggle={({ newState }) => setOpen(newState === "open")}
    >
      <h3>{title}</h3>
      <button
        type="button"
        className={styles.close}
        popoverTarget={id}
        popoverTargetAction="hide"
        aria-label="Close"
      >
        ×
      </button>
      {(drawn === "always" || isOpen || (drawn === "once opened" && wasOpened)) && children}
    </div>
  );
}
