// A program of the learner's own, outside the page: it begins with the lines that the page gives away.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export type OwnProgram = {
  /** Resolves when it has printed a line with these words. */
  readonly says: (words: string) => Promise<void>;
  /** As somebody's Ctrl-C does. */
  readonly end: () => Promise<void>;
};

export function startOwnProgram(source: string): OwnProgram {
  const started: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", source], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let printed = "";
  const looks = new Set<() => void>();
  started.stdout?.on("data", (text: Buffer) => {
    printed += text.toString();
    for (const look of looks) look();
  });
  return {
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!printed.includes(words)) return;
          looks.delete(look);
          resolve();
        };
        looks.add(look);
        started.once("exit", () => reject(new Error(`It ended and had said only: ${printed}`)));
        look();
      }),
    async end() {
      if (started.exitCode !== null || started.signalCode !== null) return;
      const gone = once(started, "exit");
      started.kill("SIGINT");
      await gone;
    },
  };
}
