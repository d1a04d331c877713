import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Answer, CONTROL_PATH } from "#protocol/control.ts";
import type { Deed, TraceEvent } from "#trace/event.ts";
import { type ControlRig, ECHO, startControlRig } from "../testing/control-rig.ts";
import { startOwnRunner } from "../testing/shared-runner.ts";

let rig: ControlRig;
beforeAll(async () => {
  // It is killed in one of them, so it is nobody else's.
  rig = await startControlRig({ createdPerMinute: 1_000 }, { ownRunner: await startOwnRunner() });
});
afterAll(() => rig.close());

const echo: Deed = { do: "emitWithAck", nsp: "/", event: "echo", args: ["hi"], timeout: 5_000 };
const isFreeze = (event: TraceEvent): boolean =>
  event.kind === "disturbance" && event.disturbance.is === "freeze";
const kind =
  (wanted: TraceEvent["kind"]) =>
  (event: TraceEvent): boolean =>
    event.kind === wanted;

/** A page with a sandbox in which the echo server runs. */
async function running() {
  const page = rig.page();
  const opened = await page.open();
  const answer = await page.ask("run", { program: ECHO });
  if (!answer.ok) throw new Error(answer.text);
  await page.until(kind("server.listening"));
  return { page, opened, run: answer.run };
}

