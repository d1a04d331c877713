// Pastes a row of the cheat sheet into the editor, lights it there, says so, and takes it back when asked.
"use client";
import { useEffect, useRef } from "react";
import type { Workbench } from "#components/playground/workbench.ts";
import { pasted } from "./pasted.ts";

type Pasted = { readonly code: string; readonly isClients?: true };

export function usePaste(workbench: Workbench | undefined): {
  readonly paste: (row: Pasted) => void;
  /** What was said of it last has been read. */
  readonly forget: () => void;
} {
  // What is undone is undone in the files as they are by then.
  const now = useRef(workbench);
  useEffect(() => {
    now.current = workbench;
  }, [workbench]);
  const said = useRef("");
  const forget = () => {
    if (workbench?.notice?.text === said.current) workbench.dismissNotice();
  };
  const paste = ({ code, isClients }: Pasted) => {
    const side = isClients ? "client" : "server";
    const file = `${side}.js`;
    const found = pasted(workbench?.files[file] ?? "", code, side);
    if (!workbench) return;
    if (!found) {
      workbench.tell({
        text: `There is no place for it in ${file} any more. “Copy” takes it along; “Reset” brings the place back.`,
      });
      return;
    }
    workbench.edit(file, found.text);
    workbench.light?.(file, found.line);
    said.current = `It is in ${file}, line ${found.line}. Press Run${isClients ? "" : ", then “Run my line” on a person’s card"}.`;
    workbench.tell({
      text: said.current,
      undo() {
        const text = now.current?.files[file] ?? "";
        now.current?.edit(file, text.replace(found.put, ""));
        now.current?.dismissNotice();
      },
    });
  };
  return { paste, forget };
}
