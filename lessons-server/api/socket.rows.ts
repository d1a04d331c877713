// One client's socket on the server, and what hangs on it.
import { heard, played, type Row, told } from "./row.ts";

const X = ["x", 1];

const sending: readonly Row[] = [
  heard("Socket: emit", `alice.emit("x", 1); bob.emit("bytes", Buffer.from([1, 2]).length);`, {
    alice: [X],
    bob: [["bytes", 2]],
  }),
  told("Socket: emitWithAck", `tell(await socket.emitWithAck("question", 21));`, [42]),
  told(
    "Socket: timeout",
    `
    tell(await socket.timeout(5_000).emitWithAck("question", 1));
    socket.timeout(10).emit("silence", (error) => { tell(error.message); end(); });`,
    [2, "operation has timed out"],
  ),
  told(
    "Socket: send, write",
    `socket.on("message", (text) => { tell(text); if (text === "b") end(); }); await say("message", "a"); await say("message", "b");`,
    ["a", "b"],
  ),
  heard("Socket: send, write", `alice.send("a"); bob.write("b", 1);`, {
    alice: [["message", "a"]],
    bob: [["message", "b", 1]],
  }),
  heard(
    "Socket: to, in",
    `for (const one of [alice, bob, carol]) one.join("r"); carol.leave("r"); alice.to("r").emit("x", 1); alice.in("r").emit("x", 1); alice.to(carol.id).emit("x", 1);`,
    { bob: [X, X], carol: [X] },
  ),
  heard("Socket: except", `bob.join("r"); alice.except("r").emit("x", 1);`, { carol: [X] }),
  heard("Socket: broadcast", `alice.broadcast.emit("x", 1);`, { bob: [X], carol: [X] }),
  heard("Socket: local", `alice.local.emit("x", 1);`, { bob: [X], carol: [X] }),
  heard(
    "Socket: compress, volatile",
    `await carol.emitWithAck("question", 1); carol.compress(true).emit("x", 1); alice.volatile.emit("x", 1);`,
    { alice: [X], carol: [["question", 1], X] },
  ),
];

const listening: readonly Row[] = [
  told(
    "Socket: on, once, off",
    `
    const again = (n) => tell("on " + n);
    socket.on("n", again); socket.once("n", (n) => tell("once " + n));
    socket.on("stop", () => { socket.off("n", again); }); socket.on("finish", end);
    await say("n", 1); await say("n", 2); await say("stop"); await say("n", 3); await say("finish");`,
    ["on 1", "once 1", "on 2"],
  ),
  told(
    "Socket: addListener, removeListener, prependListener, prependOnceListener, removeAllListeners, listeners, rawListeners, listenerCount, eventNames, setMaxListeners, getMaxListeners",
    `
    const a = () => {};
    socket.addListener("e", a).prependListener("e", () => {}).prependOnceListener("e", () => {});
    tell(socket.listenerCount("e"), socket.listeners("e").indexOf(a), socket.rawListeners("e").length, socket.eventNames().includes("e"));
    socket.removeListener("e", a); tell(socket.listenerCount("e")); socket.removeAllListeners("e"); tell(socket.listenerCount("e"));
    socket.setMaxListeners(3); tell(socket.getMaxListeners());`,
    [3, 2, 3, true, 2, 0, 3],
  ),
  told(
    "Socket: onAny, prependAny, offAny, listenersAny",
    `
    const any = (event, ...args) => tell("any", event, ...args);
    socket.onAny(any); socket.prependAny((event) => tell("first", event)); tell(socket.listenersAny().length);
    socket.on("stop", () => { socket.offAny(any); socket.offAny(); tell(socket.listenersAny().length); });
    socket.on("finish", end);
    await say("hello", 1); await say("stop"); await say("unheard"); await say("finish");`,
    [2, "first", "hello", "any", "hello", 1, "first", "stop", "any", "stop", 0],
  ),
  told(
    "Socket: onAnyOutgoing, prependAnyOutgoing, offAnyOutgoing, listenersAnyOutgoing",
    `
    const out = []; const note = (event, ...args) => out.push([event, ...args]);
    socket.onAnyOutgoing(note); socket.prependAnyOutgoing((event) => out.push("first " + event)); const there = socket.listenersAnyOutgoing().length;
    socket.emit("x", 1); io.emit("y"); socket.offAnyOutgoing(note); socket.offAnyOutgoing(); socket.emit("z");
    tell(there, out, socket.listenersAnyOutgoing().length);`,
    [2, ["first x", ["x", 1], "first y", ["y"]], 0],
  ),
  told(
    "Socket: use; Socket event: error",
    `
    socket.use(([event, ...args], next) => { if (event === "bad") return next(new Error("not this")); tell(event, args); next(); });
    socket.on("error", (error) => tell(error.message)); socket.on("bad", () => tell("never")); socket.on("finish", end);
    await say("good", 1); await say("bad"); await say("finish");`,
    ["good", [1], "not this", "finish", []],
  ),
];

