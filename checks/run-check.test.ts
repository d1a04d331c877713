import { expect, test } from "vitest";
import type { Scene, WrittenAct } from "#protocol/scene.ts";
import { type Builder, build } from "#trace/builder.ts";
import type { Deed } from "#trace/event.ts";
import { receives } from "./receives.ts";
import { type Bench, type Check, runCheck } from "./run-check.ts";

const scene: Scene = { clients: [{ name: "Alice" }, { name: "Bob" }] };
const program = { entry: "server.js", files: { "server.js": "" } };
const says: WrittenAct = { act: "emit", client: "Alice", event: "say", args: ["hi"] };

/** A bench whose server is written by hand: what it does at each deed, and whether it comes to rest. */
function bench(does: (run: Builder, client: string, deed: Deed) => void, heldUpBy: string[] = []) {
  const run = build();
  const steps: string[] = [];
  const settled = {
    kind: "settled",
    ok: heldUpBy.length === 0,
    heldUpBy,
    notProvenFor: [],
  } as const;
  const made: Bench = {
    run: () => Promise.resolve({ ok: true }),
    openClient({ name }) {
      steps.push(`open ${name}`);
      run.connects(name);
      return Promise.resolve({
        perform(deed) {
          steps.push(`${name} ${deed.do}`);
          run.fact({ kind: "act", act: steps.length, client: name, deed });
          does(run, name, deed);
          return Promise.resolve({ outcome: "done" as const });
        },
      });
    },
    disturb(asked) {
      steps.push(`disturb ${"client" in asked ? asked.client : "server"}`);
      return Promise.resolve();
    },
    settle() {
      steps.push("settle");
      run.fact({ ...settled, heldUpBy: [...heldUpBy], notProvenFor: [] });
      return Promise.resolve({ ...settled, heldUpBy: [...heldUpBy], notProvenFor: [] });
    },
    until: (holds) => Promise.resolve(holds(run.trace())),
    trace: run.trace,
    close() {
      steps.push("close");
      return Promise.resolve();
    },
  };
  return { ...made, steps };
}

const check = (acts: readonly WrittenAct[]): Check => ({
  scene,
  program,
  acts,
  judgements: [receives({ event: "said", by: ["Bob"], args: ["hi"] })],
});
const relays = (run: Builder) => {
  run.broadcasts("said", { args: ["hi"], except: ["Alice"] });
};

test("clients come one after the other, then the acts in order, then quiet, then the verdicts", async () => {
  const lent = bench(relays);
  const acts: WrittenAct[] = [says, { act: "settle" }, { act: "disconnect", client: "Bob" }];
  const verdicts = await runCheck(check(acts.slice(0, 2)), lent);
  expect(verdicts.map(({ claim, ok }) => [claim, ok])).toEqual([
    ['Bob receives `said` with ("hi") once', true],
    ["Alice should not receive `said`", true],
  ]);
  expect(lent.steps).toEqual([
    "open Alice",
    "open Bob",
    "settle",
    "Alice emit",
    "settle",
    "settle",
    "close",
  ]);
});

test("a server that tells everybody fails the silence alone", async () => {
  const verdicts = await runCheck(
    check([says]),
    bench((run) => void run.broadcasts("said", { args: ["hi"] })),
  );
  expect(verdicts.map(({ ok, got }) => [ok, got])).toEqual([
    [true, "Bob once"],
    [false, "Alice received it"],
  ]);
});

test("without quiet nothing passes, and who held it up is said", async () => {
  const verdicts = await runCheck(
    check([says]),
    bench(relays, ["the server has a timer due in 90 ms"]),
  );
  const why = "it did not become quiet: the server has a timer due in 90 ms";
  expect(verdicts.map(({ ok, got }) => [ok, got])).toEqual([
    [false, `Bob once; ${why}`],
    [false, why],
  ]);
});

test("waiting in vain is a verdict of its own", async () => {
  const waits: WrittenAct = { act: "wait-for", client: "Bob", event: "said", times: 2, within: 10 };
  const [missed] = await runCheck(check([says, waits]), bench(relays));
  expect(missed).toEqual({
    claim: "Bob receives `said` twice within 10 ms",
    ok: false,
    expected: "twice",
    got: "once",
  });
  expect(await runCheck(check([says, { ...waits, times: 1 }]), bench(relays))).toHaveLength(2);
});

test("a program that does not start is the one verdict", async () => {
  const lent = bench(relays);
  const failing = {
    ...lent,
    run: () => Promise.resolve({ ok: false as const, why: "SyntaxError in line 3" }),
  };
  expect(await runCheck(check([says]), failing)).toEqual([
    {
      claim: "the program starts",
      ok: false,
      expected: "it listens",
      got: "SyntaxError in line 3",
    },
  ]);
  expect(lent.steps).toEqual(["close"]);
});

test("a check that names a client who is not on stage is our bug, and the bench is closed all the same", async () => {
  const lent = bench(relays);
  await expect(runCheck(check([{ ...says, client: "Dave" }]), lent)).rejects.toThrow(
    "Dave is to act, but on stage are Alice and Bob",
  );
  expect(lent.steps.at(-1)).toBe("close");
});
