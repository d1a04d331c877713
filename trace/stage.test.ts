import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { LinkId, RequestId, type ClientState } from "#trace/event.ts";
import { stage } from "#trace/stage.ts";
import { momentSentence } from "#trace/stage-sentence.ts";
import { onEveryGap, onEveryPrefix, withGap } from "#trace/testing/every-prefix.ts";

const SCENE = ["Alice", "Bob", "Carol", "Dave"];
const where = { file: "server.js", line: 7, column: 5 };

/** Alice, Bob and Carol in room1; Carol and Dave in room2. */
function rooms(): Builder {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (const client of ["Alice", "Bob", "Carol"]) t.joins(client, "room1");
  for (const client of ["Carol", "Dave"]) t.joins(client, "room2");
  return t;
}
const chat = (t: Builder): Builder => {
  t.sends("Alice", "say", { args: ["hi"] });
  t.broadcasts("chat", { args: ["hi"], rooms: ["room1"], except: ["Alice"], where });
  return t;
};
const now = (t: Builder) => stage(t.trace(), SCENE);
const seqOf = (t: Builder, kind: string) => t.trace().findLast((event) => event.kind === kind)?.seq;
const connections = (t: Builder) =>
  Object.fromEntries(now(t).clients.map(({ name, connection }) => [name, connection.state]));
const says = (t: Builder, said: { client: string; state: ClientState; buffered?: number }) =>
  t.fact({ kind: "client", nsp: "/", buffered: 0, ...said });

const nowhere = (who: string) => ({ who, session: undefined, isLost: false });

describe("the stage", () => {
  it("before Run holds the scene's clients and a server that does nothing", () => {
    expect(stage([], ["Alice", "Zoe"])).toEqual({
      at: 0,
      server: { entry: undefined, state: "idle" },
      clients: [
        {
          name: "Alice",
          mark: 0,
          ...nowhere("Alice"),
          connection: { state: "absent" },
          transport: undefined,
          buffered: 0,
          refusals: [],
        },
        {
          name: "Zoe",
          mark: 1,
          ...nowhere("Zoe"),
          connection: { state: "absent" },
          transport: undefined,
          buffered: 0,
          refusals: [],
        },
      ],
      namespaces: [{ nsp: "/", tokens: [], rooms: [] }],
      moment: { what: "nothing" },
      said: undefined,
    });
  });

  it("shows a client that is connecting, and then its token", () => {
    const t = build();
    t.appears("Alice");
    expect(now(t).server).toEqual({ entry: "server.js", state: "running", ports: [3000] });
    expect(connections(t)).toMatchObject({ Alice: "connecting", Bob: "absent" });
    expect(now(t).moment).toEqual({
      what: "connecting",
      seq: seqOf(t, "client"),
      client: "Alice",
      session: undefined,
    });
    t.connects("Alice", { transport: "polling" });
    expect(now(t).clients[0]).toEqual({
      name: "Alice",
      mark: 0,
      who: "Alice",
      session: 1,
      isLost: false,
      connection: { state: "connected", ids: [{ nsp: "/", id: "Alice-id-1" }] },
      transport: "polling",
      isPolling: false,
      buffered: 0,
      refusals: [],
    });
    expect(now(t).namespaces).toEqual([
      {
        nsp: "/",
        tokens: [{ client: "Alice", session: 1, id: "Alice-id-1", rooms: [] }],
        rooms: [],
      },
    ]);
    expect(momentSentence(now(t))).toBe("Alice is connected.");
  });

  it("shows a WebSocket on trial, until the session has moved or the trial has failed", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    const trial = (): void => {
      t.fact({ kind: "link.opened", link: LinkId.parse(40), client: "Alice" });
      t.fact({
        kind: "http.request",
        request: RequestId.parse(40),
        link: LinkId.parse(40),
        client: "Alice",
        version: "1.1",
        method: "GET",
        target: "/socket.io/?EIO=4&transport=websocket&sid=Alice-sid-1",
        headers: [],
        body: { base64: "", size: 0 },
      });
    };
    trial();
    expect(now(t).clients[0]?.transport).toBe("upgrading");
    t.fact({ kind: "link.closed", link: LinkId.parse(40), client: "Alice" });
    expect(now(t).clients[0]?.transport).toBe("polling");
    trial();
    t.upgrades("Alice");
    expect(now(t).clients[0]?.transport).toBe("websocket");
  });

  it("has one token for each socket, in all the rooms it is in", () => {
    const t = rooms();
    expect(now(t).namespaces).toEqual([
      {
        nsp: "/",
        tokens: [
          { client: "Alice", session: 1, id: "Alice-id-1", rooms: ["room1"] },
          { client: "Bob", session: 2, id: "Bob-id-2", rooms: ["room1"] },
          { client: "Carol", session: 3, id: "Carol-id-3", rooms: ["room1", "room2"] },
          { client: "Dave", session: 4, id: "Dave-id-4", rooms: ["room2"] },
        ],
        rooms: [
          { room: "room1", of: undefined, ids: ["Alice-id-1", "Bob-id-2", "Carol-id-3"] },
          { room: "room2", of: undefined, ids: ["Carol-id-3", "Dave-id-4"] },
        ],
      },
    ]);
    expect(now(t).moment).toEqual({
      what: "joined",
      seq: seqOf(t, "room.joined"),
      client: "Dave",
      session: 4,
      nsp: "/",
      room: "room2",
      id: "Dave-id-4",
    });
    t.leaves("Carol", "room1");
    expect(now(t).moment).toMatchObject({ what: "left", client: "Carol", room: "room1" });
    expect(now(t).namespaces[0]?.tokens[2]?.rooms).toEqual(["room2"]);
  });

  it("draws a client's own room only when somebody else is in it", () => {
    const t = rooms();
    t.joins("Bob", "Alice-id-1");
    expect(now(t).namespaces[0]?.rooms[0]).toEqual({
      room: "Alice-id-1",
      of: "Alice",
      ids: ["Alice-id-1", "Bob-id-2"],
    });
  });
});