describe("a page", () => {
  it("runs a program, has its clients act, waits until all is quiet, and stops it", async () => {
    const { page } = await running();
    const alice = await page.enter("alice");
    const acted = await page.ask("act", { client: "alice", deed: echo });
    expect(acted).toEqual({ ok: true, act: 1 });
    expect(await alice.done(1)).toEqual({ outcome: "acked", values: ["hi"] });

    expect(await page.ask("settle", { clients: ["alice"] })).toMatchObject({
      ok: true,
      settled: { kind: "settled", ok: true, notProvenFor: [] },
    });
    await page.until(kind("settled"));
    const kinds = page.trace().map((event) => event.kind);
    expect(kinds.indexOf("act")).toBeLessThan(kinds.lastIndexOf("emit"));
    expect(page.trace().map(({ seq }) => seq)).toEqual(page.trace().map((_, index) => index));

    expect(await page.ask("stop")).toEqual({ ok: true });
    expect(await page.until(kind("run.ended"))).toMatchObject({ why: "stopped" });
  });

  it("disturbs a client's way, calms it, and freezes the client itself", async () => {
    const { page } = await running();
    const alice = await page.enter("alice");
    const isState = (state: string) => (event: TraceEvent) =>
      event.kind === "client" && event.client === "alice" && event.state.state === state;
    expect(await page.ask("disturb", { client: "alice", disturbance: { is: "offline" } })).toEqual({
      ok: true,
    });
    await page.until(isState("reconnecting"));
    expect(await page.ask("disturb", { client: "alice", disturbance: null })).toEqual({ ok: true });
    const isBack = (): boolean => page.trace().filter(isState("connected")).length === 2;
    await page.until(isBack);

    const freeze = { is: "freeze", ms: 300 };
    expect(await page.ask("disturb", { client: "alice", disturbance: freeze })).toEqual({
      ok: true,
    });
    await page.ask("act", { client: "alice", deed: echo });
    expect(await alice.done(1)).toEqual({ outcome: "acked", values: ["hi"] });
    const phases = () =>
      page
        .trace()
        .flatMap((event) =>
          event.kind === "disturbance" ? [`${event.disturbance.is} ${event.phase}`] : [],
        );
    await page.until(() => phases().length === 4);
    expect(phases()).toEqual(["offline begun", "offline ended", "freeze begun", "freeze ended"]);
    const frozeAt = page.trace().find(isFreeze)?.at ?? 0;
    const isAfter = (event: TraceEvent) => event.kind === "emit" && event.at > frozeAt;
    await page.until(isAfter);
    // It had been told to emit at once, and did so when it had thawed.
    expect((page.trace().find(isAfter)?.at ?? 0) - frozeAt).toBeGreaterThan(298);
  });

  it("may have its server restarted as often as it may run a program", async () => {
    const { page } = await running();
    const restart = { disturbance: { is: "restart", down: 0 } };
    // Most are refused because one is under way; they count all the same.
    const asked = Array.from({ length: 40 }, () => page.ask("disturb", restart));
    const refusals = (await Promise.all(asked)).flatMap((one) => (one.ok ? [] : [one.text]));
    expect(refusals).toContain("The server is being restarted already.");
    expect(refusals).toContain(
      "The page asks for too much at once. Wait a moment, then try again.",
    );
  });

  it("gets its sandbox back with the run and its whole trace, after a reload", async () => {
    const { page, opened, run } = await running();
    page.socket.disconnect();
    const again = rig.page();
    const { trace: _, ...same } = await again
      .open({ sandbox: opened.sandbox, token: opened.token })
      .then(({ run: its, ...rest }) => ({ ...rest, run: its?.run, trace: its?.trace }));
    expect(same).toEqual({ ok: true, isSame: true, ...idOf(opened), run });
    expect(again.trace()[0]).toMatchObject({ kind: "run.started", run });
    // What comes later follows without a hole.
    await again.enter("alice");
    await again.until((event) => event.kind === "client" && event.state.state === "connected");
    expect(again.trace().map(({ seq }) => seq)).toEqual(again.trace().map((_, index) => index));
  });

  it.each([
    ["an id that nobody has", (sandbox: string) => ({ sandbox: `${sandbox}x` })],
    ["another owner's token", () => ({ token: "AAAAAAAAAAAAAAAAAAAAAA" })],
    ["a token of another length", () => ({ token: "A" })],
  ])("gets another sandbox for %s", async (_what, wrong) => {
    const { page, opened } = await running();
    const { sandbox, token } = opened;
    const stranger = rig.page();
    const got = await stranger.open({ sandbox, token, ...wrong(sandbox) });
    expect(got.isSame).toBe(false);
    expect([got.sandbox, got.token]).not.toContain(sandbox);
    expect(got.token).not.toBe(token);
    expect(got.run).toBeUndefined();
    // The owner notices nothing.
    expect(await page.ask("settle", { clients: [] })).toMatchObject({ ok: true });
  });

  it("is told when another tab takes its sandbox over, and refused from then on", async () => {
    const { page, opened } = await running();
    const taken = page.next("taken");
    const other = rig.page();
    expect((await other.open(idOf(opened))).isSame).toBe(true);
    await taken;
    for (const [event, ...args] of [
      ["run", { program: ECHO }],
      ["stop"],
      ["act", { client: "alice", deed: echo }],
      ["report", { run: "x", after: 0, reports: [] }],
      ["settle", { clients: [] }],
    ] as const) {
      const answer = await page.ask(event, ...args);
      expect(textOf(answer)).toContain("Another tab");
    }
    expect(await other.ask("stop")).toEqual({ ok: true });
  });

  it("drops what clients of an older run report", async () => {
    const { page, run } = await running();
    const second = await page.ask("run", { program: ECHO });
    if (!second.ok) throw new Error(second.text);
    const log = (text: string) => ({
      client: "alice",
      report: { report: "log", level: "log", text },
    });
    expect(await page.ask("report", { run, after: 0, reports: [log("old")] })).toEqual({
      ok: true,
    });
    await page.ask("report", { run: second.run, after: 0, reports: [log("new")] });
    await page.until(kind("log"));
    expect(page.trace().filter(kind("log"))).toMatchObject([{ text: "new" }]);
  });

  it("may say again what it got no answer for: it counts once, and in its place", async () => {
    const { page, opened, run } = await running();
    const lines = (...texts: readonly string[]) =>
      texts.map((text) => ({ client: "alice", report: { report: "log", level: "log", text } }));
    await page.ask("report", { run, after: 0, reports: lines("a", "b") });
    page.socket.disconnect();
    const again = rig.page();
    expect((await again.open(idOf(opened))).run?.heard).toBe(2);
    await again.ask("report", { run, after: 1, reports: lines("b", "c") });
    await again.until((event) => event.kind === "log" && event.text === "c");
    expect(again.trace().filter(kind("log"))).toMatchObject([
      { text: "a" },
      { text: "b" },
      { text: "c" },
    ]);
    expect(again.trace().filter(kind("limit"))).toEqual([]);

    // What it could not keep is missing, and that is said.
    await again.ask("report", { run, after: 9, reports: lines("z") });
    await again.until((event) => event.kind === "log" && event.text === "z");
    expect(again.trace().filter(kind("limit"))).toMatchObject([{ what: "reportsPerSecond" }]);
  });

  it("is told that its program runs anew when the runner was lost", async () => {
    const { page, run } = await running();
    const begun = page.next("begun");
    process.kill(rig.runner.pid ?? 0, "SIGKILL");
    const { run: next, why } = await begun;
    expect(next).not.toBe(run);
    expect(why).toContain("lost");
    await page.until(kind("server.listening"));
    expect(page.trace()[0]).toMatchObject({ kind: "run.started", run: next });
  });

  it("keeps the later of two runs asked for at once", async () => {
    const page = rig.page();
    await page.open();
    const [first, second] = await Promise.all([
      page.ask("run", { program: ECHO }),
      page.ask("run", { program: ECHO }),
    ]);
    expect(first).toMatchObject({ ok: false });
    if (!second.ok) throw new Error(second.text);
    await page.until(kind("server.listening"));
    expect(page.trace()[0]).toMatchObject({ run: second.run });
  });

  it("may not report without end", async () => {
    const { page, run } = await running();
    const report = { client: "alice", report: { report: "log", level: "log", text: "x" } };
    const reports = Array.from({ length: 1_000 }, () => report);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) => page.ask("report", { run, after: n * 1_000, reports })),
    );
    expect(answers.filter(({ ok }) => !ok)).not.toEqual([]);
    await page.until(kind("limit"));
    // Said once a second, for as long as it takes.
    const limits = page.trace().flatMap((event) => (event.kind === "limit" ? [event.what] : []));
    expect(new Set(limits)).toEqual(new Set(["reportsPerSecond"]));
  });
});

