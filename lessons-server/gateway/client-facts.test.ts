import { expect, test } from "vitest";
import type { Outcome } from "#protocol/client.ts";
import { factOfReport } from "./client-facts.ts";

const factOf = (outcome: Outcome) =>
  factOfReport("Alice", { report: "done", act: 7, outcome }, { "client.js": "" });

test("an act that came to nothing is a fact: a patience that ran out, a request that failed", () => {
  expect(factOf({ outcome: "timeout", after: 500 })).toEqual({
    kind: "act.failed",
    act: 7,
    client: "Alice",
    why: { is: "timeout", after: 500 },
  });
  expect(factOf({ outcome: "failed", message: "Failed to fetch" })).toMatchObject({
    why: { is: "error", message: "Failed to fetch" },
  });
});

test("an act that did what was asked is seen in what it did", () => {
  const outcomes: readonly Outcome[] = [
    { outcome: "done" },
    { outcome: "acked", values: [1] },
    { outcome: "answered", status: 404, body: "" },
  ];
  for (const outcome of outcomes) expect(factOf(outcome)).toBeUndefined();
});
