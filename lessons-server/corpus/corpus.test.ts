// The hostile corpus (SAFETY §4): what strangers try, each against the real server, beside twenty clients of another
// program on the same thread. Contained means: the server lives and is as it was, the witness hears every beat in order,
// the attacker ends as its row says, its learner reads why, and nothing is left of it in the end.
// `WITNESS=1` prints for each row how long the witness's beats took.
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createMetrics } from "../observing/metrics.ts";
import { type Served, servedSandboxes } from "../testing/served-sandboxes.ts";
import { ELSEWHERE } from "./elsewhere.ts";
import { limitRows } from "./limit.rows.ts";
import { memoryRows } from "./memory.rows.ts";
import { changeRows, reachRows } from "./reach.rows.ts";
import { expectEnd, type Row } from "./row.ts";
import { tenancyRows } from "./tenancy.rows.ts";
import { timeRows } from "./time.rows.ts";
import { wireRows } from "./wire.rows.ts";
import { openWitness, WITNESS, type Witness } from "./witness.ts";

const ROWS: readonly Row[] = [
  ...timeRows,
  ...memoryRows,
  ...reachRows,
  ...changeRows,
  ...wireRows,
  ...tenancyRows,
  ...limitRows,
];
const ROOT = path.resolve(import.meta.dirname, "../..");
const LAST_NUMBER = 76;
/** Connections of the server's that may be closing when they are counted. */
const SOME = 5;

const { runner, serve, serveForAll } = servedSandboxes();
const metrics = createMetrics();
/** What should have been counted, as the figures are written. */
const counts = new Map<string, number>();
const delays: string[] = [];
let witness: Witness;
let before: { pid: number | undefined; files: number; handles: number };

beforeAll(async () => {
  witness = await openWitness(await serveForAll(WITNESS));
  before = { pid: runner().pid, files: openFiles(), handles: handles() };
});

afterEach(async (context) => {
  await witness.intact();
  const taken = witness.takeDelays().toSorted((a, b) => a - b);
  const p99 = taken[Math.floor(taken.length * 0.99)] ?? Number.NaN;
  delays.push(`${p99.toFixed(1).padStart(8)} ms  ${context.task.name}`);
  expect(runner().pid, "the runner was started again").toBe(before.pid);
  expect(runner().stuckThreads(), "fuel has stopped all that had to be stopped").toBe(0);
});

afterAll(async () => {
  witness.close();
  if (process.env["WITNESS"]) console.log(`p99 of the witness's beats\n${delays.join("\n")}`);
});

describe("contained", () => {
  it.each(ROWS.map((row) => [`${row.number} ${row.name} (${row.layer})`, row] as const))(
    "%s",
    async (_title, row) => {
      const served = await serve(row.program);
      metrics.tell({ is: "run", sandbox: row.name, run: served.run });
      await row.act?.(served, witness);
      await expectEnd(row, served);
      count(served);
    },
  );
});

describe("the corpus", () => {
  it("leaves nothing behind: no connection, no timer, no file", async () => {
    await expect.poll(openFiles).toBeLessThanOrEqual(before.files + SOME);
    await expect.poll(handles).toBeLessThanOrEqual(before.handles + SOME);
  });

  it("is in the figures: who was killed for what, and which limit bit", async () => {
    const figures = await metrics.text();
    const counted = new Map(figures.split("\n").map((line) => line.split(" ") as [string, string]));
    // At least: a limit may have bitten again when its row had been looked at.
    for (const [figure, times] of counts)
      expect(Number(counted.get(figure)), figure).toBeGreaterThanOrEqual(times);
    expect([...counts.keys()].join()).toMatch(/reason="budget".*reason="memory".*limit=/);
  });

  it("has every number, here or elsewhere", () => {
    const here = new Set(ROWS.map(({ number }) => number));
    const numbers = Array.from({ length: LAST_NUMBER }, (_, n) => n + 1);
    expect(numbers.filter((n) => !here.has(n) && !(n in ELSEWHERE))).toEqual([]);
    expect(numbers.filter((n) => here.has(n) && n in ELSEWHERE)).toEqual([]);
  });

  it("names no file that there is not", () => {
    const named = Object.values(ELSEWHERE).flatMap((why) => why.match(/[\w./-]+\.ts/g) ?? []);
    expect(named.filter((file) => !existsSync(path.resolve(ROOT, file)))).toEqual([]);
  });

  it("has each row once", () => {
    const names = ROWS.map(({ number, name }) => `${number} ${name}`);
    expect(names).toEqual([...new Set(names)]);
  });
});

function count(served: Served): void {
  for (const { during } of served.facts("fault"))
    if (/^(budget|memory|runner)$/.test(during)) add(`kills_total{reason="${during}"}`);
  for (const { what } of served.facts("limit")) add(`shed_total{limit="${what}"}`);
}

function add(figure: string): void {
  counts.set(figure, (counts.get(figure) ?? 0) + 1);
}

/** What this process, which is the gateway, keeps open or waits for. */
const handles = (): number => process.getActiveResourcesInfo().length;

/** Files and connections of the runner; 0 where the system does not say. */
function openFiles(): number {
  try {
    return readdirSync(`/proc/${runner().pid}/fd`).length;
  } catch {
    return 0;
  }
}
