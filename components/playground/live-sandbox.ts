// One sandbox as the page has it: a control connection, a frame with the clients on stage, and the trace they make.
// A lesson has one; a check opens another. Owns both connections; knows nothing of editors, playheads or React.
import type { Report } from "#protocol/client.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import type { Answer, Disturbing, Opened } from "#protocol/control.ts";
import type { Program } from "#protocol/program.ts";
import type { SceneClient } from "#protocol/scene.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Deed, FactOf, Trace } from "#trace/event.ts";
import { type ClientHost, openClientHost } from "./client-host.ts";
import { type Control, connectControl, NO_ANSWER } from "./control-connection.ts";
import type { OwnedStore } from "./owned-sandbox.ts";
import type { Attachment } from "./phase.ts";
import { createReportQueue } from "./report-queue.ts";
import { createStore, type Store } from "./store.ts";
import { createTraceLog, type TraceLog } from "./trace-log.ts";

type Settings = {
  readonly owned: OwnedStore;
  /** Something the learner should know that is no event. */
  readonly say: (text: string) => void;
  /** It is so no more. */
  readonly unsay?: (text: string) => void;
  /** The gateway gave this tab a sandbox; what runs in it is already in the log. */
  readonly onOpened: (opened: Opened) => void;
  /** A run began that nobody here asked for: its clients have yet to enter. */
  readonly onBegun: () => void;
  readonly onReport?: (client: string, report: Report) => void;
};

export type LiveSandbox = {
  readonly attachment: Pick<Store<Attachment>, "get" | "subscribe">;
  /** Where any client reaches it, without a slash at its end; undefined before the gateway has given one. */
  readonly address: Pick<Store<string | undefined>, "get" | "subscribe">;
  readonly log: TraceLog;
  /**
   * Ends the clients of the run before, then runs the program as it is once there is a sandbox: taken again from another
   * tab, or asked for once more if it was refused.
   */
  readonly run: (program: () => Program) => Promise<Answer<{ run: string }>>;
  readonly stop: () => Promise<void>;
  /** Asks for the program that clients run who run this file, so that it is there when they enter. */
  readonly prepare: (file: string) => void;
  /** Has a client come on stage; resolves when each of its connections is made or refused. */
  readonly enter: (client: SceneClient) => Promise<void>;
  /** The same person opens a second tab, which `dismiss` closes under this name. False if its code or run is not there. */
  readonly openTab: (client: SceneClient, as: string) => Promise<boolean>;
  readonly dismiss: (client: string) => void;
  /** Also while it is on the way. */
  readonly isOnStage: (client: string) => boolean;
  readonly act: (client: string, deed: Deed) => Promise<Answer<{ act: number }>>;
  /** Has a client or the server suffer something, or the client no more. */
  readonly disturb: (asked: Disturbing) => Promise<Answer>;
  /** `horizon`: how far ahead a timer is waited for, in milliseconds; as far as a check does unless told. */
  readonly settle: (horizon?: number) => Promise<Answer<{ settled: FactOf<"settled"> }>>;
  readonly close: () => void;
};

const AWAY = "The lessons server is out of reach. Trying again";