describe("a message that cannot be read", () => {
  const deep = (levels: number): unknown => JSON.parse("[".repeat(levels) + "]".repeat(levels));
  it.each([
    ["open", [null]],
    ["open", [{ sandbox: "../etc" }]],
    ["open", [{ sandbox: "x", more: 1 }]],
    ["run", []],
    ["run", [{ program: "server.js" }]],
    ["run", [{ program: { entry: "a.js", files: { "b.js": "" } } }]],
    ["run", [{ program: { entry: "a.js", files: { "a.js": "x".repeat(70_000) } } }]],
    ["act", [{ client: "alice", deed: { do: "format" } }]],
    ["act", [{ client: "x".repeat(41), deed: { do: "connect" } }]],
    ["act", [{ client: "alice", deed: { ...echo, args: [deep(500)] } }]],
    ["act", [{ client: "alice", deed: { ...echo, args: [Buffer.from("bytes")] } }]],
    ["report", [{ run: "x", after: 0, reports: [{ client: "alice", report: { report: "joy" } }] }]],
    ["report", [{ run: "x", after: -1, reports: [] }]],
    ["report", [7]],
    ["disturb", [{ client: "alice", disturbance: { is: "gremlins" } }]],
    ["disturb", [{ client: "alice", disturbance: { is: "latency", ms: 10_001 } }]],
    ["disturb", [{ client: "alice", disturbance: { is: "bandwidth", bytesPerSecond: 1 } }]],
    ["disturb", [{ client: "alice" }]],
    ["settle", [{ clients: Array.from({ length: 26 }, () => "a") }]],
  ])("is refused in a sentence: %s %#", async (event, args) => {
    const { page } = await running();
    const answer = await page.ask(event, ...args);
    expect(textOf(answer)).toMatch(/\w\.$/);
    expect(await page.ask("settle", { clients: [] })).toMatchObject({ ok: true });
  });

  it("is nothing to anybody: an unknown event, an error, one without an answer, one too large", async () => {
    const { page, opened } = await running();
    const { emit } = page.socket as unknown as { emit: (...args: unknown[]) => void };
    emit.call(page.socket, "format", { disk: "c" });
    emit.call(page.socket, "error", "boo");
    emit.call(page.socket, "run");
    emit.call(page.socket, "stop", 1, 2, 3);
    expect(await page.ask("settle", { clients: [] })).toMatchObject({ ok: true });

    const cut = new Promise((resolve) => page.socket.once("disconnect", resolve));
    emit.call(page.socket, "run", {
      program: { entry: "a.js", files: { "a.js": "x".repeat(600_000) } },
    });
    await cut;
    await new Promise((resolve) => page.socket.once("connect", () => resolve(undefined)));
    expect((await page.open(idOf(opened))).isSame).toBe(true);
  });

  it("is refused before there is a sandbox, and before there is a run", async () => {
    const page = rig.page();
    for (const answer of [
      await page.ask("stop"),
      await page.ask("run", { program: ECHO }),
      await page.ask("settle", { clients: [] }),
    ])
      expect(textOf(answer)).toContain("no sandbox");
    await page.open();
    const answer = await page.ask("act", { client: "alice", deed: echo });
    expect(textOf(answer)).toContain("Press Run");
  });
});

describe("control", () => {
  const status = (
    headers: Readonly<Record<string, string | undefined>>,
    transport: string,
  ): Promise<number> =>
    new Promise((resolve, reject) => {
      const target = `${rig.url}${CONTROL_PATH}?EIO=4&transport=${transport}`;
      const asked = request(target, { headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      asked.on("upgrade", (answer, socket) => {
        socket.destroy();
        resolve(answer.statusCode ?? 0);
      });
      asked.once("error", reject).end();
    });
  const UPGRADE = {
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
  };

  it.each([
    ["another site", { Origin: "http://evil.example" }, 403],
    ["the same host at another port", { Origin: "http://127.0.0.1:1" }, 403],
    ["a page without an origin", { Origin: "null" }, 403],
    ["an origin that is none", { Origin: "x" }, 403],
    ["another site, without an origin", { "Sec-Fetch-Site": "cross-site" }, 403],
    ["the site's own pages", { "Sec-Fetch-Site": "same-origin" }, undefined],
    ["a program", {}, undefined],
  ])("lets nobody in but the site's pages, and programs: %s", async (_who, headers, refused) => {
    expect(await status(headers, "polling")).toBe(refused ?? 200);
    expect(await status({ ...UPGRADE, ...headers }, "websocket")).toBe(refused ?? 101);
  });

  it("is open to the origin that is its own address", async () => {
    expect(await status({ Origin: rig.url }, "polling")).toBe(200);
    expect(await status({ ...UPGRADE, Origin: rig.url }, "websocket")).toBe(101);
  });
});

/** The sentence of a refusal. */
function textOf(answer: Answer): string {
  return answer.ok ? "" : answer.text;
}

function idOf({ sandbox, token }: { sandbox: string; token: string }) {
  return { sandbox, token };
}
