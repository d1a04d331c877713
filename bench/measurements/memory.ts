// What an idle sandbox holds: a program that listens and has no clients, beside a `node server.js` that does the same.
import { setTimeout as sleep } from "node:timers/promises";
import { show } from "../figures.ts";
import type { Host, Memory } from "../hosts/host.ts";
import { startProcess } from "../processes.ts";
import { atLeast, atMost, type Report, type Row } from "../report.ts";
import type { Effort } from "../settings.ts";
import type { HostProcess } from "../variants.ts";

const MOST_MB = 2;
const LEAST_TIMES_LESS = 20;
const WARM_UPS = 20;
const SAME_MB = 0.2;

type Each = {
  readonly count: number;
  readonly runner: number | undefined;
  readonly runnerPrivate: number | undefined;
  readonly gateway: number | undefined;
};

export async function measureMemory({ isQuick }: Effort): Promise<Report> {
  const child = await measureChild();
  const counts = isQuick ? [1, 50] : [1, 50, 500];
  const host = startProcess<Host>("sandbox");
  await comeAndGo(host);
  const base = await settled(host);
  const programs: number[] = [];
  const figures: Each[] = [];
  for (const count of counts) {
    while (programs.length < count) programs.push((await host.call("start")).program);
    figures.push(eachOf(count, base, await settled(host)));
  }
  for (const program of programs) await host.call("stop", program);
  await sleep(1_000);
  const left = growth(base, await settled(host)).runner;
  await comeAndGo(host);
  const leftLater = growth(base, await settled(host)).runner;
  await host.close();

  return {
    title: "Memory of an idle sandbox, in MB each",
    columns: ["variant", "at", "RSS", "private dirty", "gateway RSS beside it"],
    rows: [...figures.map((each) => sandboxRow(each, child?.rss)), childRow(child)],
    notes: [
      `Growth of the runner's process (${show(base.runner?.rss)} MB with its threads, template and pool) over the number of sandboxes.`,
      "At 1 the process's own comings and goings are as large as the sandbox, so it is not judged.",
      `After stopping all ${programs.length}: ${show(left)} MB more than at the beginning; once ${WARM_UPS} more have come and gone: ${show(leftLater)} MB.`,
    ],
    figures: { base, sandboxes: figures, child, leftAfterStop: left, leftLater },
  };
}

async function comeAndGo(host: HostProcess): Promise<void> {
  for (let started = 0; started < WARM_UPS; started++) {
    const { program } = await host.call("start");
    await host.call("stop", program);
  }
}

async function measureChild(): Promise<Memory[string] | undefined> {
  const host = startProcess<Host>("child");
  await host.call("start");
  const { server } = await settled(host);
  await host.close();
  return server;
}

/** Two readings that agree: garbage collectors and returned pages take their time. */
async function settled(host: HostProcess): Promise<Memory> {
  let before = await host.call("memory");
  for (let reading = 0; reading < 20; reading++) {
    await sleep(250);
    const now = await host.call("memory");
    const isSame = Object.values(growth(before, now)).every(
      (mb) => mb === undefined || Math.abs(mb) < SAME_MB,
    );
    if (isSame) return now;
    before = now;
  }
  return before;
}

function growth(from: Memory, to: Memory): Record<string, number | undefined> {
  return Object.fromEntries(
    Object.keys(to).map((name) => [name, less(to[name]?.rss, from[name]?.rss)]),
  );
}

function eachOf(count: number, base: Memory, now: Memory): Each {
  const each = (mb: number | undefined) => (mb === undefined ? mb : mb / count);
  const { runner, gateway } = growth(base, now);
  const runnerPrivate = less(now.runner?.privateDirty, base.runner?.privateDirty);
  return {
    count,
    runner: each(runner),
    runnerPrivate: each(runnerPrivate),
    gateway: each(gateway),
  };
}

function sandboxRow({ count, runner, runnerPrivate, gateway }: Each, child?: number): Row {
  const timesLess = runner === undefined || child === undefined ? undefined : child / runner;
  return {
    cells: ["sandbox", String(count), show(runner), show(runnerPrivate), show(gateway)],
    claims:
      count === 1
        ? []
        : [atMost("RSS", runner, MOST_MB), atLeast("child ÷ this", timesLess, LEAST_TIMES_LESS)],
  };
}

function childRow(memory: Memory[string] | undefined): Row {
  const measured = memory?.rss === undefined ? "not measured here" : show(memory.rss);
  return { cells: ["child node server.js", "1", measured, show(memory?.privateDirty), "–"] };
}

const less = (from: number | undefined, what: number | undefined): number | undefined =>
  from === undefined || what === undefined ? undefined : from - what;
