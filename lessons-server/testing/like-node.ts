// For tests: the same program on plain socket.io in Node and in a sandbox, the same done to both, and what was observed
// and logged compared. Programs are CommonJS, listen on `PORT`, and declare `io`.
import { createRequire } from "node:module";
import { createServer, type AddressInfo } from "node:net";
import { format } from "node:util";
import { runInThisContext } from "node:vm";
import type { Server } from "socket.io";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { expect, onTestFinished } from "vitest";
import { type ClientOptions as WebSocketOptions, WebSocket } from "ws";
import type { Served } from "./served-sandboxes.ts";

export type Place = {
  readonly url: string;
  /** Status, headers and body of an answer, without what differs from answer to answer. */
  readonly ask: (path: string, init?: RequestInit) => Promise<Answer>;
  /** Opens a WebSocket by hand; its headers, and the first message or why there was none. */
  readonly upgrade: (path: string, options?: WebSocketOptions) => Promise<Upgraded>;
  /** A client in a namespace, "/" unless told; it does not reconnect unless told. */
  readonly client: (options?: Partial<ManagerOptions & SocketOptions>, nsp?: string) => Socket;
};
type Answer = { readonly status: number; readonly headers: Named; readonly body: string };
type Upgraded = { readonly status: number; readonly headers: Named; readonly said: string };
type Named = Readonly<Record<string, unknown>>;
export type Steps = (at: Place) => Promise<unknown>;

/** Of the moment, of the connection, and of our own confinement. */
const LEFT_OUT = new Set([
  "connection",
  "content-security-policy",
  "date",
  "keep-alive",
  "sec-websocket-accept",
  "transfer-encoding",
  "x-content-type-options",
]);
/** How long a program may take to become quiet, in milliseconds. */
const PATIENCE_MS = 20_000;
const ENGINE = "/socket.io/?EIO=4&transport=";
export const POLLING = `${ENGINE}polling`;
export const WEBSOCKET = `${ENGINE}websocket`;

/** Expects that whoever uses the program notices no difference. Gives what was observed. */
export async function expectLikeNode(
  serve: Serve,
  program: string,
  steps: Steps,
): Promise<unknown> {
  const node = await inNode(program, steps);
  expect(await inSandbox(serve, program, steps)).toEqual(node);
  return node.observed;
}

export type Serve = (source: string) => Promise<Served>;
export type Outcome = { readonly observed: unknown; readonly logs: readonly string[] };

/** Does the steps to a program on plain socket.io, in this process. */
export async function inNode(program: string, steps: Steps): Promise<Outcome> {
  const logs: string[] = [];
  const log = (...words: unknown[]): void => void logs.push(format(...words));
  const run = runInThisContext(`(require, console, PORT) => { ${program}\nreturn io; }`) as (
    ...given: unknown[]
  ) => Server;
  const port = await freePort();
  const server = run(createRequire(import.meta.url), { log, warn: log, error: log }, port);
  onTestFinished(() => void server.close());
  if (!server.httpServer.listening)
    await new Promise((listening) => server.httpServer.once("listening", listening));
  const observed = await steps(placeAt(`http://localhost:${port}`));
  return masked({ observed, logs });
}

/** Does them to the same program in a sandbox, and waits until it has nothing more to do. */
export async function inSandbox(serve: Serve, program: string, steps: Steps): Promise<Outcome> {
  const served = await serve(`const PORT = 3000; ${program}`);
  const observed = await steps(placeAt(served.url));
  // What the last step set off is still on its way.
  await served.run.settle(new Map(), { deadline: PATIENCE_MS });
  return masked({ observed, logs: served.logs() });
}

/** Ids, and the port in a Host header, differ from run to run. */
function masked(outcome: Outcome): Outcome {
  const text = JSON.stringify(outcome)
    .replaceAll(/(?<![\w-])[\w-]{20}(?![\w-])/g, "…")
    .replaceAll(/(localhost|127\.0\.0\.1):\d+/g, "host");
  return JSON.parse(text) as Outcome;
}

function placeAt(url: string): Place {
  return {
    url,
    async ask(path, init) {
      const answer = await fetch(`${url}${path}`, init);
      return {
        status: answer.status,
        headers: shown(Object.fromEntries(answer.headers)),
        body: await answer.text(),
      };
    },
    upgrade: (path, options) =>
      new Promise((resolve) => {
        const socket = new WebSocket(`${url}${path}`, options);
        onTestFinished(() => socket.terminate());
        let headers: Named = {};
        socket.once("upgrade", (response) => {
          headers = shown(response.headers);
        });
        socket.once("message", (data) =>
          resolve({ status: 101, headers, said: (data as Buffer).toString() }),
        );
        socket.once("unexpected-response", (_request, response) => {
          response
            .setEncoding("utf8")
            .once("data", (said: string) =>
              resolve({ status: response.statusCode ?? 0, headers: shown(response.headers), said }),
            );
        });
        socket.once("error", (error) => resolve({ status: 0, headers: {}, said: error.message }));
      }),
    client(options, nsp = "/") {
      const socket = io(`${url}${nsp}`, { reconnection: false, forceNew: true, ...options });
      onTestFinished(() => void socket.disconnect());
      return socket;
    },
  };
}

const shown = (headers: object): Named =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !LEFT_OUT.has(name)));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
