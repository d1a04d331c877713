// The barrier with real clients on a bare socket.io server, which is at once the gateway and the program.
import { expect, test } from "vitest";
import { engineId, join, listen, type WatchedClient } from "#clients/headless-test.ts";
import type { SessionId } from "#trace/event.ts";
import { clientCodeOf } from "../testing/client-code-of.ts";
import type { SessionCount } from "./network-sessions.ts";
import { type Settling, settle } from "./settle.ts";

type Counted = {
  readonly session: SessionCount & { down: number; up: number; open: boolean };
  readonly engine: EngineSocket;
};
type EngineSocket = NodeJS.EventEmitter & { readonly id: string; readonly upgrading: boolean };

async function stage() {
  const server = await listen();
  const names = new Map<string, string>();
  const counted: Counted[] = [];
  server.io.engine.on("connection", (engine: EngineSocket) => {
    const client = names.get(engine.id) ?? "";
    const session = {
      session: counted.length as SessionId,
      sid: engine.id,
      client,
      down: 0,
      up: 0,
      open: true,
      upgrading: false,
    };
    counted.push({ session, engine });
    // Without attachments, an Engine.IO message is a Socket.IO packet.
    engine.on("packetCreate", ({ type }: { type: string }) => {
      if (type === "message") session.down += 1;
    });
    engine.on("message", () => {
      session.up += 1;
    });
    engine.on("close", () => {
      session.open = false;
    });
  });
  server.io.on("connection", (socket) =>
    names.set(engineId(socket), String(socket.handshake.query.name)),
  );
  const settled = (clients: readonly WatchedClient[], more: Partial<Settling> = {}) =>
    settle({
      sessions: () =>
        counted.map(({ session, engine }) => ({
          ...session,
          client: names.get(session.sid) ?? "",
          upgrading: engine.upgrading,
        })),
      held: () => new Map(),
      inputsSent: () => 0,
      program: () => Promise.resolve({ alive: true, inputsDone: 0, nextTimer: null }),
      clients: new Map(clients.map((client) => [client.name, client.counts])),
      ...more,
    });
  const enter = (name: string, source?: string) =>
    join(server, {
      name,
      options: { query: { name } },
      ...(source === undefined ? {} : { code: clientCodeOf(source) }),
    });
  return { io: server.io, settled, enter };
}

test("what is settled has arrived, over a transport change and through timers of the clients", async () => {
  const { io, settled, enter } = await stage();
  const heard: unknown[] = [];
  io.on("connection", (socket) => {
    socket.on("go", () => {
      for (let n = 0; n < 50; n += 1) io.emit("tick", n);
    });
    socket.on("done", (n) => heard.push(n));
  });
  const later = `const s = io(); s.on("tick", (n) => { if (n === 49) setTimeout(() => s.emit("done", n), 40); });`;
  const clients = [await enter("Alice"), await enter("Bob", later)];
  const [alice, bob] = clients;
  expect((await settled(clients)).ok).toBe(true);
  alice?.order({ order: "do", act: 1, deed: { do: "emit", nsp: "/", event: "go", args: [] } });
  expect(await settled(clients)).toEqual({
    kind: "settled",
    ok: true,
    heldUpBy: [],
    notProvenFor: [],
  });
  expect(heard).toEqual([49]);
  for (const client of [alice, bob]) {
    expect(client?.reports.filter(({ report }) => report === "handled")).toHaveLength(50);
  }
});

test("a client with something to do holds it up, and a stranger is not proven", async () => {
  const { settled, enter } = await stage();
  const busy = await enter("Bob", `io(); setInterval(() => {}, 100);`);
  const stranger = await enter("phone");
  await Promise.all([busy.arrived, stranger.arrived]);
  const fact = await settled([busy], { deadline: 300 });
  expect(fact).toMatchObject({ ok: false, notProvenFor: ["phone"] });
  expect(fact.heldUpBy.join()).toMatch(/^Bob has a timer due in \d+ ms$/);
});
