// Programs and clients that do too much of what they may: a limit says so, and they go on or are let go.
import { expect } from "vitest";
import { goneAfterGo, inHandler, IO, type Row, thereAfterGo } from "./row.ts";
import { rawSession } from "./raw-client.ts";

/** A loop that does nothing else than what there is too much of: its turn is paid for like any other. */
const floods = (number: number, name: string, body: string): Row => ({
  number,
  name,
  layer: "fuel",
  program: inHandler(body),
  act: goneAfterGo,
  end: {
    is: "killed",
    during: "budget",
    says: /^Stopped: (The code at|The loop at|The call of \w+\(\) in) server\.js, line 7, kept the program busy/,
    line: 7,
  },
});

/** One more than there may be throws, in words that help. */
const capped = (number: number, name: string, body: string): Row => ({
  ...floods(number, name, body),
  layer: "limit",
  end: {
    is: "crashed",
    during: "handler",
    says: /^RangeError: .* may .*\d/,
    line: 7,
  },
});

const bears = (
  row: Pick<Row, "number" | "name">,
  body: string,
  limits: readonly string[],
): Row => ({
  ...row,
  layer: "limit",
  program: inHandler(body),
  act: (served) => thereAfterGo(served, ...limits),
  end: { is: "alive", limits },
});

export const limitRows: readonly Row[] = [
  bears(
    { number: 30, name: "three hundred timers" },
    "try { for (let i = 0; i < 300; i++) setTimeout(() => {}, 1e6); } catch {}",
    ["timers"],
  ),
  bears(
    { number: 31, name: "a hundred timers that fire all the time" },
    "for (let i = 0; i < 100; i++) setInterval(() => {}, 1);",
    ["timersPerSecond"],
  ),
  bears(
    { number: 32, name: "immediates that set immediates" },
    "const f = () => setImmediate(f); f();",
    ["timersPerSecond"],
  ),
  floods(33, "messages to all", "for (;;) io.emit('x', 1);"),
  {
    number: 35,
    name: "a server and a client that answer each other for ever",
    layer: "limit",
    program: `${IO}io.on("connection", (socket) => socket.on("ping", () => socket.emit("pong")));`,
    act: async (served) => {
      const client = await served.join();
      const gone = new Promise((resolve) => void client.once("disconnect", resolve));
      client.on("pong", () => client.emit("ping").emit("ping"));
      client.emit("ping");
      await gone;
      expect((await served.until("session.closed")).detail).toContain("50 messages a second");
    },
    end: { is: "alive", limits: ["messagesPerClient"] },
  },
  floods(40, "texts printed", "for (;;) console.log('x');"),
  floods(52, "listeners", "for (;;) socket.on('x', () => {});"),
  capped(52, "acks that nobody will call", "for (;;) socket.emit('x', () => {});"),
  bears(
    { number: 53, name: "questions that nobody answers" },
    "for (let i = 0; i < 22; i++) setImmediate(() => { for (let j = 0; j < 50; j++) socket.emitWithAck('silence').catch(() => {}); });",
    ["pendingAcks"],
  ),
  {
    number: 59,
    name: "a client that tries one namespace after another",
    layer: "limit",
    program: IO,
    act: async (served) => {
      const session = await rawSession(served);
      session.send(...Array.from({ length: 300 }, (_, n) => `40/${n},`));
      await session.closed();
      await served.until("session.closed");
    },
    end: { is: "alive", limits: ["messagesPerClient"] },
  },
  {
    number: 59,
    name: "a client that makes one namespace after another",
    layer: "limit",
    program: `${IO}io.of(/^\\/\\d+$/);`,
    act: async (served) => {
      const session = await rawSession(served);
      session.send(...Array.from({ length: 60 }, (_, n) => `40/${n},`));
      await served.until("limit");
      await session.heardOrClosed("44/59,");
      expect(session.isClosed()).toBe(false);
    },
    end: { is: "alive", limits: ["namespaces"] },
  },
  capped(60, "rooms joined", "for (;;) socket.join(String(Math.random()));"),
  bears(
    { number: 60, name: "rooms joined, whatever is thrown" },
    "for (let i = 0; i < 1_020; i++) try { socket.join('room ' + i); } catch {}",
    ["rooms"],
  ),
  {
    number: 74,
    name: "more connections than a sandbox holds",
    layer: "limit",
    program: IO,
    act: async (served) => {
      const clients = Array.from({ length: 40 }, () => served.client());
      await Promise.all(
        clients.map(
          (client) =>
            new Promise<void>((known) => {
              client.once("connect", known).once("connect_error", () => known());
            }),
        ),
      );
      expect(clients.filter(({ connected }) => connected)).toHaveLength(25);
    },
    end: { is: "alive", limits: ["clients"] },
  },
];
