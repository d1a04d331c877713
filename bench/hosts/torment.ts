// Hostile programs beside those that are measured, each started again as often as its page could press Run.
import { setTimeout as sleep } from "node:timers/promises";
import type { Sandbox } from "#lessons-server/gateway/sandbox.ts";

/** What has become of them, by the program's name. */
export type Tormented = Readonly<
  Record<
    string,
    {
      /** Milliseconds from when each was started until it was ended, by the wall or by an error of its own. */
      readonly endedAfter: readonly number[];
      /** For how many milliseconds the last of them had run when all were stopped; null when it had been ended. */
      readonly aliveFor: number | null;
    }
  >
>;

/** It takes only its share: it is slowed, not ended. */
export const ONLY_SLOWED = "has timers without pause";

/** One for each way in which a program may take what belongs to its neighbours; rows of the hostile corpus. */
export const HOSTILE: Readonly<Record<string, string>> = {
  "spins at its top level": "for (;;) {}",
  "spins in a timer, and catches all": `
    setTimeout(() => { for (;;) { try { for (;;) {} } catch {} } }, 1);`,
  "looks through an endless list": "[].indexOf.call({ length: 2 ** 32 }, 1);",
  "matches for ever": `/^(a+)+$/.test("a".repeat(40) + "!");`,
  "fills its memory": "const all = new Map(); for (let i = 0; ; i++) all.set(i, {});",
  "never ends its promises": "const again = () => Promise.resolve().then(again); again();",
  [ONLY_SLOWED]: `
    for (let n = 0; n < 200; n++) setInterval(() => { for (let i = 0; i < 1e4; i++); }, 1);`,
  "sends without end": `
    const { Server } = require("socket.io");
    const io = new Server(3000);
    for (;;) io.emit("all", "x".repeat(1e5));`,
};

/** A page may press Run twice a second. */
const BETWEEN_RUNS_MS = 500;

/** Begins all of them. The stop ends them, and says what has become of them. */
export function torment(open: (id: string) => Sandbox): () => Promise<Tormented> {
  let isOver = false;
  const all = Object.entries(HOSTILE).map(([name, source], at) => {
    const sandbox = open(`hostile-${at}`);
    const endedAfter: number[] = [];
    const looping = loop(sandbox, source, { endedAfter, isOver: () => isOver });
    return { name, sandbox, endedAfter, looping };
  });
  return async () => {
    isOver = true;
    const what = all.map(async ({ name, sandbox, endedAfter, looping }) => {
      sandbox.close();
      return [name, { endedAfter, aliveFor: await looping }] as const;
    });
    return Object.fromEntries(await Promise.all(what));
  };
}

type Loop = { readonly endedAfter: number[]; readonly isOver: () => boolean };

async function loop(
  sandbox: Sandbox,
  source: string,
  { endedAfter, isOver }: Loop,
): Promise<number | null> {
  while (!isOver()) {
    const began = performance.now();
    const run = await sandbox.run({ entry: "server.js", files: { "server.js": source } });
    const { why } = await run.ended;
    const took = performance.now() - began;
    if (why === "stopped") return took;
    if (why === "finished") throw new Error(`this hostile program ends by itself:\n${source}`);
    endedAfter.push(took);
    await sleep(Math.max(0, BETWEEN_RUNS_MS - took));
  }
  return null;
}