describe("a packet on stage", () => {
  it("goes from its client to the server", () => {
    const t = rooms();
    t.sends("Alice", "say", { args: ["hi"] });
    expect(now(t).moment).toEqual({
      what: "to-server",
      seq: seqOf(t, "frame"),
      client: "Alice",
      session: 1,
      nsp: "/",
      event: "say",
      args: ["hi"],
      wantsAck: false,
      message: 2,
    });
    expect(momentSentence(now(t))).toBe("Alice sends say to the server.");
  });

  it("goes from the server to some, and the others hear why not", () => {
    const t = chat(rooms());
    const awaited = { result: "sent", report: "awaited" };
    const { moment } = now(t);
    expect(moment).toMatchObject({
      what: "to-clients",
      seq: seqOf(t, "broadcast"),
      sender: "Alice",
      cause: { client: "Alice", event: "say" },
      recipients: [
        { client: "Bob", session: 2, result: awaited },
        { client: "Carol", session: 3, result: awaited },
      ],
      passedOver: [
        { client: "Alice", session: 1, why: "the sender is left out" },
        { client: "Dave", session: 4, why: "not in room1" },
      ],
    });
    expect(momentSentence(now(t))).toBe(
      "Alice sends say to the server, and the server sends chat to Bob and Carol, by room1. " +
        "Not to Alice (the sender is left out) and Dave (not in room1).",
    );
  });

  it("stays while it is on its way and is reported, and until something else happens", () => {
    const t = chat(rooms());
    t.handles("Bob", "chat");
    t.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
    expect(now(t).moment).toMatchObject({
      what: "to-clients",
      recipients: [{ client: "Bob", result: { result: "handled", listeners: 1 } }, {}],
    });
    t.fact({ kind: "log", from: { side: "server" }, level: "log", text: "sent" });
    expect(now(t)).toMatchObject({
      moment: { what: "to-clients" },
      said: { client: undefined, text: "sent" },
    });
    t.disconnects("Dave");
    expect(now(t).moment).toMatchObject({ what: "disconnected", client: "Dave" });
    expect(now(t).said).toBeUndefined();
  });

  it("sent to one says to whom only", () => {
    const t = rooms();
    t.emits("Bob", "secret");
    expect(now(t).moment).toMatchObject({
      sender: "Dave",
      passedOver: [{ client: "Alice", why: "sent to Bob only" }, {}, {}],
    });
  });
});

describe("a program from outside", () => {
  /** It reports nothing: all that is known of it is what the server sees. */
  const seen = (t: Builder) => t.trace().filter(({ kind }) => kind !== "client");
  const stranger = (t: Builder) => {
    const { clients } = stage(seen(t), SCENE);
    return clients.slice(SCENE.length);
  };

  it("is there when it has connected, and not any more when it has gone", () => {
    const t = rooms();
    expect(stranger(t)).toEqual([]);
    t.connects("client 1");
    expect(stranger(t)).toMatchObject([
      { name: "client 1", connection: { state: "connected" }, transport: "websocket" },
    ]);
    t.disconnects("client 1", "transport close");
    expect(stranger(t)).toEqual([]);
  });

  it("keeps its mark when another has gone before it", () => {
    const t = rooms();
    t.connects("client 1");
    t.connects("client 2");
    const mark = stranger(t)[1]?.mark;
    t.disconnects("client 1", "transport close");
    expect(stranger(t)).toMatchObject([{ name: "client 2", mark }]);
  });
});

