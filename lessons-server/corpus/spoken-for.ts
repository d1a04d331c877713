// A sandbox whose program is the test: it says the operations of a turn, as text, in the runner's place.
import { WebSocket } from "ws";
import type { TurnHead } from "#protocol/runner-lines.ts";
import type { Operation } from "#protocol/runner.ts";
import type { ProgramHandle, ProgramListener } from "../gateway/lane.ts";
import type { Run } from "../gateway/run.ts";
import type { Runner } from "../gateway/runner-process.ts";
import { openSandbox } from "../gateway/sandbox.ts";
import { mountSandbox } from "../testing/mounted-sandbox.ts";

export type SpokenFor = {
  /** Begins a run that listens, with a WebSocket, a session that polls, and a request that waits for its answer. */
  readonly begin: () => Promise<Begun>;
  readonly close: () => Promise<void>;
};
export type Begun = {
  readonly run: Run;
  /** The operations of one turn, as JSON or whatever it is. */
  readonly say: (text: string, began?: TurnHead["began"]) => void;
  /** The one of the first session. */
  readonly socket: WebSocket;
};

/** It does nothing about what it is told. */
const HANDLE: ProgramHandle = {
  inputs: 0,
  waiting: () => 0,
  input: () => {},
  rest: () => {},
  probe: async () => undefined,
  code: async () => undefined,
  drop: () => {},
};
const PROGRAM = { entry: "server.js", files: { "server.js": "1;\n2;\n" } };
const BEGINNING: readonly Operation[] = [
  { op: "listen", server: 1, port: 3_000 },
  { op: "engine", engine: 1, server: 1, path: "/socket.io/", options: {} },
];

export async function openSpokenFor(): Promise<SpokenFor> {
  let listener: ProgramListener | undefined;
  const runner: Partial<Runner> = {
    load: async (_program, its) => {
      listener = its;
      return HANDLE;
    },
  };
  const sandbox = openSandbox({ runner: runner as Runner });
  const mounted = await mountSandbox(sandbox);
  const sockets = new Set<WebSocket>();
  return {
    async begin() {
      for (const socket of sockets) socket.terminate();
      const run = await sandbox.run(PROGRAM);
      let turn = 0;
      const say: Begun["say"] = (text, began = "input") =>
        listener?.turn({ turn: turn++, began, ms: 0.1, fuel: 1, state: "running" }, text);
      say(JSON.stringify(BEGINNING), "load");
      const engine = `${mounted.url}/socket.io/?EIO=4`;
      const socket = new WebSocket(`${engine.replace("http", "ws")}&transport=websocket`);
      sockets.add(socket.on("error", () => undefined));
      await new Promise((opened) => socket.once("message", opened));
      const polling = await fetch(`${engine}&transport=polling`);
      const { sid } = JSON.parse((await polling.text()).slice(1)) as { sid: string };
      for (const waits of [`${engine}&transport=polling&sid=${sid}`, `${mounted.url}/rest`])
        void fetch(waits)
          .then((answer) => answer.text())
          .catch(() => undefined);
      return { run, say, socket };
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      sandbox.close();
      await mounted.close();
    },
  };
}
