// A site of a test's own, for what cannot be done to the one that all tests share: it is killed and started again.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePort } from "./free-port.ts";

export type OwnSite = {
  readonly port: number;
  readonly url: string;
  /** Resolves when it answers. */
  readonly start: () => Promise<void>;
  /** As whoever looks after it does; gives its exit code. */
  readonly stop: () => Promise<number | null>;
  /** As a power cut does: without a word to anybody. */
  readonly kill: () => Promise<void>;
  /** Kills it, and leaves nothing of it behind. */
  readonly close: () => Promise<void>;
};

/** @param otherwise what its environment says beside where to listen */
export async function openOwnSite(
  otherwise: Readonly<Record<string, string>> = {},
): Promise<OwnSite> {
  const port = await freePort();
  // A killed process cleans up nothing.
  const temporary = await mkdtemp(path.join(tmpdir(), "sockets-101-e2e-"));
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = spawn(process.execPath, ["scripts/start.mjs"], {
      env: {
        ...process.env,
        PORT: String(port),
        HOST: "localhost",
        TMPDIR: temporary,
        ...otherwise,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    server = started;
    const ended = once(started, "exit").then(() => {
      throw new Error("The site of this test ended before it answered.");
    });
    await Promise.race([said(started, "is at"), ended]);
  }

  async function end(signal: "SIGKILL" | "SIGTERM"): Promise<number | null> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return null;
    const gone = once(server, "exit") as Promise<[number | null]>;
    server.kill(signal);
    const [code] = await gone;
    return code;
  }
  const kill = async (): Promise<void> => void (await end("SIGKILL"));

  await start();
  return {
    port,
    url: `http://localhost:${port}`,
    start,
    stop: () => end("SIGTERM"),
    kill,
    async close() {
      await kill();
      await rm(temporary, { recursive: true, force: true });
    },
  };
}

function said({ stdout }: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve) => {
    stdout?.on("data", (text: Buffer) => {
      if (text.includes(words)) resolve();
    });
  });
}
