// One page's control of one sandbox, from its connection to its leaving. Everything the page says is read by its
// schema; what is asked wrongly is refused in a sentence, and nothing that a page sends can throw.
import type { Socket } from "socket.io";
import { z } from "zod";
import {
  type Answer,
  CodeOf,
  Disturb,
  DoAct,
  type FromPage,
  Open,
  type Opened,
  type Refused,
  Reports,
  Run as RunAsked,
  Settle,
  type ToPage,
} from "#protocol/control.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import { readAsked } from "./asked.ts";
import { createCountsOfClients } from "./client-counts.ts";
import { answerTo, noCode, refused } from "./control-answer.ts";
import type { AddressOf } from "../visitor.ts";
import type { EngineSocket } from "./engine-socket.ts";
import {
  LOST,
  LOST_TO,
  NOT_OPEN,
  NOTHING_RUNS,
  SETTLING,
  SUPERSEDED,
  TOO_OFTEN,
} from "./control-words.ts";
import { fileSizes, programRefusal } from "./program-limits.ts";
import { disturbIn } from "./disturb-in.ts";
import { createRate } from "./rate.ts";
import type { Run } from "./run.ts";
import type { Owned, Sandboxes } from "./sandboxes.ts";
import { createTurnInQueue } from "./turn-in-queue.ts";
import { createTraceFeed } from "./trace-feed.ts";
import { outletOf } from "./trace-outlet.ts";

/** What a page sends is a stranger's: each handler reads its own. */
export type Unread = { [K in keyof FromPage]: (...args: unknown[]) => void };

type Held = { readonly owned: Owned; readonly leave: () => void };
type Asking = z.output<typeof Open>;

const clock = (): number => performance.now();
/** Per second, and at once. */
const MESSAGES = [200, 500] as const;
const RUNS = [2, 10] as const;

