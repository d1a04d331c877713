import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import type { Trace } from "#trace/event.ts";
import { phaseOf, statusOf } from "./phase.ts";

const clients = [{ name: "Alice" }, { name: "Bob" }];
const open = { is: "open" } as const;
const status = (trace: Trace) => statusOf(phaseOf(open, "run", trace), trace, clients);

test("before the first run it says so, and an answer that is awaited is a start", () => {
  expect(phaseOf({ is: "opening" }, undefined, [])).toEqual({ phase: "idle" });
  expect(phaseOf({ is: "asked" }, "old", [])).toEqual({ phase: "starting" });
});

test("what the gateway said is shown as it is", () => {
  const phase = phaseOf({ is: "declined", text: "Too many programs." }, "run", []);
  expect(statusOf(phase, [], clients)).toBe("Too many programs.");
});

test("clients are counted as they come", () => {
  const run = build();
  run.appears("Alice");
  expect(status(run.trace())).toMatch(/connecting 0 of 2$/);
  run.connects("Alice");
  expect(status(run.trace())).toMatch(/1 of 2/);
  run.connects("Bob");
  expect(status(run.trace())).toMatch(/2 clients connected$/);
  run.connects("somebody's phone");
  expect(status(run.trace())).toMatch(/2 clients connected, 1 from outside$/);
});

test("a client whose socket is closed is not connected, whatever it said last", () => {
  const run = build();
  run.connects("Alice");
  const bob = run.connects("Bob");
  run.disconnects(bob);
  expect(status(run.trace())).toMatch(/1 of 2/);
});

test("a program that has ended says how", () => {
  const run = build();
  run.fact({
    kind: "fault",
    from: { side: "server" },
    during: "handler",
    name: "TypeError",
    message: "ack is not a function",
    stack: "",
    frame: "",
  });
  run.fact({ kind: "run.ended", why: "crashed", code: 1 });
  expect(phaseOf(open, "run", run.trace())).toMatchObject({ phase: "ended" });
  expect(status(run.trace())).toBe("The program crashed: TypeError");
});
