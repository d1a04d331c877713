// The list of the keys that every page has, where there is no workbench with more of them.
"use client";
import { useEffect, useRef } from "react";
import { KeyList } from "#components/playground/key-list.tsx";
import { SITE_KEYS } from "./site-keys.ts";
import { LIST_KEY } from "./site-press.ts";
import styles from "./site-sheet.module.css";

/** Those that lead somewhere from any page. */
const GROUPS = {
  "On every page": [
    ...SITE_KEYS.filter(({ to }) => to === undefined || to.startsWith("/")),
    { key: LIST_KEY, words: "This list; on a lesson it has the workbench’s keys too" },
  ],
};

export function SiteSheet({ close }: { readonly close: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      className={styles.sheet}
      aria-label="Keyboard shortcuts"
      onClose={close}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div className={styles.body}>
        <h3>Keyboard shortcuts</h3>
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
        <KeyList groups={GROUPS} />
      </div>
    </dialog>
  );
}
