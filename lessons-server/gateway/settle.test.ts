import { expect, test } from "vitest";
import type { ClientCounts } from "#protocol/client.ts";
import type { SessionId } from "#trace/event.ts";
import type { SessionCount } from "./network-sessions.ts";
import type { ProgramCount } from "./quiet.ts";
import { type Settling, settle } from "./settle.ts";

const idle: ClientCounts = {
  connections: [],
  namespaces: [],
  nextTimer: null,
  fetches: 0,
  deeds: 0,
};
const done: ProgramCount = { alive: true, inputsDone: 2, nextTimer: null };
const never = () => new Promise<never>(() => {});

/** Gives one answer after the other, then the last one for ever, and counts how often it was asked. */
function script<T>(...answers: readonly [T, ...T[]]): (() => T) & { asked: number } {
  const next = () => {
    next.asked += 1;
    return answers[Math.min(next.asked, answers.length) - 1] ?? answers[0];
  };
  next.asked = 0;
  return next;
}

function scene(more: Partial<Settling> = {}): Settling {
  return {
    sessions: () => [],
    held: () => new Map(),
    inputsSent: () => 2,
    program: () => Promise.resolve(done),
    clients: new Map([["Bob", () => Promise.resolve(idle)]]),
    ...more,
  };
}

test("two quiet rounds that agree are settled, and one is not", async () => {
  const program = script(done);
  const fact = await settle(scene({ program: () => Promise.resolve(program()) }));
  expect(fact).toEqual({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
  expect(program.asked).toBe(2);
});

test("it goes on asking until the work is done, without any deadline passing", async () => {
  const program = script(
    { ...done, inputsDone: 0 },
    { ...done, nextTimer: 3 },
    { ...done, inputsDone: 1 },
    done,
  );
  const fact = await settle(scene({ program: () => Promise.resolve(program()) }));
  expect(fact.ok).toBe(true);
  expect(program.asked).toBe(5);
});

test("a quiet round after which something moved counts for nothing", async () => {
  const sent = script(2, 3, 3);
  const program = script(done, { ...done, inputsDone: 3 });
  const fact = await settle(scene({ program: () => Promise.resolve(program()), inputsSent: sent }));
  expect(fact.ok).toBe(true);
  expect(program.asked).toBe(3);
});

test("a packet sent while the client was answering is in flight", async () => {
  const session = (down: number): SessionCount => ({
    session: 1 as SessionId,
    sid: "b1",
    client: "Bob",
    up: 1,
    down,
    open: true,
    upgrading: false,
  });
  const counts = (received: number): ClientCounts => ({
    ...idle,
    connections: [{ sid: "b1", received, sent: 1, waiting: 0, upgrading: false }],
  });
  const bob = script(counts(1), counts(1), counts(2));
  const sessions = script([session(1)], [session(2)]);
  const clients = new Map([["Bob", () => Promise.resolve(bob())]]);
  expect((await settle(scene({ clients, sessions }))).ok).toBe(true);
  expect(bob.asked).toBe(4);
});

test("at the deadline it says who held it up, and for whom nothing is proven", async () => {
  const phone: SessionCount = {
    session: 1 as SessionId,
    sid: "p1",
    client: "phone",
    up: 1,
    down: 1,
    open: true,
    upgrading: false,
  };
  const program = () => Promise.resolve({ ...done, nextTimer: 5 });
  expect(await settle(scene({ program, sessions: () => [phone], deadline: 20 }))).toEqual({
    kind: "settled",
    ok: false,
    heldUpBy: ["the server has a timer due in 5 ms"],
    notProvenFor: ["phone"],
  });
});

test("packets that never stop are told apart from a slow client", async () => {
  let inputs = 0;
  const program = () => Promise.resolve({ ...done, inputsDone: ++inputs });
  const fact = await settle(scene({ program, inputsSent: () => inputs, deadline: 20 }));
  expect(fact).toMatchObject({ ok: false, heldUpBy: ["packets keep coming and going"] });
});

test("who does not answer is named", async () => {
  const clients = new Map([
    ["Bob", never],
    ["Carol", () => Promise.resolve(idle)],
  ]);
  const fact = await settle(scene({ clients, program: never, deadline: 20 }));
  expect(fact.heldUpBy).toEqual(["the server does not answer", "Bob does not answer"]);
});

test("a client that is gone holds nothing up", async () => {
  const clients = new Map([["Bob", () => Promise.resolve(null)]]);
  expect((await settle(scene({ clients }))).ok).toBe(true);
});

test("the horizon is what a timer is waited for", async () => {
  const program = () => Promise.resolve({ ...done, nextTimer: 100 });
  expect((await settle(scene({ program, horizon: 99 }))).ok).toBe(true);
  expect((await settle(scene({ program, horizon: 100, deadline: 10 }))).ok).toBe(false);
});

test("it can be called off, before and during", async () => {
  const reason = new Error("a new run began");
  const controller = new AbortController();
  const settling = settle(scene({ program: never, signal: controller.signal }));
  controller.abort(reason);
  await expect(settling).rejects.toBe(reason);
  await expect(settle(scene({ signal: controller.signal }))).rejects.toBe(reason);
});

test("a question that fails is our bug and is thrown", async () => {
  const program = () => Promise.reject(new Error("the runner is lost"));
  await expect(settle(scene({ program }))).rejects.toThrow("the runner is lost");
});
