import { expect, test } from "vitest";
import { clientCodeOf } from "#lessons-server/testing/client-code-of.ts";
import { engineId, join, listen, plain } from "./headless-test.ts";

const containing = (text: string): unknown => expect.stringContaining(text);
const code = (source: string) => ({ code: clientCodeOf(source) });
const texts = (reports: readonly unknown[]) =>
  (reports as { report: string; text?: string }[]).flatMap((report) =>
    report.report === "log" ? [report.text] : [],
  );

test("every way to name the learner's own server leads to the sandbox, over one connection", async () => {
  const server = await listen({ path: "/s/abc/@alice/socket.io/" });
  server.io.of("/chat");
  server.io.of("/far");
  const source = `
    const home = io(), chat = io("/chat"), far = io("http://localhost:3000/far");
    log(home.io === chat.io && chat.io === far.io, location.href, me);
    home.on("hello", (...args) => log("home", ...args));
    chat.onAny(() => {});
    chat.on("hello", (bytes) => console.warn("chat", bytes));
  `;
  const alice = await join({ url: `${server.url}/s/abc/@alice` }, code(source));
  await Promise.all(["/", "/chat", "/far"].map((nsp) => alice.reaches("connected", nsp)));
  expect(server.io.engine.clientsCount).toBe(1);
  server.io.emit("hello", { a: [1, null] }, "b");
  server.io.of("/chat").emit("hello", Buffer.from([1, 255]));
  await alice.until((report) => report.report === "handled" && report.nsp === "/chat");
  expect(plain(alice.reports.filter(({ report }) => report !== "client"))).toEqual([
    { report: "log", level: "log", text: "true http://localhost:3000/ Alice" },
    { report: "log", level: "log", text: 'home {"a":[1,null]} b' },
    { report: "handled", packet: 4, nsp: "/", event: "hello", listeners: 1 },
    { report: "log", level: "warn", text: "chat <2 bytes: 01 ff>" },
    { report: "handled", packet: 5, nsp: "/chat", event: "hello", listeners: 2 },
  ]);
});

test("forceNew makes a connection of its own, counted by itself", async () => {
  const server = await listen();
  const source = `
    const one = io(), two = io({ forceNew: true });
    let up = 0;
    for (const socket of [one, two]) socket.on("connect", () => { if (++up === 2) one.emit("both"); });
  `;
  const ready = new Promise<void>((resolve) => {
    server.io.on("connection", (socket) => socket.on("both", resolve));
  });
  const alice = await join(server, {
    ...code(source),
    options: { transports: ["websocket"] },
  });
  await alice.reaches("connected");
  await alice.until((report) => report.report === "client" && report !== alice.reports[0]);
  await ready;
  const sids = [...server.io.sockets.sockets.values()].map(engineId);
  const counts = await alice.counts();
  expect(counts?.connections.map(({ sid }) => sid).toSorted()).toEqual(sids.toSorted());
});

test("a Manager of the learner's own leads to the sandbox, and an import's name may be declared again", async () => {
  const server = await listen({ path: "/p/socket.io/" });
  const source = `
    const { Manager } = io;
    const log = 1;
    { const io = new Manager("ws://localhost:3000", { transports: ["websocket"] }); io.socket("/"); }
  `;
  const alice = await join({ url: `${server.url}/p` }, code(source));
  await alice.reaches("connected");
});

test("fetch leads to the sandbox, and is pending until its answer is read", async () => {
  const server = await listen();
  const source = `
    const answer = await fetch("/messages?x=1");
    log(answer.url.endsWith("/p/messages?x=1"), answer.status, await answer.text());
  `;
  const alice = await join({ url: `${server.url}/p` }, code(source));
  expect(await alice.counts()).toMatchObject({ fetches: 1 });
  await alice.until((report) => report.report === "log");
  expect(texts(alice.reports)).toEqual(["true 200 GET /p/messages?x=1 "]);
});

