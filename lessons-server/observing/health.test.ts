import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { Runner } from "../gateway/runner-process.ts";
import { healthMounts } from "./health.ts";
import { watchLoop } from "./loop-delay.ts";
import { owns } from "../mount.ts";
import { sharedRunner } from "../testing/shared-runner.ts";

let runner: Runner;
beforeAll(async () => {
  runner = await sharedRunner();
});

let now = 0;
let draining = false;
let loads = 0;
/** The health of a server whose runner does this when a program is to be run. */
async function healthOf(load: Runner["load"], loop = { blockedMs: () => 0 }) {
  [now, loads, draining] = [0, 0, false];
  const mounts = healthMounts({
    runner: { ...runner, load: (...asked) => (loads++, load(...asked)) },
    loop,
    isDraining: () => draining,
    patienceMs: 20_000,
    clock: () => now,
  });
  const server = createServer((req, res) =>
    mounts.find((mount) => owns(mount, req.url))?.request(req, res),
  );
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return async (part: string) => {
    const answer = await fetch(url + part);
    return [answer.status, (await answer.text()).trim()] as const;
  };
}

describe("the server is ready", () => {
  it("when a program runs in a fresh sandbox, one for all who ask within five seconds", async () => {
    const ask = await healthOf(runner.load);
    const many = await Promise.all(Array.from({ length: 20 }, () => ask("/readyz?who")));
    expect(new Set(many.map(([status]) => status))).toEqual(new Set([200]));
    now = 4_999;
    expect(await ask("/readyz")).toEqual([200, "The server is ready."]);
    expect(loads).toBe(1);
    now = 5_000;
    expect((await ask("/readyz"))[0]).toBe(200);
    expect(loads).toBe(2);
  });

  it("not when a program could not be run, and again when one could", async () => {
    let isBroken = true;
    const ask = await healthOf((...asked) =>
      isBroken ? Promise.reject(new Error("no thread")) : runner.load(...asked),
    );
    expect((await ask("/readyz"))[0]).toBe(503);
    expect(await ask("/livez")).toEqual([200, "The server is alive."]);
    isBroken = false;
    now = 5_000;
    expect((await ask("/readyz"))[0]).toBe(200);
  });

  it("not while it is about to stop, whatever was found before", async () => {
    const ask = await healthOf(runner.load);
    expect((await ask("/readyz"))[0]).toBe(200);
    draining = true;
    expect(await ask("/readyz")).toEqual([503, "The server is about to stop."]);
    expect((await ask("/livez"))[0]).toBe(200);
  });
});

it("a blocked event loop leaves the server alive, and not ready", async () => {
  const loop = watchLoop();
  const ask = await healthOf(runner.load, loop);
  // As soon as nothing else has blocked it.
  const statusNow = async () => (await ask("/readyz"))[0];
  await expect.poll(statusNow, { timeout: 30_000 }).toBe(200);
  // Blocks this process, which is the server's too.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_000);
  const [alive, [status, why]] = await Promise.all([ask("/livez"), ask("/readyz")]);
  expect(alive[0]).toBe(200);
  expect(status).toBe(503);
  expect(why).toMatch(/could not answer anybody for \d{4,} ms/);
  loop.stop();
});
