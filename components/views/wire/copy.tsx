// Takes a packet away as text.
"use client";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { commandKey } from "#components/ui/command-key.ts";
import styles from "./wire.module.css";

export function Copy({ label, text }: { readonly label: string; readonly text: () => string }) {
  const [said, setSaid] = useState<{ readonly text: string; readonly isThere: boolean }>();
  const shown = useRef<HTMLTextAreaElement>(null);
  const copy = async () => {
    const copied = text();
    try {
      await navigator.clipboard.writeText(copied);
      setSaid({ text: copied, isThere: true });
    } catch {
      // A browser lends its clipboard to secure addresses only, and may be told not to.
      setSaid({ text: copied, isThere: false });
      requestAnimationFrame(() => shown.current?.select());
    }
  };
  return (
    <>
      <Button look="small" onClick={() => void copy()}>
        {label}
      </Button>
      <span role="status" className={styles.copied}>
        {said?.isThere === true && "Copied"}
        {said?.isThere === false && `Press ${commandKey()}+C:`}
      </span>
      {said?.isThere === false && (
        <textarea
          ref={shown}
          readOnly
          aria-label="What is to be copied"
          value={said.text}
          onBlur={() => setSaid(undefined)}
        />
      )}
    </>
  );
}
