// A place in the learner's files: pressed, the editor shows it.
"use client";
import type { Position } from "#trace/event.ts";
import styles from "./place.module.css";
import { useWorkbench } from "./workbench.ts";

export function Place({ where }: { readonly where: Position | undefined }) {
  const { files, light } = useWorkbench();
  if (!where) return null;
  const text = `${where.file}:${where.line}`;
  if (!Object.hasOwn(files, where.file)) return <span className={styles.place}>{text}</span>;
  return (
    <button type="button" className={styles.place} onClick={() => light?.(where.file, where.line)}>
      {text}
    </button>
  );
}
