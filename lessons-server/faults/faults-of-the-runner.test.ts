// The runner dies in the middle of a run, or is stopped: its programs are begun again from their source, in a new run
// each, and whoever asks meanwhile gets an answer.
import { describe, expect, it } from "vitest";
import type { Run } from "../gateway/run.ts";
import { leaving, programOf, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

// Killed again and again, so it is nobody else's.
const { runner, serve } = servedSandboxes({ pool: 2 });

const COUNTING = `
  import { Server } from "socket.io";
  import { createServer } from "node:http";
  let asked = 0;
  const web = createServer(() => {}).listen(3000);
  new Server(web).on("connection", (socket) => socket.on("count", (answer) => answer(++asked)));
`;

const nextRun = ({ sandbox }: Served): Promise<Run> =>
  new Promise((resolve) => sandbox.onRun(resolve));

function killRunner(): number {
  const pid = runner().pid ?? 0;
  process.kill(pid, "SIGKILL");
  return pid;
}

const isThere = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe("a runner that is killed", () => {
  it("takes its programs along, and each is begun again as a new run, as often as it happens", async () => {
    const [one, other] = await Promise.all([serve(COUNTING), serve(COUNTING)]);
    let runs = [one.run, other.run];
    for (let time = 1; time <= 2; time++) {
      const clients = await Promise.all([one.join(), other.join()]);
      expect(await clients[0].emitWithAck("count")).toBe(1);
      expect(await clients[0].emitWithAck("count")).toBe(2);
      const gone = clients.map(leaving);
      const next = [nextRun(one), nextRun(other)];
      const pid = killRunner();
      expect(await Promise.all(gone)).toEqual(["transport close", "transport close"]);
      for (const run of runs) {
        expect(await run.ended).toEqual({ why: "lost", code: 1 });
        const trace = run.recorder.trace();
        expect(trace.find(({ kind }) => kind === "run.ended")).toMatchObject({ why: "lost" });
        expect(trace.some(({ kind }) => kind === "fault")).toBe(false);
      }
      const begun = await Promise.all(next);
      expect(new Set([...runs, ...begun].map(({ id }) => id)).size).toBe(4);
      expect(await Promise.all(begun.map(({ listening }) => listening))).toEqual([3000, 3000]);
      expect(runner().pid).not.toBe(pid);
      expect(isThere(pid)).toBe(false);
      runs = begun;
    }
    expect(await (await one.join()).emitWithAck("count")).toBe(1);
  });

  // One test for what could be four: the runner waits longer before each further restart.
  it("leaves no request unanswered, begins what was being loaded, and does not bring back what had ended", async () => {
    const [live, stopped, finished] = await Promise.all([
      serve(COUNTING),
      serve(COUNTING),
      serve("1;"),
    ]);
    const answer = fetch(`${live.url}/never-answered`);
    await live.until("turn", ({ trigger }) => trigger.by === "request");
    stopped.run.stop();
    await finished.run.ended;
    const broughtBack: Run[] = [];
    stopped.sandbox.onRun((run) => broughtBack.push(run));
    const loadingBegan = nextRun(finished);
    const liveAgain = nextRun(live);
    const loading = finished.sandbox.run(programOf(COUNTING));
    killRunner();

    const response = await answer;
    expect(response.status).toBe(502);
    expect(await response.text()).toBe(
      "The process that ran the program is gone. If nothing answers in a moment, press Run.\n",
    );

    const lost = await loading;
    expect(await loadingBegan).toBe(lost);
    const again = nextRun(finished);
    expect((await lost.ended).why).toBe("lost");
    expect(await (await again).listening).toBe(3000);
    expect(await (await liveAgain).listening).toBe(3000);

    expect(broughtBack).toEqual([]);
    expect(await stopped.run.ended).toEqual({ why: "stopped", code: 0 });
    expect(await (await fetch(stopped.url)).text()).toBe(
      "The program was stopped. Run starts it again.\n",
    );
  });
});

describe("a runner that is stopped", () => {
  it("is missed, ended and started again, with its programs", async () => {
    const served = await serve(COUNTING);
    const gone = leaving(await served.join());
    const again = nextRun(served);
    const { pid = 0 } = runner();
    process.kill(pid, "SIGSTOP");
    expect(await gone).toBe("transport close");
    expect(await served.run.ended).toEqual({ why: "lost", code: 1 });
    expect(await (await again).listening).toBe(3000);
    expect(await (await served.join()).emitWithAck("count")).toBe(1);
    expect(runner().pid).not.toBe(pid);
    expect(isThere(pid)).toBe(false);
  });
});