const standing: readonly Row[] = [
  told(
    "Socket: id, nsp, client, conn, request, connected, disconnected, recovered, data",
    `
    socket.data.n = 1;
    tell(typeof socket.id, io.of("/").sockets.get(socket.id) === socket, socket.nsp.name, socket.client.conn === socket.conn, socket.request === socket.conn.request, socket.connected, socket.disconnected, socket.recovered, socket.data);`,
    ["string", true, "/", true, true, true, false, false, { n: 1 }],
  ),
  told(
    "Client: conn, request",
    `tell(socket.client.conn.transport.name, socket.client.request.url.split("?")[0]);`,
    ["websocket", "/socket.io/"],
  ),
  told(
    "Socket: rooms, join, leave",
    `
    tell(socket.rooms.size, socket.rooms.has(socket.id)); await socket.join("a"); socket.join(["b", "c"]); socket.leave("b");
    tell([...socket.rooms].filter((room) => room !== socket.id));`,
    [1, true, ["a", "c"]],
  ),
  heard(
    "Socket: disconnect",
    `alice.disconnect(); bob.disconnect(true); carol.emit("x", alice.connected, bob.disconnected);`,
    {
      alice: [["disconnect", "io server disconnect"]],
      bob: [["disconnect", "io server disconnect"]],
      carol: [["x", false, true]],
    },
  ),
  heard(
    "Socket event: disconnecting, disconnect",
    `
    bob.join("r");
    bob.on("disconnecting", (reason) => alice.emit("going", reason, bob.rooms.has("r")));
    await new Promise((gone) => { bob.on("disconnect", (reason, details) => { alice.emit("gone", reason, details, bob.rooms.size); gone(); }); bob.disconnect(); });`,
    {
      alice: [
        ["going", "server namespace disconnect", true],
        ["gone", "server namespace disconnect", null, 0],
      ],
      bob: [["disconnect", "io server disconnect"]],
    },
  ),
  told(
    "Socket: handshake; Handshake: headers, time, address, xdomain, secure, issued, url, query, auth",
    `
    const { headers, time, address, xdomain, secure, issued, url, query, auth } = socket.handshake;
    tell(headers["x-key"] ?? headers.upgrade, new Date(time).getTime() <= Date.now(), address.replace("::ffff:", ""), xdomain, secure, Math.abs(Date.now() - issued) < 60_000, url.split("?")[0], query.transport, auth);`,
    [
      "websocket",
      true,
      "127.0.0.1",
      false,
      false,
      true,
      "/socket.io/",
      "websocket",
      { name: "alice" },
    ],
  ),
  played(
    "Handshake: headers, xdomain, query, auth",
    {
      program: `
    const { Server } = require("socket.io"); const io = new Server(PORT);
    io.on("connection", ({ handshake, emit }) => {}); io.on("connection", (socket) => socket.emit("x", socket.handshake.headers["x-key"], socket.handshake.xdomain, socket.handshake.query.a, socket.handshake.auth));`,
      play: ({ client }) =>
        new Promise((said) =>
          client({
            extraHeaders: { "X-Key": "k", Origin: "http://a.example" },
            query: { a: "b c" },
            auth: { token: "ü" },
          }).once("x", (...what) => said(what)),
        ),
    },
    ["k", true, "b c", { token: "ü" }],
  ),
];

