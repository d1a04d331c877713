// One thing that has passed on a line by hand: who said it, and its bytes as they are, of many only the first.
"use client";
import { memo, useState } from "react";
import { bytesWritten } from "#trace/byte-notation.ts";
import { readFrame } from "#trace/frame.ts";
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
  const frame = maskedText(bytes);
  return (
    <>
      <b>{is === "written" ? "You" : "Server"}</b>
      <span className={styles.size}>{sizeOf(bytes)}</span>
      {frame === undefined ? (
        <pre>{bytesWritten(shown)}</pre>
      ) : (
        <p className={styles.framed}>
          <code>{frame}</code>, in a masked frame of {sizeOf(bytes)}
        </p>
      )}
      {more.length > 0 && <p className={styles.more}>… and {sizeOf(more)} more</p>}
      <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>In hexadecimal</summary>
        {isOpen && <pre>{hexText(shown)}</pre>}
      </details>
    </>
  );
});

const TEXT = new TextDecoder("utf-8", { fatal: true });

/** What one whole masked frame of text says; undefined for anything else, which is shown as it is. */
function maskedText(bytes: Uint8Array): string | undefined {
  const reading = readFrame(bytes, "client");
  if (reading.state === "short" || reading.next !== bytes.length) return undefined;
  const { header, opcode, payload, missing } = reading.frame;
  const isPlain = header.masked && header.fin && !header.rsv1 && opcode === "text";
  if (!isPlain || missing > 0 || payload.length > MOST_SHOWN) return undefined;
  try {
    return TEXT.decode(payload);
  } catch {
    return undefined;
  }
}
