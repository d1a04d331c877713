// One thing that has passed on a line by hand: who said it, and its bytes as they are, of many only the first.
"use client";
import { memo, useState } from "react";
import { bytesWritten } from "#trace/byte-notation.ts";
import { hexText } from "#trace/wire-text.ts";
import styles from "./by-hand.module.css";
import type { Passed } from "./hand-line.ts";

/** Bytes that are shown. */
const MOST_SHOWN = 4_096;

export const sizeOf = ({ length }: Uint8Array): string =>
  `${length} ${length === 1 ? "byte" : "bytes"}`;

/** Drawn once: what has passed does not change. */
export const PassedLine = memo(function PassedLine({ passed }: { readonly passed: Passed }) {
  const [isOpen, setOpen] = useState(false);
  if (!("bytes" in passed))
    return passed.is === "opened" ? "The connection is open." : "The connection has ended.";
  const { is, bytes } = passed;
  const shown = bytes.subarray(0, MOST_SHOWN);
  const more = bytes.subarray(MOST_SHOWN);
  return (
    <>
      <b>{is === "written" ? "You" : "Server"}</b>
      <span className={styles.size}>{sizeOf(bytes)}</span>
      <pre>{bytesWritten(shown)}</pre>
      {more.length > 0 && <p className={styles.more}>… and {sizeOf(more)} more</p>}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>In hexadecimal</summary>
        {isOpen && <pre>{hexText(shown)}</pre>}
      </details>
    </>
  );
});
