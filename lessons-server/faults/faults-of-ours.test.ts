// What goes wrong in the runner itself, and not in a program: it ends one run, or one thread, and never the runner.
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../gateway/run.ts";
import { leaving, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";

// No machine is kept ready, so that each program needs room of its own.
const { runner, serve } = servedSandboxes({
  pool: 0,
  thread: path.resolve(import.meta.dirname, "../testing/sabotaged-thread.mjs"),
});

const COUNTING = `
  import { Server } from "socket.io";
  let asked = 0;
  new Server(3000).on("connection", (socket) => {
    socket.on("count", (answer) => answer(++asked));
    socket.on("bytes", () => {});
  });
`;

const nextRun = ({ sandbox }: Served): Promise<Run> =>
  new Promise((resolve) => sandbox.onRun(resolve));

describe("a program for which there is no room", () => {
  it("ends with a sentence, and no other feels it", async () => {
    const other = await serve(COUNTING);
    const client = await other.join();
    const pid = runner().pid;
    const { why, fault } = await (await serve("// there is no room for this")).crash();
    expect(why).toBe("killed");
    expect(fault).toMatchObject({
      during: "runner",
      message: "The server has no room for this program right now. Try again in a moment.",
    });
    expect(await client.emitWithAck("count")).toBe(1);
    expect(runner().pid).toBe(pid);
    // There is room again as soon as somebody has left some.
    expect(await (await (await serve(COUNTING)).join()).emitWithAck("count")).toBe(1);
  });
});

describe("a fault of ours in a turn", () => {
  it("ends that program, which its clients see, and no other", async () => {
    const [other, one] = await Promise.all([serve(COUNTING), serve(COUNTING)]);
    const [neighbour, client] = await Promise.all([other.join(), one.join()]);
    const gone = leaving(client);
    client.emit("bytes", Buffer.from("broken inside"));
    const { why, fault } = await one.crash();
    expect(why).toBe("killed");
    expect(fault).toMatchObject({
      during: "runner",
      message: "A fault of ours ended this run, not one of the program's. Run starts it again.",
    });
    expect(await gone).toBe("transport close");
    expect(await neighbour.emitWithAck("count")).toBe(1);
  });
});

describe("a program that nothing stops", () => {
  it("loses its thread and stays ended; those beside it are begun again", async () => {
    const [other, one] = await Promise.all([serve(COUNTING), serve(COUNTING)]);
    const [neighbour, client] = await Promise.all([other.join(), one.join()]);
    const pid = runner().pid;
    expect(runner().stuckThreads()).toBe(0);
    const gone = [leaving(client), leaving(neighbour)];
    const begunAgain = nextRun(other);
    const broughtBack: Run[] = [];
    one.sandbox.onRun((run) => broughtBack.push(run));
    client.emit("bytes", Buffer.from("held for ever"));

    const { why, fault } = await one.crash();
    expect(why).toBe("killed");
    expect(fault).toMatchObject({ during: "runner", name: "Stopped" });
    expect(fault.message).toMatch(/^The program could not be stopped by itself.*press Run\.$/);
    expect(await Promise.all(gone)).toEqual(["transport close", "transport close"]);
    expect(await other.run.ended).toEqual({ why: "lost", code: 1 });
    expect(await (await begunAgain).listening).toBe(3000);
    expect(await (await other.join()).emitWithAck("count")).toBe(1);
    expect(runner().stuckThreads()).toBe(1);
    expect(runner().pid).toBe(pid);
    expect(broughtBack).toEqual([]);
  });
});
