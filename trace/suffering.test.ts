import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Disturbance } from "#trace/disturbance.ts";
import { suffering } from "#trace/suffering.ts";

const on = { side: "client", client: "Alice" } as const;
const slow: Disturbance = { is: "latency", ms: 300, jitter: 0 };

test("what a client suffers is told from its beginning to its end, and to no other client", () => {
  const run = build();
  const tells = (client?: string) => suffering(checkpointOf(run.trace()), client);
  run.connects("Alice");
  expect(tells("Alice")).toBeUndefined();
  run.fact({ kind: "disturbance", phase: "begun", on, disturbance: slow });
  run.fact({ kind: "disturbance", phase: "begun", on, disturbance: { is: "offline" } });
  expect([tells("Alice"), tells("Bob"), tells()]).toEqual([
    "slow: 300 ms, offline",
    undefined,
    undefined,
  ]);
  run.fact({ kind: "disturbance", phase: "ended", on, disturbance: slow });
  expect(tells("Alice")).toBe("offline");
  run.fact({ kind: "disturbance", phase: "ended", on, disturbance: { is: "offline" } });
  expect(tells("Alice")).toBeUndefined();
});

test("a restart takes what the program held, and is over when the next one is loaded", () => {
  const run = build();
  const server = { side: "server" } as const;
  const restart: Disturbance = { is: "restart", down: 0 };
  run.connects("Alice");
  run.fact({ kind: "disturbance", phase: "begun", on: server, disturbance: restart });
  const { sockets, listening } = checkpointOf(run.trace());
  expect([sockets, listening]).toEqual([[], []]);
  expect(suffering(checkpointOf(run.trace()))).toBe("restarting");
  run.fact({ kind: "disturbance", phase: "ended", on: server, disturbance: restart });
  expect(suffering(checkpointOf(run.trace()))).toBeUndefined();
});
