// The processes of a benchmark, started and ended. All run this same bundle, in different roles.
import { fork } from "node:child_process";
import { once } from "node:events";
import type { Answer, Calls, Question } from "./calls.ts";

export type Role = "sandbox" | "bare" | "child" | "load" | "crowd";

export type Process<C extends Calls<C>> = {
  readonly call: <K extends keyof C & string>(
    name: K,
    ...argument: Parameters<C[K]>
  ) => Promise<Awaited<ReturnType<C[K]>>>;
  readonly close: () => Promise<void>;
};

/** How long a process has for its own cleaning up, in milliseconds. */
const PATIENCE_MS = 5_000;
type Closeable = { readonly close: () => Promise<void> };
const living = new Set<Closeable>();

/** Starts this program once more, in the role; its settings are for that role to read. */
export function startProcess<C extends Calls<C>>(role: Role, settings: object = {}): Process<C> {
  const child = fork(import.meta.filename, ["--role", role, JSON.stringify(settings)], {
    execArgv: ["--expose-gc", "--enable-source-maps"],
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  let calls = 0;
  child.on("message", (answer: Answer) => {
    waiting.get(answer.number)?.(answer);
    waiting.delete(answer.number);
  });
  child.once("exit", (code, signal) => {
    living.delete(started);
    const failure = `the ${role} process ended (${signal ?? code}) before it had answered`;
    for (const [number, answered] of waiting) answered({ number, failure });
  });
  const started: Process<C> = {
    call: (name, argument?: unknown) =>
      new Promise((resolve, reject) => {
        const question: Question = { number: ++calls, name, argument };
        waiting.set(question.number, (answer) => {
          if ("failure" in answer) reject(new Error(answer.failure));
          else resolve(answer.value as never);
        });
        child.send(question, (error) => error && reject(error));
      }),
    close: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, "exit");
      const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE_MS);
      if (child.connected) child.disconnect();
      await gone;
      clearTimeout(patience);
    },
  };
  living.add(started);
  return started;
}

/** Closes something else that was started, should nobody have done it before; closing it twice must do. */
export function closeWithAll(close: () => Promise<void>): void {
  living.add({ close });
}

export async function closeAll(): Promise<void> {
  await Promise.all([...living].map(({ close }) => close()));
}