test("timers are known until they have run or were cleared", async () => {
  const source = `
    const never = setTimeout(() => log("never"), 90000);
    const often = setInterval(() => { log("tick"); clearInterval(often); }, 1);
    setTimeout((n) => { clearTimeout(never); log("once", n); }, 30, 7);
  `;
  const alice = await join({ url: "http://127.0.0.1:1" }, code(source));
  const first = await alice.counts();
  expect(first?.nextTimer).not.toBeNull();
  await alice.until((report) => report.report === "log" && report.text === "once 7");
  expect(await alice.counts()).toMatchObject({ nextTimer: null });
  expect(texts(alice.reports)).toEqual(["tick", "once 7"]);
});

test.each([
  ["at once", "null.x", "client.js:3:6"],
  ["in a timer", "setTimeout(() => { null.x }, 1)", "client.js:3:25"],
  ["in a rejected promise", "Promise.reject(new TypeError('Cannot read'))", "client.js:3:16"],
])(
  "what client code throws %s is a fault with its line, and the client goes on",
  async (_when, throws, place) => {
    const server = await listen();
    const alice = await join(server, code(`io();\n\n${throws}`));
    const fault = await alice.until((report) => report.report === "fault");
    expect(fault).toMatchObject({
      name: "TypeError",
      message: containing("Cannot read"),
    });
    expect(fault).toMatchObject({ stack: containing(place) });
    await alice.reaches("connected");
  },
);

test("a listener that throws is a fault, and its event was handled", async () => {
  const server = await listen();
  const source = `io().on("bad", () => { throw new Error("oh") }).on("good", () => log("still here"))`;
  const alice = await join(server, code(source));
  await alice.reaches("connected");
  server.io.emit("bad");
  server.io.emit("good");
  await alice.until((report) => report.report === "handled" && report.event === "good");
  expect(plain(alice.reports.slice(2))).toEqual([
    { report: "handled", packet: 2, nsp: "/", event: "bad", listeners: 1 },
    {
      report: "fault",
      name: "Error",
      message: "oh",
      stack: "Error: oh\n    at Socket2.eval (client.js:1:30)",
    },
    { report: "log", level: "log", text: "still here" },
    { report: "handled", packet: 3, nsp: "/", event: "good", listeners: 1 },
  ]);
});

test("a deed goes through the socket that client code made", async () => {
  const server = await listen();
  const alice = await join(server, code(`io({ auth: { me } })`));
  await alice.reaches("connected");
  const [socket] = server.io.sockets.sockets.values();
  const heard = new Promise((resolve) => socket?.once("hi", resolve));
  alice.order({ order: "do", act: 1, deed: { do: "emit", nsp: "/", event: "hi", args: [1] } });
  expect(await heard).toBe(1);
  expect(server.io.sockets.sockets.size).toBe(1);
  expect(socket?.handshake.auth).toEqual({ me: "Alice" });
});

test("a flood of lines is cut short with their number", async () => {
  const server = await listen();
  const source = `io(); for (let n = 0; n < 1000; n += 1) log(n);`;
  const alice = await join(server, { ...code(source), patience: 4_000 });
  const last = await alice.until((report) => report.report === "log" && report.level === "warn");
  expect(last).toEqual({ report: "log", level: "warn", text: "800 more lines were left out" });
  expect(texts(alice.reports)).toHaveLength(201);
});

test("an endless loop ends the client alone, and says so", async () => {
  const server = await listen();
  const bob = await join(server, { name: "Bob" });
  const spins = code(`io().on("spin", () => { log("round"); for (;;); })`);
  const alice = await join(server, { ...spins, patience: 1_000 });
  await Promise.all([alice.reaches("connected"), bob.reaches("connected")]);
  server.io.emit("spin");
  await alice.until((report) => report.report === "log");
  const counts = alice.counts();
  const why = "its code has not come to an end for 1 s (an endless loop?), so it was stopped";
  expect(await alice.gone).toBe(why);
  expect(alice.reports.at(-1)).toEqual({
    report: "client",
    nsp: "/",
    state: { state: "gone", why },
    buffered: 0,
  });
  expect(await counts).toBeNull();
  expect(await alice.counts()).toBeNull();
  expect(await alice.done(9)).toEqual({ outcome: "failed", message: why });
  expect(await bob.counts()).toMatchObject({ connections: [{ received: 2 }] });
});
