// Programs and strangers that reach for what belongs to another sandbox: what they name is looked up among their own.
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { sandboxMount } from "../gateway/sandbox-mount.ts";
import { newSandboxId } from "../testing/mounted-sandbox.ts";
import type { Served } from "../testing/served-sandboxes.ts";
import { IO, type Row } from "./row.ts";

/** Has its operations followed by others, which no runtime of ours says. */
const speaksFor = (forged: string): string =>
  `Array.prototype.toJSON = function () { return this[0]?.op ? ${forged} : this; };`;

const broken = (name: string, said: string): Row => ({
  number: 55,
  name,
  layer: "wall",
  program: `console.log(1);\n${speaksFor(said)}\nsetInterval(() => console.log(2), 60_000);`,
  end: {
    is: "killed",
    during: "runner",
    says: /^Stopped: The program (said something that is not an operation of a sandbox|broke out of its protocol)\.$/,
  },
});

const carriesOn = (name: string, source: string): Row => ({
  number: 55,
  name,
  layer: "wall",
  program: `console.log(1);\n${source}\nsetTimeout(() => console.log(2), 1);\nsetInterval(() => {}, 60_000);`,
  act: async (served) => {
    await served.until("log", ({ text }) => text === "2");
    expect(served.logs()).toEqual(["1", "2"]);
  },
  end: { is: "alive" },
});

/** The addresses of one sandbox under `/s/`, beside none. */
async function underAnId(served: Served): Promise<{ url: string; id: string }> {
  const id = newSandboxId();
  const mount = sandboxMount({
    byId: (asked) => (asked === id ? served.sandbox : undefined),
    close: () => {},
  });
  const server = createServer(mount.request).on("upgrade", mount.upgrade);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    server.close().closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, id };
}

/** The status and text for a target that goes out as it is written. */
function answerTo(url: string, target: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const { hostname, port } = new URL(url);
    request(
      { hostname, port, path: target, headers: { Connection: "close", ...headers } },
      (res) => {
        let text = "";
        res.setEncoding("utf8").on("data", (piece: string) => (text += piece));
        res.once("end", () => resolve({ status: res.statusCode, text }));
      },
    )
      .once("error", reject)
      .end();
  });
}

export const tenancyRows: readonly Row[] = [
  broken("an operation that there is not", `[{ op: "exec", command: "ls" }]`),
  broken("an operation with wrong parts", `[{ op: "listen", server: -1, port: 1e9 }]`),
  broken("values that turn themselves into others", "5"),
  broken("an operation that is no object", "[null]"),
  carriesOn("a line of its own", `JSON.stringify = () => 'x\\nturn 1 {"turn":9}\\t[]';`),
  carriesOn("no JSON", `JSON.stringify = () => "{";`),
  carriesOn("another clock", "Date.now = () => 0;"),
  {
    number: 55,
    name: "sessions, servers and requests of others",
    layer: "wall",
    program: `${IO}io.on("connection", (socket) => {
      const forged = [0, 1, 2, 999, 4294967295].flatMap((session) => [
        { op: "packet", to: session + 10, text: '2["forged"]' },
        { op: "broadcast", nsp: "/", rooms: [], except: [], flags: [], to: [session + 10], text: '2["forged"]' },
        { op: "disconnect", session: session + 10, discard: true },
        { op: "respond", id: session, status: 200, headers: [], body: "" },
        { op: "socketOpened", session: session + 10, nsp: "/", id: "forged", recovered: false },
        { op: "engineClosed", engine: session + 10 },
        { op: "unlisten", server: session + 10, port: 3000 },
      ].filter(({ to, session: of = to, engine = of, server = engine }) => [server].flat()[0] < 4294967296));
      ${speaksFor("[...this, ...forged]")}
      socket.on("echo", (value, answer) => answer(value));
    });`,
    act: async (served) => {
      const client = await served.join();
      expect(await client.emitWithAck("echo", 1)).toBe(1);
    },
    end: { is: "alive" },
  },
  {
    number: 56,
    name: "rooms, namespaces and ids of another sandbox",
    layer: "wall",
    program: `${IO}io.on("connection", (socket) => socket.on("attack", async (ids, done) => {
      for (const name of [...ids, "", "/", "../", "\\0", "*", "__proto__", "constructor"]) {
        socket.join(name);
        io.to(name).emit("beat", 999_999);
        io.of("/" + name).to(name).emit("beat", 999_999);
        io.in(name).socketsJoin("mine");
      }
      for (const id of ids) io.in(id).except(socket.id).disconnectSockets(true);
      io.serverSideEmit?.("beat", 1);
      done((await io.fetchSockets()).length);
    }));`,
    act: async (served, { ids }) => {
      const client = await served.join();
      // Itself in each room, once.
      expect(await client.emitWithAck("attack", ids)).toBe(1);
    },
    end: { is: "alive" },
  },
  {
    number: 57,
    name: "addresses that are nearly a sandbox's",
    layer: "network",
    program: IO,
    act: async (served) => {
      const { url, id } = await underAnId(served);
      const engine = "socket.io/?EIO=4&transport=polling";
      expect((await answerTo(url, `/s/${id}/${engine}`)).status).toBe(200);
      const nearly =
        `${id.slice(1)} ${id}a ${id.slice(0, -1)} ..%2f${id} %2e%2e/${id} /${id} ${id}%00 ${id}%2f x/../${id} ${id};x . .. __proto__ constructor toString @alice :3000`.split(
          " ",
        );
      const answers = await Promise.all(
        nearly.map((name) => answerTo(url, `/s/${name}/${engine}`)),
      );
      const [first] = answers;
      expect(first).toMatchObject({
        status: 404,
        text: expect.stringContaining("no sandbox") as string,
      });
      for (const [i, answer] of answers.entries()) expect(answer, nearly[i]).toEqual(first);
      for (const target of [
        `http://evil.example/s/${id}/${engine}`,
        `//s/${id}/${engine}`,
        `/s//${id}/${engine}`,
      ])
        expect(await answerTo(url, target), target).toEqual(first);
    },
    end: { is: "alive" },
  },
  {
    number: 63,
    name: "an Engine.IO session of another sandbox",
    layer: "network",
    program: IO,
    act: async (served, { session }) => {
      const target = `/socket.io/?EIO=4&transport=polling&sid=${session}`;
      for (const method of ["GET", "POST"]) {
        const answer = await fetch(`${served.url}${target}`, { method });
        expect(await answer.json()).toEqual({ code: 1, message: "Session ID unknown" });
      }
      expect(
        await served.raw(
          `GET ${target.replace("polling", "websocket")} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`,
        ),
      ).toMatch(/^HTTP\/1\.1 400 /);
    },
    end: { is: "alive" },
  },
];