export function openLiveSandbox(settings: Settings): LiveSandbox {
  const attachment = createStore<Attachment>({ is: "opening" });
  const log = createTraceLog();
  const queue = createReportQueue(
    async (batch) => (await control.ask("report", batch)) !== NO_ANSWER,
  );
  let host: ClientHost | undefined;
  const address = createStore<string | undefined>(undefined);
  /** Who is on the way, and into which run: the last entrance of each name, until it is dismissed. */
  const entering = new Map<string, { readonly run: string }>();
  let codes = { run: "", known: new Map<string, Promise<ClientCode | undefined>>() };
  /** Batches that came before the answer that names their run. */
  let early: (readonly [run: string, events: Trace])[] = [];

  let whyAway = AWAY;
  /** Whatever becomes of the connection meanwhile. */
  let isAsked = false;

  const moveTo = (sandbox: string) => {
    const home = `${location.origin}/s/${sandbox}`;
    if (address.get() === home) return;
    host?.close();
    address.set(home);
    host = openClientHost(sandbox, (run, client, report) => {
      settings.onReport?.(client, report);
      queue.add(run, client, report);
    });
  };
  const begin = (run: string, events: Trace, heard = 0) => {
    log.begin(run, events);
    queue.begin(run, heard);
    for (const batch of early) log.append(...batch);
    early = [];
  };

  const control: Control = connectControl(settings.owned, {
    opened(opened) {
      if (whyAway !== AWAY) settings.unsay?.(whyAway);
      whyAway = AWAY;
      moveTo(opened.sandbox);
      // A connection that was away for a moment comes back to clients that never left.
      if (opened.run?.run === log.run()) log.append(log.run() ?? "", opened.run?.trace ?? []);
      else if (opened.run) begin(opened.run.run, opened.run.trace, opened.run.heard);
      queue.resume(opened.run?.heard ?? 0);
      attachment.set({ is: isAsked ? "asked" : "open" });
      settings.onOpened(opened);
    },
    refused: (text) => attachment.set({ is: "declined", text }),
    away() {
      queue.pause();
      attachment.set({ is: "away", text: whyAway });
    },
    stopping(text) {
      whyAway = text;
      settings.say(text);
    },
    queued: (text) => attachment.set({ is: "away", text }),
    taken(text) {
      queue.pause();
      void host?.leave();
      attachment.set({ is: "taken", text });
    },
    trace({ run, events }) {
      if (run === log.run()) log.append(run, events);
      else early.push([run, events]);
    },
    begun({ run, why }) {
      begin(run, []);
      settings.say(why);
      void host?.leave();
      settings.onBegun();
    },
    order: ({ client, order }) => host?.order(client, order),
  });

  /** The program that begins with this file of the run's: asked for once, for all who run it. */
  function codeOf(file: string): Promise<ClientCode | undefined> {
    const run = log.run() ?? "";
    if (codes.run !== run) codes = { run, known: new Map() };
    const known = codes.known.get(file) ?? askForCode(run, file);
    codes.known.set(file, known);
    const { known: all } = codes;
    // What there was none of may be there later: a restart takes its time.
    void known.then((code) => code ?? all.delete(file));
    return known;
  }

  async function askForCode(run: string, file: string): Promise<ClientCode | undefined> {
    const answer = await control.ask("code", { run, file });
    if (answer.ok) return answer.code;
    // A program that has ended says so itself.
    const hasEnded = log.all().some(({ kind }) => kind === "run.ended");
    if (log.run() === run && !hasEnded) settings.say(answer.text);
    return undefined;
  }

  /** False if it could not: its code or the run is not there. */
  async function enterRun(client: SceneClient, run: string, as?: string): Promise<boolean> {
    const name = as ?? client.name;
    const its = { run };
    const isWanted = () => entering.get(name) === its;
    entering.set(name, its);
    try {
      const code = client.file === undefined ? undefined : await codeOf(client.file);
      // The run that was to be entered may be over.
      if (log.run() !== run || (client.file !== undefined && code === undefined)) return false;
      const [listening] = checkpointOf(log.all()).listening;
      const server = listening && `http://localhost:${listening.port}`;
      await host?.enter({
        run,
        client,
        isWanted,
        ...(server && { server }),
        ...(code && { code }),
        ...(as !== undefined && { as }),
      });
      return true;
    } finally {
      if (isWanted()) entering.delete(name);
    }
  }

  return {
    attachment,
    address,
    log,
    async run(program) {
      // Who waits for the server, or in its queue, goes on seeing that.
      const { is } = attachment.get();
      isAsked = true;
      if (is !== "away") attachment.set({ is: "asked" });
      if (is === "taken" || is === "declined") control.reopen();
      // Not waited for: their reports name their run, and a new client of a name ends the old one.
      void host?.leave();
      early = [];
      const answer = await control.ask("run", () => ({ program: program() }));
      isAsked = false;
      if (answer.ok) begin(answer.run, []);
      if (attachment.get().is === "asked")
        attachment.set(answer.ok ? { is: "open" } : { is: "declined", text: answer.text });
      return answer;
    },
    async stop() {
      const answer = await control.stop();
      if (!answer.ok) settings.say(answer.text);
      await host?.leave({ afterDisconnect: true });
    },
    prepare: (file) => void codeOf(file),
    async enter(client) {
      const run = log.run();
      if (run !== undefined) await enterRun(client, run);
    },
    async openTab(client, as) {
      const run = log.run();
      return run !== undefined && (await enterRun(client, run, as));
    },
    dismiss(client) {
      entering.delete(client);
      host?.dismiss(client);
    },
    isOnStage(client) {
      const run = log.run();
      if (run === undefined) return false;
      return entering.get(client)?.run === run || (host?.present(run).includes(client) ?? false);
    },
    act: (client, deed) => control.ask("act", { client, deed }),
    disturb: (asked) => control.ask("disturb", asked),
    settle(horizon) {
      queue.flush();
      const clients = [...(host?.present(log.run()) ?? [])];
      return control.ask("settle", { clients, ...(horizon && { horizon }) });
    },
    close() {
      host?.close();
      control.close();
    },
  };
}
