// Words in the prose that light a line of the learner's files. The line is found by what it says, so that it is still
// the right one after an edit.
"use client";
import { type ReactNode, useContext } from "react";
import { WorkbenchContext } from "#components/playground/workbench.ts";
import styles from "./prose.module.css";

type Props = {
  /** The file it is in. */
  readonly of?: string;
  /** What the line contains. */
  readonly has: string;
  readonly children: ReactNode;
};

export function Line({ of: file = "server.js", has, children }: Props) {
  const workbench = useContext(WorkbenchContext);
  const line =
    (workbench?.files[file] ?? "").split("\n").findIndex((text) => text.includes(has)) + 1;
  const light = workbench?.light;
  if (!light || line === 0) return <span>{children}</span>;
  return (
    <button
      type="button"
      className={styles.line}
      title={`${file}, line ${line}`}
      onClick={() => light(file, line)}
    >
      {children}
    </button>
  );
}