/** Serves a connection until it is gone. The sandbox stays, for whoever comes back with its token. */
export function serveControl(
  socket: Socket<Unread, ToPage>,
  sandboxes: Sandboxes,
  addressOf: AddressOf,
): void {
  const messages = createRate(...MESSAGES, clock);
  const runs = createRate(...RUNS, clock);
  const conn = socket.conn as unknown as EngineSocket;
  const queue = createTurnInQueue(socket, sandboxes, addressOf);
  const counts = createCountsOfClients((client, order) => socket.emit("order", { client, order }));
  const feed = createTraceFeed(outletOf(socket));
  let held: Held | undefined;
  let whyNot = NOT_OPEN;
  /** Runs that this page has asked for and not been told of. */
  let starting = 0;
  let isSettling = false;

  function release(why: string): void {
    queue.leave();
    held?.leave();
    held = undefined;
    whyNot = why;
    feed.stop();
    counts.giveUp();
  }

  async function open({ sandbox, token }: Asking): Promise<Answer<Opened>> {
    release(NOT_OPEN);
    const known = sandbox && token ? sandboxes.owned(sandbox, token) : undefined;
    const made = known ? { ok: true as const, owned: known } : await queue.obtain();
    if (!made.ok) return refused(made.text);
    if (!socket.connected) return refused(NOT_OPEN);
    const { owned } = made;
    held = take(owned);
    const run = owned.sandbox.current();
    const trace = run?.recorder.trace();
    if (run) begin(run, (trace?.at(-1)?.seq ?? -1) + 1);
    return {
      ok: true,
      sandbox: owned.id,
      token: owned.token,
      isSame: known !== undefined || sandbox === undefined,
      ...(run && trace && { run: { run: run.id, trace, heard: run.heard.count() } }),
    };
  }

  function take(owned: Owned): Held {
    const leave = owned.control((why) => {
      release(LOST_TO[why]);
      if (why === "stopping") conn.close();
      else socket.emit("taken", { text: LOST_TO[why] });
    });
    const unfollow = owned.sandbox.onRun((run) => {
      begin(run, 0);
      if (starting === 0) socket.emit("begun", { run: run.id, why: LOST });
    });
    return {
      owned,
      leave() {
        unfollow();
        leave();
      },
    };
  }

  function begin(run: Run, after: number): void {
    counts.begin();
    feed.follow(run, after);
  }

  async function start({ program }: z.output<typeof RunAsked>): Promise<Answer<{ run: string }>> {
    if (!held) return refused(whyNot);
    if (!runs.take()) return refused(TOO_OFTEN);
    const tooLarge = programRefusal(fileSizes(program));
    if (tooLarge) return refused(tooLarge.text);
    if (!Object.hasOwn(program.files, program.entry))
      return refused(`The program begins with ${program.entry}, which is not among its files.`);
    const { sandbox } = held.owned;
    starting++;
    try {
      const run = await sandbox.run(program);
      return sandbox.current() === run ? { ok: true, run: run.id } : refused(SUPERSEDED);
    } finally {
      starting--;
    }
  }

  /** What is asked of a run is refused while there is none. */
  function inRun<T>(perform: (run: Run) => T): T | Refused {
    const run = held?.owned.sandbox.current();
    return run ? perform(run) : refused(held ? NOTHING_RUNS : whyNot);
  }

  function act(run: Run, { client, deed }: z.output<typeof DoAct>): Answer<{ act: number }> {
    const act = run.act(client, deed);
    // Only now: the fact that it was told to do something precedes all that comes of it.
    socket.emit("order", { client, order: { order: "do", act, deed } });
    return { ok: true, act };
  }

  function disturb(run: Run, asked: z.output<typeof Disturb>): Answer {
    // It loads the program as a run does, with a share of the processor that is full again.
    if (asked.disturbance?.is === "restart" && !runs.take()) return refused(TOO_OFTEN);
    const whyNotNow = disturbIn(run, asked);
    if (whyNotNow !== undefined) return refused(whyNotNow);
    if ("client" in asked && asked.disturbance?.is === "freeze") {
      const { client, disturbance } = asked;
      socket.emit("order", { client, order: { order: "freeze", ms: disturbance.ms } });
    }
    return { ok: true };
  }

  async function code({
    run: of,
    file,
  }: z.output<typeof CodeOf>): Promise<Answer<{ code: ClientCode }>> {
    const run = held?.owned.sandbox.current();
    if (!held) return refused(whyNot);
    const made = run && run.id === of ? await run.clientCode(file) : undefined;
    if (made) return { ok: true, code: made };
    // What may have ended the program is told before the page hears that it has no code.
    feed.flush();
    return noCode(file);
  }

  function report({ run: of, after, reports: given }: z.output<typeof Reports>): Answer {
    const run = held?.owned.sandbox.current();
    if (!held) return refused(whyNot);
    // What clients of an older run have to say belongs nowhere any more.
    if (!run || run.id !== of) return { ok: true };
    const { fresh, tooMany } = run.heard.take(after, given);
    for (const { client, report } of fresh) {
      counts.heard(client, report);
      if (report.report !== "counts") run.report(client, report);
    }
    return tooMany === undefined ? { ok: true } : refused(tooMany);
  }

  async function settle(run: Run, { clients, horizon }: z.output<typeof Settle>) {
    if (isSettling) return refused(SETTLING);
    isSettling = true;
    try {
      return {
        ok: true,
        settled: await run.settle(counts.of(clients), horizon ? { horizon } : {}),
      } as const;
    } finally {
      isSettling = false;
      counts.giveUp();
    }
  }

  function hear<S extends z.core.$ZodType>(
    event: keyof FromPage,
    schema: S,
    handle: (asked: z.output<S>) => Answer | Promise<Answer>,
  ): void {
    socket.on(event, (...args: unknown[]) => {
      const last = args.pop();
      const reply = typeof last === "function" ? (last as (answer: Answer) => void) : () => {};
      void answerTo(event, async () => {
        if (!messages.take()) return refused(TOO_OFTEN);
        // Reports come by themselves.
        if (event !== "report") held?.owned.use();
        const read = readAsked(event, schema, args[0]);
        return read.ok ? handle(read.asked) : refused(read.text);
      }).then(reply);
    });
  }

  // As a page of ours would never send one, and an `error` that nobody listens for would be thrown.
  socket.on("error" as never, () => undefined);
  hear("open", Open, open);
  hear("run", RunAsked, start);
  hear("stop", z.unknown(), () => {
    if (!held) return refused(whyNot);
    held.owned.sandbox.stop();
    return { ok: true };
  });
  hear("act", DoAct, (asked) => inRun((run) => act(run, asked)));
  hear("disturb", Disturb, (asked) => inRun((run) => disturb(run, asked)));
  hear("code", CodeOf, code);
  hear("report", Reports, report);
  hear("settle", Settle, (asked) => inRun((run) => settle(run, asked)));
  socket.once("disconnect", () => release(NOT_OPEN));
}
