// Which of a sandbox's programs are kept apart. The runner is the test.
import { afterEach, expect, it, vi } from "vitest";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { ProgramHandle, ProgramListener } from "./lane.ts";
import type { Ending } from "./run.ts";
import type { Runner } from "./runner-process.ts";
import { openSandbox } from "./sandbox.ts";

const HANDLE: ProgramHandle = {
  inputs: 0,
  waiting: () => 0,
  input: () => {},
  rest: () => {},
  probe: async () => undefined,
  code: async () => undefined,
  drop: () => {},
};
const PROGRAM = { entry: "server.js", files: { "server.js": "" } };
const error = { name: "Stopped", message: "it ran for too long", stack: "" };
const ENDINGS: Readonly<Record<Ending["why"], (it: ProgramListener) => void>> = {
  killed: (it) => it.turn(turn({ state: "exited", killed: { during: "budget", error } }), ""),
  finished: (it) => it.turn(turn({ state: "finished" }), ""),
  crashed: (it) => it.turn(turn({ state: "exited" }), JSON.stringify([{ op: "exit", code: 1 }])),
  stopped: () => {},
  lost: (it) => it.lost(false),
};
const turn = (head: Partial<TurnHead>): TurnHead => ({
  turn: 0,
  began: "load",
  ms: 1,
  fuel: 1,
  state: "running",
  ...head,
});

afterEach(() => void vi.useRealTimers());

/** Lets one program after the other end so in one sandbox, with so many milliseconds in between; says which were kept apart. */
async function keptApart(pause: number, ...endings: readonly Ending["why"][]) {
  vi.useFakeTimers({ toFake: ["performance"] });
  let listener: ProgramListener | undefined;
  const apart: boolean[] = [];
  const load: Runner["load"] = async (_program, its, isApart = false) => {
    listener = its;
    apart.push(isApart);
    return HANDLE;
  };
  const sandbox = openSandbox({ runner: { load } as Runner });
  for (const why of endings) {
    const run = await sandbox.run(PROGRAM);
    if (listener) ENDINGS[why](listener);
    if (why === "stopped") run.stop();
    expect((await run.ended).why).toBe(why);
    vi.advanceTimersByTime(pause);
  }
  sandbox.close();
  return apart;
}

it("keeps what a sandbox runs apart for a minute after a program of it had to be stopped", async () => {
  expect(await keptApart(20_000, "killed", "finished", "crashed", "stopped", "stopped")).toEqual([
    false,
    true,
    true,
    false,
    false,
  ]);
});

it("keeps it apart as long as it has to be stopped again", async () => {
  expect(await keptApart(40_000, "killed", "killed", "killed", "stopped")).toEqual([
    false,
    true,
    true,
    true,
  ]);
});

it("keeps nobody apart whose programs end by themselves, or are ended by their learner", async () => {
  expect(await keptApart(1, "stopped", "finished", "crashed", "stopped")).not.toContain(true);
});
