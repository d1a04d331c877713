// Programs that have ended leave the runner as it was before them.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { openSandbox } from "../gateway/sandbox.ts";
import { programOf, servedSandboxes } from "../testing/served-sandboxes.ts";

const { runner } = servedSandboxes({
  thread: path.resolve(import.meta.dirname, "../testing/collecting-thread.mjs"),
});

const PROGRAM = programOf(`
  import { Server } from "socket.io";
  const kept = Array.from({ length: 1_000 }, (_, n) => ({ n }));
  new Server(3000).on("connection", () => kept.length);
  setInterval(() => {}, 10);
`);
const AT_ONCE = 20;
/** MB. Two hundred machines that somebody held would be 280. */
const LITTLE = 60;

/** Starts so many programs and stops each as soon as it listens. */
async function startAndStop(many: number): Promise<void> {
  for (let started = 0; started < many; started += AT_ONCE)
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        const sandbox = openSandbox({ runner: runner() });
        const run = await sandbox.run(PROGRAM);
        expect(await run.listening).toBe(3000);
        sandbox.close();
      }),
    );
}

const memory = (): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${runner().pid}/status`, "utf8"))?.[1]) / 1024;
const files = (): number => readdirSync(`/proc/${runner().pid}/fd`).length;

it.skipIf(!existsSync("/proc/self/status"))(
  "gives back the memory of two hundred programs, and holds no file of theirs",
  async () => {
    // What the first ones bring with them stays: compiled code, and room for several at once.
    await startAndStop(2 * AT_ONCE);
    const before = { memory: memory(), files: files() };
    await startAndStop(200);
    await expect
      .poll(memory, { timeout: 50_000, interval: 200 })
      .toBeLessThan(before.memory + LITTLE);
    expect(files()).toBeLessThanOrEqual(before.files);
  },
);