const adapter: readonly Row[] = [
  told(
    "Adapter: nsp, rooms, sids, socketRooms, sockets, serverCount",
    `
    const { adapter } = io.of("/"); socket.join("r");
    tell(adapter.nsp.name, adapter.rooms.get("r").has(socket.id), [...adapter.sids.get(socket.id)].length, adapter.socketRooms(socket.id).has("r"), (await adapter.sockets(new Set(["r"]))).has(socket.id), await adapter.serverCount());`,
    ["/", true, 2, true, true, 1],
  ),
  heard(
    "Adapter: addAll, del, delAll",
    `
    const { adapter } = nsp; adapter.addAll(alice.id, new Set(["r", "s"])); adapter.addAll(bob.id, new Set(["r"])); adapter.addAll(carol.id, new Set(["r"]));
    adapter.del(alice.id, "s"); io.to("s").emit("never"); adapter.delAll(carol.id); io.to("r").emit("x", 1); adapter.addAll(carol.id, new Set([carol.id]));`,
    { alice: [X], bob: [X] },
  ),
  heard(
    "Adapter: broadcast, addSockets, delSockets, disconnectSockets",
    `
    const { adapter } = nsp; const to = (...rooms) => ({ rooms: new Set(rooms), except: new Set() });
    adapter.addSockets(to(alice.id, bob.id), ["r"]); adapter.delSockets(to(bob.id), ["r"]);
    adapter.broadcast({ type: 2, data: ["x", 1] }, to("r")); adapter.disconnectSockets(to(carol.id), false);`,
    {
      alice: [X],
      carol: [["disconnect", "io server disconnect"]],
    },
  ),
  heard(
    "Adapter: broadcastWithAck, fetchSockets",
    `
    const { adapter } = nsp; let count; const to = { rooms: new Set([bob.id]), except: new Set() };
    const answer = await new Promise((answered) => adapter.broadcastWithAck({ type: 2, data: ["question", 7] }, to, (n) => { count = n; }, answered));
    alice.emit("x", count, answer, (await adapter.fetchSockets(to)).length);`,
    { alice: [["x", 1, 14, 1]], bob: [["question", 7]] },
  ),
  told(
    "Adapter: init, close",
    {
      code: `tell(log); io.of("/").adapter.close(); tell(log);`,
      before: `const log = []; const { Adapter } = { Adapter: io.of("/").adapter.constructor };
      io.adapter(class extends Adapter { init() { log.push("init " + this.nsp.name); } close() { log.push("close " + this.nsp.name); } });`,
    },
    [["init /"], ["init /", "close /"]],
  ),
  told(
    "Adapter: serverSideEmit",
    {
      code: `io.serverSideEmit("x", 1); tell(seen);`,
      before: `const seen = []; io.of("/").adapter.serverSideEmit = (packet) => seen.push(packet);`,
    },
    [[["x", 1]]],
  ),
  told(
    "Adapter: persistSession, restoreSession",
    `const { adapter } = io.of("/"); tell(adapter.persistSession({ sid: "s", pid: "p", rooms: [], data: {} }) ?? "nothing", await adapter.restoreSession("p", "offset"));`,
    ["nothing", null],
  ),
  told(
    "Adapter event: create-room, join-room, leave-room, delete-room",
    {
      code: `socket.join("r"); socket.leave("r"); tell(seen.filter((one) => one.endsWith(" r")));`,
      before: `const seen = []; for (const event of ["create-room", "join-room", "leave-room", "delete-room"]) io.of("/").adapter.on(event, (room) => seen.push(event + " " + room));`,
    },
    [["create-room r", "join-room r", "leave-room r", "delete-room r"]],
  ),
];

export const socketRows: readonly Row[] = [...sending, ...listening, ...standing, ...adapter];
