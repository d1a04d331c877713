// The client's sockets.
import { Manager } from "socket.io-client";
import { connected, echo, next, used, WEBSOCKET } from "./client-row.ts";
import type { Row } from "./row.ts";

export const clientSocketRows: readonly Row[] = [
  used(
    "client Socket: id, connected, disconnected, active, recovered, nsp, io; client Socket event: connect",
    async (socket) => {
      const before = [socket.id, socket.connected, socket.disconnected, socket.active];
      await next(socket, "connect");
      const { nsp } = socket as unknown as { nsp: string };
      return [
        ...before,
        typeof socket.id,
        socket.connected,
        socket.disconnected,
        socket.active,
        socket.recovered,
        nsp,
        socket.io instanceof Manager,
      ];
    },
    [null, false, true, true, "string", true, false, true, null, "/", true],
  ),
  used(
    "client Socket event: connect_error",
    {
      use: async (socket) => {
        const [error] = (await next(socket, "connect_error")) as [Error & { data?: unknown }];
        return [error.message, error.data, socket.active];
      },
      nsp: "/closed",
    },
    ["closed", { since: 1 }, false],
  ),
  connected(
    "client Socket: disconnect, connect; client Socket event: disconnect",
    async (socket) => {
      const gone = next(socket, "disconnect");
      socket.disconnect();
      const [reason] = await gone;
      socket.connect();
      await next(socket, "connect");
      return [reason, await echo(socket, 1)];
    },
    ["io client disconnect", 1],
  ),
  connected(
    "client Socket: close, open",
    async (socket) => {
      socket.close();
      const closed = socket.connected;
      socket.open();
      await next(socket, "connect");
      return [closed, socket.connected];
    },
    [false, true],
  ),
  connected(
    "client Socket: emit",
    async (socket) => {
      socket.emit("repeat", "x", 1, { a: [null] });
      return next(socket, "x");
    },
    [1, { a: [null] }],
  ),
  connected(
    "client Socket: send",
    async (socket) => {
      const before = socket.io.engine;
      const sent = next(before, "packetCreate");
      socket.send("hi", 1);
      return sent;
    },
    [{ type: "message", data: '2["message","hi",1]', options: { compress: true } }],
  ),
  connected("client Socket: emitWithAck", (socket) => echo(socket, "a"), "a"),
  connected(
    "client Socket: timeout",
    async (socket) => [
      await (socket.timeout(10_000).emitWithAck("echo", 1) as Promise<unknown>),
      await (socket.timeout(10).emitWithAck("nothing listens") as Promise<unknown>).catch(
        (error: Error) => error.message,
      ),
    ],
    [1, "operation has timed out"],
  ),
  connected(
    "client Socket: compress, volatile",
    async (socket) => {
      socket.compress(false).volatile.emit("repeat", "x", 1);
      return next(socket, "x");
    },
    [1],
  ),
  used(
    "client Socket: sendBuffer, receiveBuffer",
    async (socket) => {
      socket.emit("repeat", "x", 1);
      const before = [socket.sendBuffer.length, socket.receiveBuffer.length];
      await next(socket, "x");
      return [...before, socket.sendBuffer.length];
    },
    [1, 0, 0],
  ),
  used(
    "client Socket: auth; client option: auth",
    {
      use: async (socket) => {
        socket.auth = (send: (data: object) => void) => send({ token: "later" });
        const [, auth] = await new Promise<unknown[]>((said) =>
          socket.emit("who am i", (...who: unknown[]) => said(who)),
        );
        return auth;
      },
      options: { ...WEBSOCKET, auth: { token: "early" } },
    },
    { token: "later" },
  ),
  connected(
    "client Socket: on, once, off, addEventListener, removeListener, removeEventListener, removeAllListeners, listeners, hasListeners",
    async (socket) => {
      const heard: unknown[] = [];
      const again = (n: number) => heard.push(`on ${n}`);
      const old = socket as unknown as Record<
        "addEventListener" | "removeEventListener",
        (event: string, listener: unknown) => void
      >;
      socket.on("n", again);
      socket.once("n", (n: number) => heard.push(`once ${n}`));
      old.addEventListener("n", again);
      old.removeEventListener("n", again);
      for (const n of [1, 2]) socket.emit("repeat", "n", n);
      await echo(socket);
      const listening = [socket.listeners("n").length, socket.hasListeners("n")];
      socket.removeListener("n", again);
      socket.off("n", again);
      socket.removeAllListeners("n");
      socket.emit("repeat", "n", 3);
      await echo(socket);
      return [heard, listening, socket.hasListeners("n")];
    },
    [["once 1", "on 1", "on 2"], [1, true], false],
  ),
  connected(
    "client Socket: onAny, prependAny, offAny, listenersAny",
    async (socket) => {
      const heard: unknown[] = [];
      const any = (...event: unknown[]) => heard.push(event);
      socket.onAny(any);
      socket.prependAny((event) => heard.push(`first ${String(event)}`));
      socket.emit("repeat", "x", 1);
      await echo(socket);
      const there = socket.listenersAny().length;
      socket.offAny(any);
      socket.offAny();
      return [heard, there, socket.listenersAny().length];
    },
    [["first x", ["x", 1]], 2, 0],
  ),
  connected(
    "client Socket: onAnyOutgoing, prependAnyOutgoing, offAnyOutgoing, listenersAnyOutgoing",
    (socket) => {
      const heard: unknown[] = [];
      const any = (...event: unknown[]) => heard.push(event);
      socket.onAnyOutgoing(any);
      socket.prependAnyOutgoing((event) => heard.push(`first ${String(event)}`));
      socket.emit("x", 1);
      const there = socket.listenersAnyOutgoing().length;
      socket.offAnyOutgoing(any);
      socket.offAnyOutgoing();
      return [heard, there, socket.listenersAnyOutgoing().length];
    },
    [["first x", ["x", 1]], 2, 0],
  ),
];
