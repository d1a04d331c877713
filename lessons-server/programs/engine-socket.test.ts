// `socket.conn`, the Engine.IO socket beneath a Socket.IO one: what a program sees of its transport is what it sees in Node.
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { expectLikeNode, POLLING, type Steps, WEBSOCKET } from "../testing/like-node.ts";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const program = (onConnection: string, options = "{}"): string => `
  const { Server } = require("socket.io");
  const io = new Server(PORT, ${options});
  io.on("connection", (socket) => {
    const { conn } = socket;
    socket.on("echo", (value, answer) => answer(value));
    ${onConnection}
  });`;

/** Connects, says something, and waits until the program has heard enough. */
const until =
  (event: string, transports = ["websocket"]): Steps =>
  async ({ client }) => {
    const socket = client({ transports });
    const heard = once(socket, event);
    await once(socket, "connect");
    return [(await socket.emitWithAck("echo", 7)) as unknown, await heard];
  };

describe("like in Node", () => {
  it.each<[string, string, Steps]>([
    [
      "what it is",
      program(
        `socket.emit("conn", [conn.protocol, conn.readyState, conn.transport.name, conn.id.length, conn.id === socket.id, conn.remoteAddress.replace("::ffff:", ""), conn.request.method, conn.upgraded, conn === socket.client.conn, conn.server === io.engine]);`,
      ),
      until("conn"),
    ],
    [
      "each message in and out",
      program(`
        const seen = [];
        conn.on("packetCreate", ({ type, data }) => seen.push(["out", type, data]));
        conn.on("packet", ({ type, data }) => { seen.push(["in", type, data]); if (data === "2[\\"bye\\"]") socket.emit("seen", seen); });
        conn.on("data", (data) => seen.push(["data", data]));
        conn.on("message", (data) => seen.push(["message", data]));
        socket.on("echo", () => io.emit("to all", 1));`),
      async ({ client }) => {
        const socket = client({ transports: ["websocket"] });
        const heard = once(socket, "seen");
        await socket.emitWithAck("echo", 7);
        socket.emit("bye");
        return heard;
      },
    ],
    [
      "heartbeats",
      program(
        `
        const seen = new Set();
        conn.on("packetCreate", ({ type }) => seen.add("out " + type));
        conn.on("packet", ({ type }) => seen.add("in " + type));
        conn.on("heartbeat", () => { seen.add("heartbeat"); socket.emit("seen", [...seen].sort()); });`,
        "{ pingInterval: 100, pingTimeout: 20000 }",
      ),
      until("seen"),
    ],
    [
      "a buffer that has drained",
      program(
        `conn.once("drain", () => socket.emit("drained", conn.readyState)); socket.emit("something");`,
      ),
      until("drained"),
    ],
    [
      "a change of transport",
      program(`
        console.log(conn.transport.name);
        conn.on("upgrading", (transport) => console.log("upgrading to", transport.name));
        conn.on("upgrade", (transport) => console.log("upgraded to", transport.name, conn.transport.name, conn.upgraded));`),
      // By hand, since a client does not wait for the program.
      async ({ ask, url }) => {
        const opened = await ask(POLLING);
        const { sid } = JSON.parse(opened.body.slice(1)) as { sid: string };
        await ask(`${POLLING}&sid=${sid}`, { method: "POST", body: "40" });
        await ask(`${POLLING}&sid=${sid}`);
        const socket = new WebSocket(`${url}${WEBSOCKET}&sid=${sid}`);
        onTestFinished(() => socket.terminate());
        const heard: string[] = [];
        const says = (text: string) =>
          new Promise((answered) => {
            socket.once("message", (data: Buffer) => answered(heard.push(data.toString())));
            socket.send(text);
          });
        await new Promise((open) => socket.once("open", open));
        await says("2probe");
        socket.send("5");
        await says('420["echo",7]');
        return heard;
      },
    ],
    [
      "what is sent beside Socket.IO",
      program(
        `conn.send('2["by","send"]'); conn.write('2["by","write"]', {}, () => {}); conn.write('2["by","callback"]', () => {});`,
      ),
      async ({ client }) => {
        const socket = client({ transports: ["websocket"] });
        const heard: unknown[] = [];
        return new Promise((all) =>
          socket.on("by", (how) => {
            if (heard.push(how) === 3) all(heard);
          }),
        );
      },
    ],
    [
      "its end",
      program(`
        conn.on("close", (reason) => io.emit("gone", reason, conn.readyState));
        socket.on("leave", () => conn.close());`),
      async ({ client }) => {
        const [witness, leaver] = [
          client({ transports: ["websocket"] }),
          client({ transports: ["websocket"] }),
        ];
        await Promise.all([once(witness, "connect"), once(leaver, "connect")]);
        const gone = new Promise((heard) =>
          witness.once("gone", (...what: unknown[]) => heard(what)),
        );
        leaver.emit("leave");
        return [await once(leaver, "disconnect"), await gone];
      },
    ],
  ])("%s", async (_what, source, steps) => {
    await expectLikeNode(serve, source, steps);
  });
});

it("costs no turn until somebody listens, and then one for each event", async () => {
  const served = await serve(
    `const PORT = 3000; ${program(
      `socket.on("listen", (done) => { conn.once("heartbeat", () => socket.emit("beat")); done(); });`,
      "{ pingInterval: 100, pingTimeout: 20000 }",
    )}`,
  );
  const client = await served.join();
  await new Promise((pinged) => client.io.engine.once("ping", () => pinged(undefined)));
  const ofTransport = () =>
    served.facts("turn").filter(({ trigger }) => trigger.by === "transport");
  expect(ofTransport()).toEqual([]);
  const beat = once(client, "beat");
  await client.emitWithAck("listen");
  await beat;
  expect(ofTransport().length).toBeGreaterThan(0);
});
