// A row of the table: which members it shows, the program that uses them, what a client does, and what was observed.
// Each is played twice, on plain socket.io in Node and in a sandbox, and has to come out as it says on both.
import type { Socket } from "socket.io-client";
import type { Place } from "../testing/like-node.ts";

export type Row = {
  /** "Server: emit, send; Socket: emit": members as published-members.ts names them, those of an owner together. */
  readonly covers: string;
  /** CommonJS; it listens on `PORT` and declares `io`. */
  readonly program: string;
  readonly play: (at: Place) => Promise<unknown>;
  readonly expected: unknown;
};

/** As "Server.emit". */
export function membersOf({ covers }: Row): readonly string[] {
  return covers.split("; ").flatMap((one) => {
    const [owner = "", names = ""] = one.split(": ");
    return names.split(", ").map((name) => `${owner}.${name}`);
  });
}

const server = (options: string, before = ""): string => `
  const { Server } = require("socket.io");
  const io = new Server(PORT, ${options});
  ${before}`;

/** Code of a row, and what is not as usual about its server and its namespace; `before` runs first. */
type Code =
  | string
  | {
      readonly code: string;
      readonly options?: string;
      readonly before?: string;
      readonly nsp?: string;
    };
const codeOf = (given: Code) => (typeof given === "string" ? { code: given } : given);

/**
 * A program of which one client hears: in `code`, run for its `socket`, `tell(…)` says something, `await say(…)` has the
 * client emit, and `end()` ends it; where it says nothing of `end`, `code` has ended when it has run.
 */
export function told(covers: string, given: Code, expected: readonly unknown[]): Row {
  const { code, options = "{}", before = "", nsp = "/" } = codeOf(given);
  const end = /\bend\b/.test(code) ? "" : "end();";
  return {
    covers,
    program: `${server(options, before)}
      io.of("${nsp}").on("connection", async (socket) => {
        const tell = (...values) => socket.emit("told", ...values);
        const say = async (...event) => {
          socket.emit("say", ...event);
          for (const _ of [1, 2]) await socket.emitWithAck("question", 0);
        };
        const end = () => socket.emit("end");
        ${code}
        ${end}
      });`,
    async play(at) {
      const heard: unknown[] = [];
      const client = at.client({ transports: ["websocket"], auth: { name: "alice" } }, nsp);
      client.on("told", (...values: unknown[]) => void heard.push(...values));
      await ended(obliging(client));
      return heard;
    },
    expected,
  };
}

/** What clients heard, by name: events with their arguments, and why they were disconnected. */
export type Heard = Readonly<Partial<Record<"alice" | "bob" | "carol", readonly unknown[]>>>;

/** A program with three clients: `code` is run once all are there, with `alice`, `bob` and `carol` as their sockets. */
export function heard(covers: string, given: Code, expected: Heard): Row {
  const { code, options = "{}", before = "", nsp = "/" } = codeOf(given);
  return {
    covers,
    program: `${server(options, before)}
      const all = [];
      const nsp = io.of("${nsp}");
      nsp.on("connection", async (socket) => {
        socket.data.name = socket.handshake.auth.name;
        if (all.push(socket) < 3) return;
        const [alice, bob, carol] = all;
        ${code}
        nsp.emit("end");
      });`,
    async play(at) {
      const said: Record<string, unknown[]> = {};
      const ends: Promise<unknown>[] = [];
      for (const name of ["alice", "bob", "carol"]) {
        const client = at.client({ transports: ["websocket"], auth: { name } }, nsp);
        said[name] = [];
        note(client, said[name]);
        ends.push(ended(obliging(client)));
        await new Promise((connected) => client.once("connect", () => connected(undefined)));
      }
      await Promise.all(ends);
      return said;
    },
    expected: { alice: [], bob: [], carol: [], ...expected },
  };
}

function note(client: Socket, events: unknown[]): void {
  client.onAny((...event: unknown[]) => {
    const args = event.filter((one) => typeof one !== "function");
    if (args[0] !== "end") events.push(args);
  });
  client.on("disconnect", (reason) => events.push(["disconnect", reason]));
}

/** Any program, and what is done about it. */
export const played = (
  covers: string,
  given: Pick<Row, "program" | "play">,
  expected: unknown,
): Row => ({ covers, ...given, expected });

/** The usual program of a row about clients: it answers, repeats, sends away and cuts off. */
export const OBLIGING_SERVER = `${server("{ pingInterval: 200 }")}
  const greet = (socket) => {
    socket.on("echo", (...args) => args.pop()(...args));
    socket.on("repeat", (...event) => socket.emit(...event));
    socket.on("send me away", () => socket.disconnect());
    socket.on("cut me off", () => socket.conn.close());
    socket.on("who am i", (answer) => answer(socket.id, socket.handshake.auth, socket.handshake.query));
    socket.on("headers", (answer) => answer(socket.handshake.headers));
  };
  io.on("connection", greet);
  io.of("/chat").on("connection", greet);
  io.of("/closed").use((socket, next) => next(Object.assign(new Error("closed"), { data: { since: 1 } })));`;

/** It does what the program tells it, and answers questions. */
function obliging(client: Socket): Socket {
  client.on("say", (...event: [string, ...unknown[]]) => client.emit(...event));
  client.on("question", (n: number, answer: (n: number) => void) => answer(n * 2));
  return client;
}

const ended = (client: Socket): Promise<unknown> =>
  new Promise((over) => {
    client.once("end", over);
    client.once("disconnect", over);
  });
