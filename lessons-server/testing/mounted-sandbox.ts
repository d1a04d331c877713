// For tests: a sandbox on an http server of its own, at the root as the terminal mounts it, or under `/s/<id>` as the
// lessons server does.
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import type { Duplex } from "node:stream";
import { type Destination, parseDestination, parseSandboxAddress } from "../gateway/address.ts";
import { answerPlainly, refuseUpgrade } from "../gateway/plain-answer.ts";
import type { Sandbox } from "../gateway/sandbox.ts";

export type Mounted = {
  /** Where the sandbox is, without a slash at its end; `/@alice` may follow. */
  readonly url: string;
  readonly port: number;
  /** Ends every TCP connection of a client without a word, as when a network fails. */
  readonly cut: (client: string) => void;
  /** Closes the server and its connections; the sandbox is left to whoever opened it. */
  readonly close: () => Promise<void>;
};

/** An id as an instructor might give one: long enough to be a capability. */
export const newSandboxId = (): string => randomBytes(12).toString("base64url");

/** Serves a sandbox on a free port; under `/s/<id>` if it was opened with that id. */
export async function mountSandbox(sandbox: Sandbox, id?: string): Promise<Mounted> {
  const connections = new Map<Duplex, string | undefined>();
  const server = createServer((req, res) => {
    const to = destination(req);
    if (to.ok) sandbox.handleRequest(req, res, to.address);
    else answerPlainly(res, 400, to.text);
  });
  server.on("connection", (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once("close", () => connections.delete(socket));
  });
  server.on("upgrade", (req, socket, head) => {
    const to = destination(req);
    if (to.ok) sandbox.handleUpgrade({ req, socket, head }, to.address);
    else refuseUpgrade(socket, 400, to.text);
  });

  type Meant =
    | { readonly ok: true; readonly address: Destination }
    | { readonly ok: false; readonly text: string };
  function destination(req: IncomingMessage): Meant {
    const url = req.url ?? "/";
    const to = id === undefined ? parseDestination(url) : parseSandboxAddress(url);
    if (!to.ok) return to;
    if ("id" in to.address && to.address.id !== id)
      return { ok: false, text: "There is no such sandbox here." };
    connections.set(req.socket, to.address.client);
    return to;
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${id === undefined ? "" : `/s/${id}`}`,
    port,
    cut(client) {
      for (const [socket, name] of connections) if (name === client) socket.destroy();
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of connections.keys()) socket.destroy();
      }),
  };
}
