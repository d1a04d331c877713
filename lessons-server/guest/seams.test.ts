// The named seams (seams.ts) keep the public behaviour of socket.io: the same programs and the same clients, on plain
// socket.io in Node and in the sandbox, and what the clients observed is compared. So is what the programs logged.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { runInThisContext } from "node:vm";
import { Server } from "socket.io";
import { io, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

/** A server as a learner writes it, given `io`; it says "done" to everybody when its part is over. */
type Learner = string;
type Stage = {
  /** A client by name, connected; everything it hears is noted. */
  readonly join: (
    name: string,
    options?: Partial<ManagerOptions & SocketOptions> & { nsp?: string },
  ) => Promise<Socket>;
  /** Notes something else that a client observed. */
  readonly note: (name: string, ...what: unknown[]) => void;
  /** Waits until a client has heard `event`. */
  readonly hears: (name: string, event: string) => Promise<void>;
};
type Observed = { readonly clients: Record<string, unknown[]>; readonly logs: readonly string[] };
type Script = (stage: Stage) => Promise<void>;

/** Ids differ from run to run: each is replaced by the order in which it was first seen. */
function normalised(observed: Observed, ids: readonly string[]): Observed {
  let text = JSON.stringify(observed);
  for (const [i, id] of ids.entries()) text = text.replaceAll(id, `id ${i}`);
  return JSON.parse(text) as Observed;
}

async function play(
  url: string,
  script: Script,
): Promise<{ clients: Record<string, unknown[]>; ids: string[] }> {
  const clients: Record<string, unknown[]> = {};
  const sockets = new Map<string, Socket>();
  const ids: string[] = [];
  const note = (name: string, ...what: unknown[]) => void (clients[name] ??= []).push(plain(what));
  const heard = new Map<string, Set<string>>();
  const waiting = new Set<() => void>();
  await script({
    note,
    join: async (name, { nsp = "/", ...options } = {}) => {
      const socket = io(`${url}${nsp}`, {
        transports: ["websocket"],
        reconnection: false,
        forceNew: true,
        ...options,
      });
      onTestFinished(() => void socket.disconnect());
      sockets.set(name, socket);
      heard.set(name, new Set());
      socket.onAny((event: string, ...args: unknown[]) => {
        note(name, event, ...args.filter((arg) => typeof arg !== "function"));
        heard.get(name)?.add(event);
        for (const look of waiting) look();
      });
      socket.on("disconnect", (reason) => note(name, "disconnect", reason));
      await new Promise<void>((resolve) => {
        socket.once("connect", () => {
          ids.push(socket.id ?? "");
          resolve();
        });
        socket.once("connect_error", (error: Error & { data?: unknown }) => {
          note(name, "refused", error.message, error.data);
          resolve();
        });
      });
      return socket;
    },
    hears: (name, event) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!heard.get(name)?.has(event)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
  });
  return { clients, ids };
}

/** Bytes as hex: Node and the client library differ in which class they use. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

async function inNode(learner: Learner, script: Script): Promise<Observed> {
  const web = createServer();
  const server = new Server(web);
  const logs: string[] = [];
  const run = runInThisContext(`(io, log, Buffer) => {${learner}}`) as (
    ...given: unknown[]
  ) => void;
  run(server, (...words: unknown[]) => logs.push(words.join(" ")), Buffer);
  await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { clients, ids } = await play(
    `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
    script,
  );
  return normalised({ clients, logs }, ids);
}

async function inSandbox(learner: Learner, script: Script): Promise<Observed> {
  const served = await serve(
    `import { Server } from "socket.io"; const io = new Server(3000); const log = (...words) => console.log(words.join(" "));\n${learner}`,
  );
  const { clients, ids } = await play(served.url, script);
  // What the package itself warns of goes to another stream in Node.
  const own = served.facts("log").filter(({ level }) => level === "log");
  return normalised({ clients, logs: own.map(({ text }) => text) }, ids);
}

/** All say hello in the order of their names and wait for "done". */
const three: Script = async ({ join, hears }) => {
  for (const name of ["alice", "bob", "carol"]) await join(name, { auth: { name } });
  await Promise.all(["alice", "bob", "carol"].map((name) => hears(name, "done")));
};

const WHEN_ALL = (body: string) => `
  const all = [];
  io.on("connection", async (socket) => {
    socket.data.name = socket.handshake.auth.name;
    all.push(socket);
    if (all.length < 3) return;
    const [alice, bob, carol] = all;
    ${body}
    io.emit("done");
  });`;

describe("what clients observe is the same as with socket.io in Node", () => {
  it.each<[string, Learner, Script]>([
    [
      "io.emit, socket.emit, broadcast",
      WHEN_ALL(
        `io.emit("a", 1, { b: [null, "ü"] }); alice.emit("b"); bob.broadcast.emit("c", 2); io.send("m"); carol.send("n");`,
      ),
      three,
    ],
    [
      "to, in, except, several rooms",
      WHEN_ALL(`alice.join("x"); bob.join(["x", "y"]); carol.join("y");
      io.to("x").emit("x"); io.in("x").to("y").emit("both"); io.to("x").except("y").emit("only x"); io.except("x").emit("not x");
      bob.to("x").emit("x but bob"); carol.to("x").to(carol.id).emit("own id"); io.to(alice.id).emit("one"); io.to("nobody").emit("none"); io.to([]).emit("empty list");`),
      three,
    ],
    [
      "rooms after leave, and the joins of others",
      WHEN_ALL(`io.socketsJoin("all"); alice.leave("all"); io.to("all").emit("left"); io.in("all").socketsLeave("all"); io.to("all").emit("nobody");
      io.in(bob.id).socketsJoin("b"); log([...io.sockets.adapter.rooms.keys()].filter((room) => !io.sockets.sockets.has(room)).join(), [...bob.rooms].length, alice.rooms.has(alice.id));`),
      three,
    ],
    [
      "volatile and compress and local, to those connected",
      WHEN_ALL(
        `io.volatile.emit("v", 1); alice.volatile.emit("w"); io.compress(true).local.emit("c"); bob.volatile.broadcast.emit("vb");`,
      ),
      three,
    ],
    [
      "binary, alone and in something",
      WHEN_ALL(
        `io.emit("bytes", Buffer.from([1, 2, 255]), { deep: [new Uint8Array([7])], n: 1 }); alice.emit("empty", Buffer.alloc(0)); io.to(bob.id).emit("mixed", "text", Buffer.from("é"));`,
      ),
      three,
    ],
    [
      "values that JSON changes",
      WHEN_ALL(
        `io.emit("values", undefined, NaN, [undefined, () => 1], new Date(0), { u: undefined, f() {}, d: new Date(1) }, "\\u2028\\ud83d\\ude00");`,
      ),
      three,
    ],
    [
      "fetchSockets, sockets, rooms as seen by the server",
      WHEN_ALL(`alice.join("r"); const found = await io.in("r").fetchSockets(); log(found.length, found[0].data.name, found[0].rooms.has("r"), (await io.fetchSockets()).length, io.sockets.sockets.size, io.engine.clientsCount);
      found[0].emit("by remote"); found[0].join("s"); io.to("s").emit("s");`),
      three,
    ],
    [
      "outgoing listeners, catch-all listeners",
      WHEN_ALL(
        `alice.onAnyOutgoing((event, ...args) => log("out", event, JSON.stringify(args))); bob.prependAnyOutgoing((event) => log("bob out", event)); io.emit("to all", 1); alice.emit("to alice", 2); io.to(bob.id).emit("to bob"); log(alice.listenersAnyOutgoing().length); alice.offAnyOutgoing(); io.emit("after");`,
      ),
      three,
    ],
    [
      "leaving: disconnect, disconnect(true), disconnectSockets",
      `
      io.on("connection", (socket) => {
        const { name } = socket.handshake.auth;
        socket.on("disconnecting", (reason) => log(name, "disconnecting", reason, socket.rooms.size));
        socket.on("disconnect", (reason) => { log(name, "disconnect", reason, socket.connected, socket.rooms.size); io.emit("gone", name); });
        socket.on("out", () => socket.disconnect()); socket.on("cut", () => socket.disconnect(true)); socket.on("all", () => io.in(socket.id).disconnectSockets());
      });`,
      async ({ join, hears, note }) => {
        const witness = await join("witness", { auth: { name: "witness" } });
        for (const [name, how] of [
          ["a", "out"],
          ["b", "cut"],
          ["c", "all"],
        ] as const) {
          const socket = await join(name, { auth: { name } });
          socket.emit(how);
          await new Promise((gone) => socket.once("disconnect", gone));
          note(name, "connected", socket.connected, socket.io.engine.readyState);
        }
        const leaver = await join("d", { auth: { name: "d" } });
        leaver.disconnect();
        const cut = await join("e", { auth: { name: "e" } });
        cut.io.engine.close();
        await hears("witness", "gone");
        await new Promise<void>((resolve) =>
          witness.on("gone", (name) => name === "e" && resolve()),
        );
      },
    ],
    [
      "middleware that lets in, refuses, and refuses with data",
      `
      io.use((socket, next) => next(socket.handshake.auth.name === "bob" ? new Error("no bobs") : undefined));
      io.use((socket, next) => { const error = new Error("later"); error.data = { code: 7 }; setTimeout(() => next(socket.handshake.auth.name === "carol" ? error : undefined), 1); });
      io.on("connection", (socket) => { socket.use(([event, ...args], next) => event === "bad" ? next(new Error("not this")) : next()); socket.on("error", (error) => socket.emit("told", error.message)); socket.on("good", () => socket.emit("done")); socket.on("bad", () => log("never")); });`,
      async ({ join, hears }) => {
        const alice = await join("alice", { auth: { name: "alice" } });
        await join("bob", { auth: { name: "bob" } });
        await join("carol", { auth: { name: "carol" } });
        alice.emit("bad");
        await hears("alice", "told");
        alice.emit("good");
        await hears("alice", "done");
      },
    ],
    [
      "namespaces: static, dynamic, unknown",
      `
      io.of("/chat").on("connection", (socket) => { socket.nsp.emit("in chat", io.of("/chat").sockets.size); io.emit("in main"); });
      io.of(/^\\/room-\\d+$/).on("connection", (socket) => socket.emit("named", socket.nsp.name));
      io.on("connection", (socket) => socket.on("finish", () => { io.of("/chat").emit("done"); io.of("/room-7").emit("done"); socket.emit("done"); }));`,
      async ({ join, hears }) => {
        const main = await join("main");
        await join("chat", { nsp: "/chat" });
        await join("room", { nsp: "/room-7" });
        await join("nowhere", { nsp: "/nowhere" });
        main.emit("finish");
        for (const name of ["main", "chat", "room"]) await hears(name, "done");
      },
    ],
    [
      "acks, both ways",
      `
      io.on("connection", (socket) => {
        socket.on("ask", (a, b, answer) => answer(a + b, "second"));
        socket.on("ask once", (answer) => { answer(1); answer(2); });
        socket.on("finish", async () => {
          socket.emit("question", 1, (...answers) => log("callback", JSON.stringify(answers)));
          log("promise", await socket.emitWithAck("question", 2));
          log("timeout", await socket.timeout(60_000).emitWithAck("question", 3));
          await socket.timeout(1).emitWithAck("silence").catch((error) => log("late", error.message));
          socket.emit("done");
        });
      });`,
      async ({ join, hears, note }) => {
        const alice = await join("alice");
        alice.on("question", (n: number, answer: (n: number) => void) => answer(n * 10));
        note("alice", "answered", await alice.emitWithAck("ask", 1, 2));
        note("alice", "once", await alice.emitWithAck("ask once"));
        alice.emit("finish");
        await hears("alice", "done");
      },
    ],
    [
      "a broadcast with acks, one client silent",
      `
      io.on("connection", (socket) => socket.on("go", async () => {
        log("all", JSON.stringify((await io.timeout(60_000).except("nobody").emitWithAck("quick")).toSorted()));
        try { await io.timeout(200).emitWithAck("slow"); } catch (error) { log(error.message, JSON.stringify(error.responses.toSorted())); }
        io.timeout(60_000).to("empty").emit("void", (error, answers) => { log("empty room", error, JSON.stringify(answers)); io.emit("done"); });
      }));`,
      async ({ join, hears }) => {
        const clients = [];
        for (const name of ["alice", "bob", "carol"]) {
          const socket = await join(name);
          socket.on("quick", (answer: (name: string) => void) => answer(name));
          socket.on("slow", (answer: (name: string) => void) => name !== "bob" && answer(name));
          clients.push(socket);
        }
        clients[0]?.emit("go");
        await Promise.all(["alice", "bob", "carol"].map((name) => hears(name, "done")));
      },
    ],
    [
      "what cannot be emitted",
      WHEN_ALL(
        `for (const name of ["connect", "disconnect", "newListener"]) { try { alice.emit(name); log("sent", name); } catch (error) { log(error.message); } try { io.emit(name); } catch (error) { log(error.message); } }`,
      ),
      three,
    ],
  ])("%s", async (_what, learner, script) => {
    const [node, sandbox] = await Promise.all([
      inNode(learner, script),
      inSandbox(learner, script),
    ]);
    expect(Object.keys(node.clients).length + node.logs.length).toBeGreaterThan(0);
    expect(sandbox).toEqual(node);
  });
});
