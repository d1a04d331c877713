// The bytes of the wire in hex and as ASCII, lit with the parts above them; a byte pointed at lights them in turn.
"use client";
import { type PointerEvent, useState } from "react";
import { asciiByte, hexByte, hexLines, hexOffset } from "#trace/wire-text.ts";
import type { Lights } from "./current.ts";
import styles from "./hex.module.css";

const FIRST = 128;
const MORE = 4096;

export function HexDump({
  bytes,
  lights,
}: {
  readonly bytes: Uint8Array;
  readonly lights: Lights;
}) {
  const [most, setMost] = useState(FIRST);
  const { isByteLit, hover } = lights;
  const onPointer = (event: PointerEvent<HTMLElement>) => {
    const at = event.target instanceof HTMLElement ? event.target.dataset["at"] : undefined;
    hover(at === undefined ? undefined : { byte: Number(at) });
  };
  return (
    <div className={styles.hex}>
      <pre onPointerOver={onPointer} onPointerLeave={() => hover(undefined)}>
        {hexLines(bytes, most).map(({ at, bytes: line }) => (
          <span key={at} className={styles.line}>
            <span className={styles.offset}>{hexOffset(at)}</span>
            <span className={styles.bytes}>
              {[...line].map((byte, i) => (
                <span key={i} data-at={at + i} data-lit={isByteLit(at + i)}>
                  {hexByte(byte)}
                </span>
              ))}
            </span>
            <span className={styles.ascii}>
              {[...line].map((byte, i) => (
                <span key={i} data-at={at + i} data-lit={isByteLit(at + i)}>
                  {asciiByte(byte)}
                </span>
              ))}
            </span>
            {"\n"}
          </span>
        ))}
      </pre>
      {bytes.length > most && (
        <button type="button" className={styles.more} onClick={() => setMost(most + MORE)}>
          Show more: {bytes.length - most} bytes are left
        </button>
      )}
    </div>
  );
}
