// A network on a real port, with a program that is a function: what the tests of the network drive.
import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import {
  io,
  type ManagerOptions,
  type Socket as Client,
  type SocketOptions,
} from "socket.io-client";
import type { Input, Operation } from "#protocol/runner.ts";
import type { Fact, TraceEvent, Trigger, TurnId } from "#trace/event.ts";
import { parseSandboxAddress } from "../address.ts";
import { createNetwork, type Network, type NetworkOptions } from "../network.ts";
import { createRecorder, type Recorder } from "../recorder.ts";

/** A program: what it does about an input. */
export type FakeProgram = (input: Input) => readonly Operation[];

/** The id in the address of every rig: long enough that it stands in no fact by chance. */
export const SANDBOX = "b7Kq-secret_sandbox-id";

export type Rig = {
  readonly url: string;
  readonly port: number;
  readonly network: Network;
  readonly recorder: Recorder;
  readonly inputs: readonly { readonly input: Input; readonly trigger: Trigger }[];
  readonly apply: (...operations: readonly Operation[]) => void;
  /** The first event that fits, of those recorded and those to come. */
  readonly until: (fits: (event: TraceEvent) => boolean) => Promise<TraceEvent>;
  readonly of: <K extends Fact["kind"]>(kind: K) => Extract<TraceEvent, { kind: K }>[];
  readonly client: (path?: string, options?: Partial<ManagerOptions & SocketOptions>) => Client;
  readonly raw: (...text: readonly (string | Buffer)[]) => RawConnection;
  readonly stop: () => Promise<void>;
};

export type RawConnection = {
  readonly socket: Socket;
  /** All that came until the server closed. */
  readonly answer: Promise<Buffer>;
};

/** Begins with http server 1 on port 3000 and engine 1 attached to it. */
export async function startRig(
  program: FakeProgram = handshakes,
  options: Partial<NetworkOptions> & { readonly engine?: object } = {},
): Promise<Rig> {
  const recorder = options.recorder ? (options.recorder as Recorder) : createRecorder();
  const inputs: { input: Input; trigger: Trigger }[] = [];
  let turn = 0;
  const apply = (...operations: readonly Operation[]): void =>
    network.apply(turn++ as TurnId, operations);
  const network = createNetwork({
    sandbox: SANDBOX,
    ...options,
    recorder,
    deliver(input, trigger) {
      inputs.push({ input, trigger });
      setImmediate(() => apply(...program(input)));
    },
  });
  apply(
    { op: "listen", server: 1, port: 3000 },
    { op: "engine", engine: 1, server: 1, path: "/socket.io/", options: options.engine ?? {} },
  );
  const server = await serve(network);
  const { port } = server.address() as AddressInfo;
  const clients: Client[] = [];
  const sockets: Socket[] = [];
  return {
    url: `http://127.0.0.1:${port}/s/${SANDBOX}`,
    port,
    network,
    recorder,
    inputs,
    apply,
    until: (fits) => firstEvent(recorder, fits),
    of: (kind) => recorder.trace().filter((event) => event.kind === kind) as never,
    client(path = "", clientOptions = {}) {
      const client = io(`http://127.0.0.1:${port}`, {
        path: `/s/${SANDBOX}${path}/socket.io/`,
        reconnection: false,
        forceNew: true,
        ...clientOptions,
      });
      clients.push(client);
      return client;
    },
    raw(...texts) {
      const socket = connect(port, "127.0.0.1");
      sockets.push(socket);
      for (const text of texts) socket.write(text);
      return { socket, answer: wholeAnswer(socket) };
    },
    async stop() {
      for (const client of clients) client.disconnect();
      for (const socket of sockets) socket.destroy();
      network.close("The test is over.");
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Connects whoever asks to `/`, and answers `["echo", x]` as an ack. */
export function handshakes(input: Input): readonly Operation[] {
  if (input.in !== "text") return [];
  const { session, data = "" } = input;
  if (data.startsWith("0"))
    return [{ op: "packet", to: session, text: `0{"sid":"socket-${session}"}` }];
  const echo = /^2(\d+)\["echo",(.*)\]$/s.exec(data);
  return echo
    ? [{ op: "packet", to: session, text: `3${echo[1]}[${echo[2]}]`, where: "server.js:4:7" }]
    : [];
}

async function serve(network: Network): Promise<Server> {
  const server = createServer((req, res) => {
    const parsed = parseSandboxAddress(req.url ?? "");
    if (parsed.ok) network.handleRequest(req, res, parsed.address);
    else res.writeHead(404).end(parsed.text);
  });
  server.on("upgrade", (req, socket, head) => {
    const parsed = parseSandboxAddress(req.url ?? "");
    if (parsed.ok) network.handleUpgrade({ req, socket, head }, parsed.address);
    else socket.destroy();
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return server;
}

function firstEvent(recorder: Recorder, fits: (event: TraceEvent) => boolean): Promise<TraceEvent> {
  return new Promise((resolve) => {
    const stop = recorder.subscribe((events) => settle(events.find(fits)));
    const settle = (event: TraceEvent | undefined): void => {
      if (!event) return;
      stop();
      resolve(event);
    };
    settle(recorder.trace().find(fits));
  });
}

function wholeAnswer(socket: Socket): Promise<Buffer> {
  const pieces: Buffer[] = [];
  socket.on("data", (piece: Buffer) => pieces.push(piece));
  socket.on("error", () => undefined);
  return new Promise((resolve) => socket.once("close", () => resolve(Buffer.concat(pieces))));
}