describe("a client that is not connected", () => {
  it("was refused, or is disconnected and says why", () => {
    const t = rooms();
    says(t, { client: "Eve", state: { state: "refused", message: "not authorised" } });
    expect(now(t).clients.at(-1)).toMatchObject({
      name: "Eve",
      mark: 4,
      connection: { state: "refused", why: "not authorised" },
    });
    t.disconnects("Bob", "ping timeout");
    expect(now(t).clients[1]).toMatchObject({
      connection: { state: "disconnected", why: "ping timeout", willReconnect: true },
      transport: undefined,
    });
    expect(now(t).namespaces[0]?.tokens.map(({ client }) => client)).not.toContain("Bob");
    says(t, {
      client: "Bob",
      state: { state: "reconnecting", attempt: 1, delay: 800 },
      buffered: 2,
    });
    expect(now(t).clients[1]).toMatchObject({
      connection: { state: "reconnecting", attempt: 1 },
      buffered: 2,
    });
  });

  it("may be refused by one namespace and connected to another", () => {
    const t = rooms();
    t.fact({
      kind: "client",
      client: "Alice",
      nsp: "/admin",
      state: { state: "refused", message: "no" },
      buffered: 0,
    });
    expect(now(t).clients[0]).toMatchObject({
      connection: { state: "connected" },
      refusals: [{ nsp: "/admin", why: "no" }],
    });
  });

  it("loses its token when the program ends", () => {
    const t = rooms();
    t.fact({ kind: "run.ended", why: "stopped", code: 0 });
    expect(now(t)).toMatchObject({
      server: { state: "ended", why: "stopped", isMeant: true, fault: undefined },
      namespaces: [{ nsp: "/", tokens: [] }],
      moment: { what: "server", change: "ended" },
    });
  });
});

describe("two connections of one person", () => {
  const cards = (t: Builder) =>
    now(t).clients.map(({ who, connection }) => [who, connection.state]);

  it("are two cards, each with what reached it", () => {
    const t = rooms();
    const tab = t.connects("Alice");
    t.joins(tab, "room2");
    t.sends("Bob", "say");
    t.broadcasts("chat", { rooms: ["room2"] });
    expect(cards(t).slice(0, 2)).toEqual([
      ["Alice", "connected"],
      ["Alice · tab 2", "connected"],
    ]);
    expect(now(t).moment).toMatchObject({
      recipients: [{ who: "Alice · tab 2", session: 5 }, { who: "Carol" }, { who: "Dave" }],
      passedOver: [{ who: "Alice", session: 1, why: "not in room2" }, { who: "Bob" }],
    });
    expect(momentSentence(now(t))).toContain("Alice · tab 2, Carol and Dave");
    t.sends(tab, "say");
    expect(momentSentence(now(t))).toBe("Alice · tab 2 sends say to the server.");
  });

  it("are told apart when one was lost and the server still holds it", () => {
    const t = rooms();
    says(t, { client: "Bob", state: { state: "reconnecting", attempt: 2, delay: 900 } });
    expect(now(t).clients[1]).toMatchObject({
      who: "Bob",
      session: 2,
      isLost: true,
      transport: undefined,
      connection: { state: "reconnecting", attempt: 2, delay: 900, since: t.trace().at(-1)?.at },
    });
    says(t, { client: "Bob", state: { state: "connecting" } });
    expect(now(t).clients[1]?.connection).toEqual({
      state: "connecting",
      by: undefined,
      attempt: 2,
    });
    t.connects("Bob");
    expect(cards(t).slice(1, 3)).toEqual([
      ["Bob", "connected"],
      ["Bob · old", "lost"],
    ]);
    expect(now(t).namespaces[0]?.tokens.filter(({ client }) => client === "Bob")).toHaveLength(2);
  });
});

describe("what a trace can do to it", () => {
  const projections = {
    stage: (trace: Parameters<typeof stage>[0]) => momentSentence(stage(trace, SCENE)),
  };

  it("every prefix and every gap has a stage", () => {
    const t = chat(rooms());
    t.handles("Bob", "chat");
    t.connects("Alice", { transport: "polling", nsp: "/news" });
    t.upgrades("Alice");
    t.disconnects("Bob");
    t.fact({ kind: "run.ended", why: "crashed", code: 1 });
    onEveryPrefix(t.trace(), projections);
    onEveryGap(t.trace(), projections);
  });

  it("a gap keeps everybody where they were", () => {
    const t = chat(rooms());
    const { clients, namespaces } = stage(withGap(t.trace(), t.trace().length - 5), SCENE);
    expect(clients).toEqual(now(t).clients);
    expect(namespaces).toEqual(now(t).namespaces);
  });
});
