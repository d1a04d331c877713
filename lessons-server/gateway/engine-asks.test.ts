// What a program can do to Engine.IO by what it is asked: not answer, answer too often, or answer something else.
import { afterEach, describe, expect, it } from "vitest";
import type { EngineAnswer, Hook } from "#protocol/runner-engine.ts";
import type { Input, Operation } from "#protocol/runner.ts";
import { type FakeProgram, handshakes, SANDBOX, type Rig, startRig } from "./testing/rig.ts";

let rig: Rig;
afterEach(() => rig.stop());

const POLL = "/socket.io/?EIO=4&transport=polling";
const answering =
  (answer: (asked: Extract<Input, { in: "ask" }>) => readonly Operation[]): FakeProgram =>
  (input) =>
    input.in === "ask" ? answer(input) : handshakes(input);
const answers = (...given: readonly EngineAnswer[]): FakeProgram =>
  answering(({ ask }) => given.map((answer) => ({ op: "answer", ask, answer })));
const silent = answering(() => []);

async function start(program: FakeProgram, hook: Hook, limits = {}): Promise<void> {
  rig = await startRig(program, { limits });
  rig.apply({ op: "hooks", engine: 1, hooks: [hook] });
}

describe("a program that does not decide", () => {
  it.each<[Hook, number, unknown]>([
    ["middleware", 400, { code: 3, message: "Bad request" }],
    [
      "allowRequest",
      403,
      { code: 4, message: expect.stringContaining("did not decide") as string },
    ],
    ["generateId", 400, { code: 3, message: "Bad request" }],
  ])("has its client refused: %s", async (hook, status, said) => {
    await start(silent, hook, { decisionMs: 20 });
    const answer = await fetch(`${rig.url}${POLL}`);
    expect([answer.status, await answer.json()]).toEqual([status, said]);
    expect(rig.of("limit")).toMatchObject([{ what: "decisionMs" }]);
  });

  it("has an answer go without its headers", async () => {
    await start(silent, "headers", { decisionMs: 20 });
    const answer = await fetch(`${rig.url}${POLL}`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(await answer.text()).toMatch(/^0\{/);
  });

  it("has an upgrade refused", async () => {
    await start(silent, "allowRequest", { decisionMs: 20 });
    const client = rig.client("", { transports: ["websocket"] });
    await new Promise((refused) => client.once("connect_error", refused));
    expect(rig.of("http.response")).toMatchObject([{ status: 400 }]);
  });

  it("is asked no more than so many things at once", async () => {
    await start(silent, "allowRequest", { unansweredRequests: 2, decisionMs: 60_000 });
    const waiting = [1, 2].map(() => fetch(`${rig.url}${POLL}`).catch(() => undefined));
    await rig.until(() => rig.inputs.filter(({ input }) => input.in === "ask").length === 2);
    expect((await fetch(`${rig.url}${POLL}`)).status).toBe(403);
    expect(rig.of("limit")).toMatchObject([{ what: "unansweredRequests" }]);
    rig.network.close("It is over.");
    const [one] = await Promise.all(waiting);
    expect(one).toBeUndefined();
  });
});

describe("a middleware that begins an answer when its client has gone", () => {
  it("is told so, and the answer counts no longer", async () => {
    const program: FakeProgram = (input) =>
      input.in === "request"
        ? [{ op: "respond", id: input.id, status: 200, headers: [], body: "" }]
        : [];
    await start(program, "middleware", { unansweredRequests: 1 });
    const { socket } = rig.raw(`GET /s/${SANDBOX}${POLL} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await rig.until(({ kind }) => kind === "http.request");
    socket.destroy();
    await rig.until(({ kind }) => kind === "link.closed");
    rig.apply({ op: "beginAnswer", id: 1, status: 200, headers: [] });
    expect(rig.inputs.map(({ input }) => input)).toMatchObject([
      { in: "ask", exchange: 1 },
      { in: "abort", id: 1 },
    ]);
    expect((await fetch(`${rig.url}/`)).status).toBe(200);
  });
});

describe("a program that answers what it should not", () => {
  it("is heard once", async () => {
    await start(
      answers(
        { about: "allowRequest", allowed: false, message: "no" },
        { about: "allowRequest", allowed: true },
      ),
      "allowRequest",
    );
    expect(await (await fetch(`${rig.url}${POLL}`)).json()).toEqual({ code: 4, message: "no" });
    expect(rig.of("session.opened")).toEqual([]);
  });

  it("is not heard on another matter, nor on what nobody asked", async () => {
    await start(
      answering(({ ask }) => [
        { op: "answer", ask, answer: { about: "generateId", id: "x" } },
        { op: "answer", ask: 999, answer: { about: "allowRequest", allowed: true } },
        { op: "answer", ask, answer: { about: "allowRequest", allowed: false } },
      ]),
      "allowRequest",
    );
    expect((await fetch(`${rig.url}${POLL}`)).status).toBe(403);
  });

  it("sets no header that is the site's, and no second line", async () => {
    const headers: [string, string][] = [
      ["Clear-Site-Data", '"*"'],
      ["Content-Security-Policy", "default-src *"],
      ["Content-Length", "1"],
      ["Content-Type", "text/html"],
      ["X-Bad", "a\r\nSet-Cookie: b=1"],
      ["X-Good", "1"],
    ];
    await start(answers({ about: "headers", headers }), "headers");
    const answer = await fetch(`${rig.url}${POLL}`);
    expect(await answer.text()).toMatch(/^0\{/);
    expect(answer.headers.get("content-security-policy")).toBe("sandbox allow-scripts");
    expect(answer.headers.get("content-type")).toBe("text/html");
    expect(answer.headers.get("x-good")).toBe("1");
    for (const name of ["clear-site-data", "x-bad", "set-cookie"])
      expect(answer.headers.has(name)).toBe(false);
  });

  it("cannot answer for a request that is not being asked about", async () => {
    await start(
      answering(({ ask, exchange }) => [
        { op: "answer", ask, answer: { about: "allowRequest", allowed: true } },
        { op: "respond", id: exchange, status: 200, headers: [], body: "" },
      ]),
      "allowRequest",
    );
    expect(await (await fetch(`${rig.url}${POLL}`)).text()).toMatch(/^0\{/);
  });

  it("may give two clients one id, and still has no more of them than others have", async () => {
    await start(answers({ about: "generateId", id: "same" }), "generateId", { clients: 2 });
    for (const expected of [200, 200, 403])
      expect((await fetch(`${rig.url}${POLL}`)).status).toBe(expected);
  });

  it("does not go on with a client that has left", async () => {
    const asked: Extract<Input, { in: "ask" }>[] = [];
    await start(
      answering((one) => {
        asked.push(one);
        return [];
      }),
      "allowRequest",
    );
    const raw = rig.raw(`GET ${new URL(rig.url).pathname}${POLL} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await rig.until(() => rig.inputs.some(({ input }) => input.in === "ask"));
    raw.socket.destroy();
    await rig.until(({ kind }) => kind === "link.closed");
    for (const { ask } of asked)
      rig.apply({ op: "answer", ask, answer: { about: "allowRequest", allowed: true } });
    await fetch(`${rig.url}${POLL}`, { method: "OPTIONS" });
    expect(rig.of("session.opened")).toEqual([]);
  });
});
