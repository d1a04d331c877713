// For tests: `npm run sandbox` as a process of its own, with files of its own on disk.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";

const DIST = path.resolve(import.meta.dirname, "../../dist/sandbox.js");

export type Command = {
  readonly process: ChildProcess;
  /** All that it has printed so far, to either stream. */
  readonly said: () => string;
  /** Waits until what it has printed contains `text`. @throws when it exits without. */
  readonly says: (text: string) => Promise<string>;
  /** Its exit code, once it and every process it has started are gone, with all that it printed. */
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>;
};

/** Runs the command in a process group of its own, as a terminal does. It is killed with the test. */
export function sandboxCommand(args: readonly string[], folder = tmpdir()): Command {
  const { INIT_CWD: _, FORCE_COLOR: __, ...env } = process.env;
  const child = spawn(process.execPath, ["--enable-source-maps", DIST, ...args], {
    cwd: folder,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const waiting = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (piece: string) => {
      text += piece;
      for (const look of waiting) look();
    });
  }
  // Its pipes close when nobody holds them any more: neither it, nor the runner that inherits them.
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, said: text })),
  );
  onTestFinished(async () => {
    if (child.exitCode === null) child.kill("SIGKILL");
    await ended;
  });
  return {
    process: child,
    said: () => text,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!text.includes(wanted)) return;
          waiting.delete(look);
          resolve(text);
        };
        waiting.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without saying "${wanted}":\n${text}`)));
      }),
    ended,
  };
}

/** Writes files into a folder that is removed with the test, and gives its path. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "sandbox-command-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/** A port that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
