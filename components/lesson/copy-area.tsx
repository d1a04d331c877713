// Snippets that can be taken away: around server-drawn ones, so that hundreds of them cost one listener.
"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import styles from "./copy-area.module.css";

/** A button with `data-copy` copies the code element whose id that is. */
export function CopyArea({ children }: { readonly children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const [said, say] = useState("");
  useEffect(() => {
    const here = area.current;
    const copy = ({ target }: Event): void => {
      const id =
        target instanceof Element ? target.closest("[data-copy]")?.getAttribute("data-copy") : null;
      const code = document.getElementById(id ?? "");
      if (!code) return;
      void navigator.clipboard.writeText(code.textContent).then(
        () => say(`Copied: ${code.textContent}`),
        () => {
          // A browser lends its clipboard to secure addresses only, and may be told not to.
          getSelection()?.selectAllChildren(code);
          say("Press Ctrl+C: it is selected.");
        },
      );
    };
    here?.addEventListener("click", copy);
    return () => here?.removeEventListener("click", copy);
  }, []);
  return (
    <div ref={area}>
      {children}
      <p role="status" className={styles.said}>
        {said}
      </p>
    </div>
  );
}
