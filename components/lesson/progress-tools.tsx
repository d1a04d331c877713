// Progress as a thing one owns: kept as a file, brought in from one, begun anew, and all of it undone.
"use client";
import { type ChangeEvent, useId, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { noProgress, progress } from "./kept-progress.ts";
import type { Progress } from "./progress-schema.ts";
import {
  countedIn,
  FILE_AT_MOST,
  merged,
  progressFile,
  readProgressFile,
} from "./progress-file.ts";
import styles from "./progress-tools.module.css";
import { bringProgressBack, progressBefore, replaceProgress } from "./replace-progress.ts";
import { useKeptProgress } from "./use-kept-progress.ts";

type Said = { readonly text: string; readonly file?: Progress };

export function ProgressTools() {
  const title = useId();
  const now = useKeptProgress();
  const [said, say] = useState<Said>();
  if (!now) return null;
  const before = progressBefore();

  const replace = (next: Progress, text: string) => {
    replaceProgress(next);
    say({ text });
  };
  const take = async ({ currentTarget: input }: ChangeEvent<HTMLInputElement>) => {
    const [file] = input.files ?? [];
    if (!file) return;
    const read = readProgressFile(await file.slice(0, FILE_AT_MOST + 1).text());
    // The same file may be chosen again.
    input.value = "";
    if (!read.ok) return say({ text: read.problem });
    say({ text: `The file has ${countedIn(read.progress)}.`, file: read.progress });
  };

  return (
    <section className={styles.tools} aria-labelledby={title}>
      <h2 id={title}>Your progress</h2>
      <p>
        It is kept in this browser and nowhere else: {countedIn(now)}. As a file it can go to
        another.
      </p>
      <div className={styles.buttons}>
        <Button onClick={() => save(progress())}>Save as a file</Button>
        <label className={styles.file}>
          Bring in a file
          <input
            type="file"
            accept=".json,application/json"
            onChange={(event) => void take(event)}
          />
        </label>
        <Button onClick={() => replace(noProgress, "Your progress is empty now.")}>
          Reset progress
        </Button>
      </div>
      <div className={styles.said} role="status">
        {said && <p>{said.text}</p>}
        {said?.file && <Choose file={said.file} replace={replace} leave={() => say(undefined)} />}
        {before && !said?.file && (
          <Button
            look="small"
            onClick={() => {
              bringProgressBack();
              say({ text: "Your progress is as it was before." });
            }}
          >
            Undo: back to {countedIn(before)}
          </Button>
        )}
      </div>
    </section>
  );
}

function Choose({
  file,
  replace,
  leave,
}: {
  readonly file: Progress;
  readonly replace: (next: Progress, text: string) => void;
  readonly leave: () => void;
}) {
  return (
    <div className={styles.buttons}>
      <Button
        look="main"
        onClick={() =>
          replace(merged(progress(), file), "Added. Where both had an answer, yours stayed.")
        }
      >
        Add to mine
      </Button>
      <Button onClick={() => replace(file, "Your progress is what the file had.")}>
        Replace mine
      </Button>
      <Button onClick={leave}>Leave it</Button>
    </div>
  );
}

function save(progress: Progress): void {
  const address = URL.createObjectURL(
    new Blob([progressFile(progress)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = "sockets-101-progress.json";
  link.click();
  URL.revokeObjectURL(address);
}
