// What anyone would do without a sandbox: each program is a `node server.js` of its own.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { setPriority } from "node:os";
import path from "node:path";
import { answerCalls } from "../calls.ts";
import { cpuMs, privateDirtyMb, residentMb } from "../proc.ts";
import { STANDALONE } from "../program.ts";
import type { Host } from "./host.ts";
import { HOSTILE } from "./torment.ts";

export type ChildHost = Host & {
  /** As many programs that spin as there are hostile ones, each a `node` of its own with a low priority. */
  readonly torment: () => void;
  readonly calm: () => Promise<void>;
};

const LOW_PRIORITY = 10;

export async function playChild(): Promise<void> {
  // Below the packages, so that Node finds socket.io from here.
  const folder = await mkdtemp(path.join(import.meta.dirname, "bench-"));
  const programs = new Map<number, ChildProcess>();
  const spinning: ChildProcess[] = [];
  let started = 0;

  const newest = (): number => [...programs.values()].at(-1)?.pid ?? 0;
  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };

  const host: ChildHost = {
    boot: () => 0,
    start: async () => {
      const file = path.join(folder, `server-${++started}.js`);
      const began = performance.now();
      await writeFile(file, STANDALONE);
      const child = spawn(process.execPath, [file], { stdio: ["ignore", "pipe", "inherit"] });
      programs.set(started, child);
      const failed = once(child, "exit").then(() => {
        throw new Error("node server.js ended before it listened");
      });
      const [port] = (await Promise.race([once(child.stdout, "data"), failed])) as [Buffer];
      const ms = performance.now() - began;
      failed.catch(() => undefined);
      const url = `http://127.0.0.1:${Number(port)}`;
      return { program: started, url, path: "/socket.io", ms };
    },
    stop: async (program) => {
      const child = programs.get(program);
      if (child) await end(child);
      programs.delete(program);
    },
    usage: () => ({ cpu: { server: cpuMs(newest()) } }),
    memory: () => {
      const pid = newest();
      return { server: { rss: residentMb(pid), privateDirty: privateDirtyMb(pid) } };
    },
    torment: () => {
      for (const _ of Object.keys(HOSTILE)) {
        const child = spawn(process.execPath, ["-e", "for (;;) {}"], { stdio: "ignore" });
        if (child.pid !== undefined) setPriority(child.pid, LOW_PRIORITY);
        spinning.push(child);
      }
    },
    calm: async () => {
      await Promise.all(spinning.splice(0).map(end));
    },
  };
  answerCalls(host, async () => {
    await Promise.all([...programs.values(), ...spinning].map(end));
    await rm(folder, { recursive: true, force: true });
  });
}
