import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import { areConnected } from "./connected.ts";

const page = { name: "SSE", file: "client.js", namespaces: [] };

test("a page that asked before what is kept of a long run is there", () => {
  const run = build();
  run.connects("Bob");
  expect(areConnected(run.trace(), [{ name: "Bob" }])).toBe(true);
  expect(areConnected(run.trace(), [page])).toBe(false);
  const checkpoint = { ...checkpointOf(run.trace()), clients: ["Bob", "SSE"] };
  const gap = { kind: "gap", dropped: 1, checkpoint, seq: 1, at: 1 } as TraceEvent;
  const kept: Trace = [gap];
  expect(areConnected(kept, [page, { name: "Bob" }])).toBe(true);
});
