// The server and its namespaces.
import { type Heard, heard, played, type Row, told } from "./row.ts";

const X = ["x", 1];

/** What a server and a namespace have in common: `$` is the one or the other. */
function common(owner: string, target: string, nsp: string): readonly Row[] {
  const many = (names: string, code: string, expected: Heard): Row =>
    heard(`${owner}: ${names}`, { code: code.replaceAll("$", target), nsp }, expected);
  const one = (
    names: string,
    [code, before = ""]: readonly [code: string, before?: string],
    expected: readonly unknown[],
  ): Row => {
    const [its, first] = [code, before].map((text) => text.replaceAll("$", target));
    return told(`${owner}: ${names}`, { code: its ?? "", before: first ?? "", nsp }, expected);
  };
  return [
    many("emit", `$.emit("x", 1);`, { alice: [X], bob: [X], carol: [X] }),
    many("to", `alice.join("r"); $.to("r").emit("x", 1);`, { alice: [X] }),
    many("in", `bob.join("r"); $.in(["r", alice.id]).emit("x", 1);`, { alice: [X], bob: [X] }),
    many("except", `bob.join("r"); $.except("r").emit("x", 1);`, { alice: [X], carol: [X] }),
    many("send", `$.send("a", 1);`, {
      alice: [["message", "a", 1]],
      bob: [["message", "a", 1]],
      carol: [["message", "a", 1]],
    }),
    many("write", `$.write("b");`, {
      alice: [["message", "b"]],
      bob: [["message", "b"]],
      carol: [["message", "b"]],
    }),
    many("compress", `$.compress(true).emit("x", 1);`, { alice: [X], bob: [X], carol: [X] }),
    // Whose transport is busy gets nothing: after an answer it is not.
    many("volatile", `await carol.emitWithAck("question", 1); $.volatile.emit("x", 1);`, {
      alice: [X],
      bob: [X],
      carol: [["question", 1], X],
    }),
    many("local", `$.local.emit("x", 1);`, { alice: [X], bob: [X], carol: [X] }),
    many("timeout", `alice.emit("got", await $.timeout(5_000).emitWithAck("question", 2));`, {
      alice: [
        ["question", 2],
        ["got", [4, 4, 4]],
      ],
      bob: [["question", 2]],
      carol: [["question", 2]],
    }),
    many(
      "allSockets",
      `const ids = await $.allSockets(); alice.emit("x", ids.size, ids.has(bob.id));`,
      { alice: [["x", 3, true]] },
    ),
    many(
      "fetchSockets",
      `alice.emit("x", (await $.fetchSockets()).map(({ data }) => data.name).sort());`,
      { alice: [["x", ["alice", "bob", "carol"]]] },
    ),
    many("socketsJoin", `$.socketsJoin("r"); $.to("r").emit("x", 1);`, {
      alice: [X],
      bob: [X],
      carol: [X],
    }),
    many(
      "socketsLeave",
      `$.socketsJoin("r"); $.socketsLeave("r"); bob.join("r"); $.to("r").emit("x", 1);`,
      { bob: [X] },
    ),
    many("disconnectSockets", `$.disconnectSockets();`, {
      alice: [["disconnect", "io server disconnect"]],
      bob: [["disconnect", "io server disconnect"]],
      carol: [["disconnect", "io server disconnect"]],
    }),
    one(
      "use",
      [
        `tell(socket.seen);`,
        `$.use((socket, next) => { socket.seen = "by middleware"; next(); });`,
      ],
      ["by middleware"],
    ),
    one(
      "serverSideEmit",
      [
        `tell($.serverSideEmit("x", 1)); try { $.serverSideEmit("connection"); } catch (error) { tell(error.message); }`,
      ],
      [true, '"connection" is a reserved event name'],
    ),
    one(
      "serverSideEmitWithAck",
      [
        `tell(await $.serverSideEmitWithAck("ask", 1));`,
        `const { adapter } = io.of("${nsp}");
       adapter.serverSideEmit = (packet) => packet.pop()(null, [...packet, "answered"]);`,
      ],
      [["ask", 1, "answered"]],
    ),
    one(
      "on, addListener, once, off, removeListener, prependListener, prependOnceListener, removeAllListeners, listeners, rawListeners, listenerCount, eventNames, setMaxListeners, getMaxListeners",
      [
        `const heard = []; const note = (what) => () => heard.push(what); const a = note("a");
       $.on("own", a); $.addListener("own", note("b")); $.once("own", note("once")); $.prependListener("own", note("first")); $.prependOnceListener("own", note("very first"));
       tell($.listenerCount("own"), $.listeners("own").includes(a), $.rawListeners("own").length, $.eventNames().includes("own"));
       for (const listener of $.listeners("own")) listener();
       $.off("own", a); tell($.listenerCount("own")); $.addListener("own", a); $.removeListener("own", a); tell($.listenerCount("own"));
       $.removeAllListeners("own"); tell($.listenerCount("own"), heard); $.setMaxListeners(20); tell($.getMaxListeners());`,
      ],
      [5, true, 5, true, 4, 4, 0, ["very first", "first", "a", "b", "once"], 20],
    ),
    one(
      "on",
      [
        `tell(socket.seenBy);`,
        `$.on("connection", (socket) => { socket.seenBy = "connection"; });`,
      ],
      ["connection"],
    ),
    told(
      `${owner} event: connect, connection`,
      {
        code: `tell(socket.seen);`,
        nsp,
        before: `for (const event of ["connect", "connection"]) ${target}.on(event, (socket) => (socket.seen ??= []).push(event));`,
      },
      [["connect", "connection"]],
    ),
  ];
}

