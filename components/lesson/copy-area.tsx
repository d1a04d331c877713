// Snippets that can be taken away: around server-drawn ones, so that hundreds of them cost one listener.
"use client";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { commandKey } from "#components/ui/command-key.ts";
import styles from "./copy-area.module.css";

/** A button with `data-copy` copies the code element whose id that is. */
export function CopyArea({ children }: { readonly children: ReactNode }) {
  const area = useRef<HTMLDivElement>(null);
  const [said, say] = useState("");
  useEffect(() => {
    const here = area.current;
    const copy = async ({ target }: Event): Promise<void> => {
      const id =
        target instanceof Element ? target.closest("[data-copy]")?.getAttribute("data-copy") : null;
      const code = document.getElementById(id ?? "");
      if (!code) return;
      try {
        await navigator.clipboard.writeText(code.textContent);
        say(`Copied: ${code.textContent}`);
      } catch {
        // A browser lends its clipboard to secure addresses only, and may be told not to.
        getSelection()?.selectAllChildren(code);
        say(`Press ${commandKey()}+C: it is selected.`);
      }
    };
    const hear = (event: Event): void => void copy(event);
    here?.addEventListener("click", hear);
    return () => here?.removeEventListener("click", hear);
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
