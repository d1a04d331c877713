// Files as the last arguments of an event: their bytes go out as attachments of its packet.
"use client";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { toBase64 } from "#trace/to-base64.ts";
import { spelt } from "#trace/spelt.ts";
import styles from "./client-controls.module.css";

export type Attached = { readonly name: string; readonly size: number; readonly base64: string };

/** Bytes of all of them: they stand in the trace, which is kept small. */
const MOST_BYTES = 32_000;

export function AttachFiles({
  files,
  onFiles,
}: {
  readonly files: readonly Attached[];
  /** Told what to make of them as they are then: reading a file takes its time. */
  readonly onFiles: (change: (files: readonly Attached[]) => readonly Attached[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState("");
  const add = async (picked: readonly File[]) => {
    const total = [...files, ...picked].reduce((sum, { size }) => sum + size, 0);
    if (total > MOST_BYTES)
      return setProblem(
        `That would be ${total.toLocaleString("en-GB")} bytes. An event takes ${MOST_BYTES.toLocaleString("en-GB")} of files here: choose smaller ones.`,
      );
    setProblem("");
    const reading = picked.map(async (file) => ({
      name: file.name,
      size: file.size,
      base64: toBase64(new Uint8Array(await file.arrayBuffer())),
    }));
    const read = await Promise.all(reading);
    onFiles((others) => [...others, ...read]);
  };
  return (
    <div className={styles.files}>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to send"
        onChange={(change) => {
          void add([...(change.target.files ?? [])]);
          change.target.value = "";
        }}
      />
      {files.map((file, place) => (
        <span key={`${file.name} ${place}`} className={styles.file}>
          {spelt(file.name)}, {file.size.toLocaleString("en-GB")} bytes
          <button
            type="button"
            aria-label={`Leave out ${file.name}`}
            onClick={() => onFiles((all) => all.filter((one) => one !== file))}
          >
            ×
          </button>
        </span>
      ))}
      <Button look="small" onClick={() => input.current?.click()}>
        Add a file’s bytes
      </Button>
      {problem !== "" && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