const own: readonly Row[] = [
  told(
    "Server: sockets, engine, httpServer",
    `tell(io.sockets === io.of("/"), io.engine.clientsCount, io.httpServer.listening, io.httpServer.address().port === PORT);`,
    [true, 1, true, true],
  ),
  told(
    "Server: path, serveClient, connectTimeout",
    `
    tell(io.path(), io.serveClient(), io.connectTimeout());
    io.path("/other/").serveClient(false).connectTimeout(1_000); tell(io.path(), io.serveClient(), io.connectTimeout());`,
    ["/socket.io", true, 45_000, "/other", false, 1_000],
  ),
  told(
    "Server: adapter",
    {
      code: `tell(io.adapter() === Own, io.of("/").adapter instanceof Own, io.of("/later").adapter instanceof Own);`,
      before: `class Own extends io.of("/").adapter.constructor {} io.adapter(Own);`,
    },
    [true, true, true],
  ),
  played(
    "Server: attach",
    {
      program: `
    const { Server } = require("socket.io");
    const web = require("http").createServer((req, res) => res.end("web"));
    const io = new Server(); io.attach(web, { pingInterval: 1234 }); web.listen(PORT);
    io.on("connection", (socket) => socket.emit("x", io.httpServer === web));`,
      play: ({ client, ask }) =>
        Promise.all([
          new Promise((heard) => client().once("x", heard)),
          ask("/").then(({ body }) => body),
        ]),
    },
    [true, "web"],
  ),
  played(
    "Server: listen",
    {
      program: `const { Server } = require("socket.io"); const io = new Server(); io.listen(PORT); io.on("connection", (socket) => socket.emit("x", 1));`,
      play: ({ client }) => new Promise((heard) => client().once("x", heard)),
    },
    1,
  ),
  told(
    "Server: bind",
    `tell("over the first engine"); for (const _ of [1]) tell(io.bind(io.engine) === io);`,
    ["over the first engine", true],
  ),
  told(
    "Server: of",
    `tell(io.of("chat") === io.of("/chat"), io.of("/chat").name, io.of(/^\\/d-/).constructor.name, io.of((name, auth, next) => next(null, true)).constructor.name);`,
    [true, "/chat", "ParentNamespace", "ParentNamespace"],
  ),
  heard(
    "Server: close",
    `alice.once("disconnect", () => {}); await new Promise((closed) => io.close(closed));`,
    {
      alice: [["disconnect", "transport close"]],
      bob: [["disconnect", "transport close"]],
      carol: [["disconnect", "transport close"]],
    },
  ),
  told(
    "Server event: new_namespace",
    {
      code: `io.of("/late"); tell(made);`,
      before: `const made = []; io.on("new_namespace", (nsp) => made.push(nsp.name)); io.of("/early");`,
    },
    [["/early", "/late"]],
  ),
  told(
    "export: Server, Namespace, Socket",
    `
    const { Server, Namespace, Socket } = require("socket.io");
    tell(io instanceof Server, io.of("/") instanceof Namespace, socket instanceof Socket, require("socket.io")(PORT + 1) instanceof Server);`,
    [true, true, true, true],
  ),
];

export const serverRows: readonly Row[] = [
  ...common("Server", "io", "/"),
  ...common("Namespace", `io.of("/chat")`, "/chat"),
  ...own,
];
