import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Delivery } from "#trace/delivery.ts";
import { SessionId, TurnId } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { withGap } from "#trace/testing/every-prefix.ts";

/** Alice, Bob and Carol connected, Alice and Bob in room1. */
function three(): Builder {
  const t = build();
  for (const client of ["Alice", "Bob", "Carol"]) t.connects(client);
  for (const client of ["Alice", "Bob"]) t.joins(client, "room1");
  return t;
}
const last = (t: Builder): Delivery => {
  const delivery = deliveries(t.trace()).at(-1);
  if (delivery === undefined) throw new Error("nothing was sent");
  return delivery;
};
const results = (t: Builder) =>
  Object.fromEntries(last(t).outcomes.map(({ client, result }) => [client, result]));
const sentences = (t: Builder) => last(t).outcomes.map((outcome) => sentence(last(t), outcome));

describe("a broadcast to a room", () => {
  it("says for everyone whether they got it, and why not", () => {
    const t = three();
    t.sends("Alice", "chat", { args: ["hi"] });
    t.broadcasts("chat", {
      args: ["hi"],
      rooms: ["room1"],
      except: ["Alice"],
      where: { file: "server.js", line: 12, column: 5 },
    });
    t.handles("Bob", "chat", { ms: 0.25 });
    expect(last(t)).toEqual({
      by: "broadcast",
      seq: t.trace().find(({ kind }) => kind === "broadcast")?.seq,
      turn: 7,
      where: { file: "server.js", line: 12, column: 5 },
      nsp: "/",
      flags: [],
      sent: { what: "event", event: "chat", args: ["hi"], ack: undefined, attachments: 0 },
      rooms: [{ room: "room1", of: undefined }],
      except: [{ room: "Alice-id-1", of: "Alice" }],
      outcomes: [
        {
          client: "Bob",
          session: 2,
          who: "Bob",
          result: { result: "handled", listeners: 1, ms: 0.25 },
        },
        {
          client: "Alice",
          session: 1,
          who: "Alice",
          result: { result: "not-sent", reason: "sender" },
        },
        {
          client: "Carol",
          session: 3,
          who: "Carol",
          result: {
            result: "not-sent",
            reason: "not-in-room",
            rooms: [{ room: "room1", of: undefined }],
          },
        },
      ],
    });
    expect(sentences(t)).toEqual([
      "Bob received chat: 1 listener ran.",
      "Not sent to Alice: Alice is the sender, and this broadcast leaves the sender out.",
      "Not sent to Carol: Carol is not in room1.",
    ]);
  });

  it("knows the sender also behind timers", () => {
    const t = three();
    t.sends("Alice", "later");
    t.turn({
      by: "timer",
      setIn: t.turn({ by: "timer", setIn: TurnId.parse(7), delay: 5 }),
      delay: 5,
    });
    t.broadcasts("chat", { except: ["Alice"] });
    expect(results(t)["Alice"]).toEqual({ result: "not-sent", reason: "sender" });
  });

  it("whose turn is not the client's own excludes it by id, not as the sender", () => {
    const t = three();
    t.broadcasts("chat", { except: ["Alice"] });
    expect(results(t)["Alice"]).toMatchObject({ reason: "excluded", by: { of: "Alice" } });
    expect(sentences(t)).toContain("Not sent to Alice: Alice was excluded by id.");
  });

  it("names the room by which someone was excluded", () => {
    const t = three();
    t.broadcasts("chat", { except: ["room1"] });
    expect(sentences(t)).toContain("Not sent to Bob: Bob is in room1, which was excluded.");
  });

  it("to several rooms, or to a client's own, says in none of which someone is", () => {
    const t = three();
    t.broadcasts("chat", { rooms: ["room1", "Bob"] });
    expect(sentences(t).at(-1)).toBe("Not sent to Carol: Carol is not in room1 or Bob's own room.");
  });

  it("counts rooms as they were at that moment", () => {
    const t = three();
    t.leaves("Bob", "room1");
    t.broadcasts("chat", { rooms: ["room1"] });
    t.joins("Bob", "room1");
    expect(results(t)["Bob"]).toMatchObject({ reason: "not-in-room" });
  });
});

describe("someone who is not there", () => {
  it("has never connected, or is only connecting, or was refused", () => {
    const t = three();
    t.fact({ kind: "act", act: 1, client: "Dave", deed: { do: "connect" } });
    t.broadcasts("a");
    expect(sentences(t).at(-1)).toBe("Not sent to Dave: Dave has not connected.");
    t.appears("Dave");
    t.broadcasts("b");
    expect(sentences(t).at(-1)).toBe("Not sent to Dave: Dave is not connected to / yet.");
    t.fact({
      kind: "client",
      client: "Dave",
      nsp: "/",
      state: { state: "refused", message: "not authorized" },
      buffered: 0,
    });
    t.broadcasts("c");
    expect(sentences(t).at(-1)).toBe("Not sent to Dave: Dave was refused (not authorized).");
  });

  it("has disconnected since, for a reason, until it connects again", () => {
    const t = three();
    t.disconnects("Bob", "ping timeout");
    t.broadcasts("chat");
    expect(sentences(t).at(-1)).toBe("Not sent to Bob: Bob is disconnected (ping timeout).");
    t.fact({
      kind: "session.opened",
      session: SessionId.parse(9),
      sid: "new",
      client: "Bob",
      transport: "websocket",
    });
    t.broadcasts("chat");
    expect(results(t)["Bob"]).toEqual({
      result: "not-sent",
      reason: "not-connected",
      absence: { was: "connecting" },
    });
  });

  it.each(["before", "after"])(
    "left of its own will, though its connection was closed %s the program heard of it",
    (when) => {
      const t = three();
      const session = SessionId.parse(2);
      const gone = { kind: "session.closed", session, reason: "transport close" } as const;
      const bob = t
        .trace()
        .find((event) => event.kind === "socket.opened" && event.session === session);
      if (when === "before") t.fact(gone);
      t.fact({
        kind: "socket.closed",
        turn: t.turn({ by: "packet", session, packet: 2 }),
        session,
        nsp: "/",
        id: bob?.kind === "socket.opened" ? bob.id : "",
        reason: "client namespace disconnect",
      });
      if (when === "after") t.fact(gone);
      t.broadcasts("chat");
      expect(sentences(t).at(-1)).toBe(
        "Not sent to Bob: Bob is disconnected (client namespace disconnect).",
      );
    },
  );

  it("is in another namespace, or was put out of this one", () => {
    const t = three();
    t.connects("Dave", { nsp: "/news" });
    t.exits("Carol", "/", "server namespace disconnect");
    t.broadcasts("chat");
    expect(sentences(t).slice(-2)).toEqual([
      "Not sent to Carol: Carol is disconnected (server namespace disconnect).",
      "Not sent to Dave: Dave is connected to /news, not to /.",
    ]);
  });
});

describe("a direct emit", () => {
  it("is addressed to one, and so not to others", () => {
    const t = three();
    t.emits("Bob", "secret");
    expect(sentences(t)).toEqual([
      "secret was sent to Bob, who has not reported it yet.",
      "Not sent to Alice: it was addressed to Bob only.",
      "Not sent to Carol: it was addressed to Bob only.",
    ]);
  });

  it("may be an acknowledgement", () => {
    const t = three();
    t.sends("Bob", "save", { ack: 4 });
    t.acks("Bob", 4, { args: ["ok"] });
    expect(last(t)).toMatchObject({
      by: "emit",
      to: "Bob",
      sent: { what: "ack", id: 4, args: ["ok"] },
    });
    expect(sentences(t)[0]).toBe("The acknowledgement was sent to Bob.");
  });

  it("that no listener waits for says so", () => {
    const t = three();
    t.emits("Bob", "chta");
    t.handles("Bob", "chta", { listeners: 0 });
    expect(sentences(t)[0]).toBe("Bob received chta, but nothing there listens for it.");
  });

  it.each([
    [
      "volatile",
      "chat was dropped for Bob: it was volatile, and the connection was not ready for it.",
    ],
    ["closed", "chat was dropped for Bob: the connection had closed."],
    ["slow reader", "chat was dropped for Bob: too much was already waiting to be read there."],
  ] as const)("that was dropped (%s) is not taken for the next one", (why, said) => {
    const t = three();
    t.emits("Bob", "chat", { drop: { Bob: why } });
    t.emits("Bob", "next");
    t.handles("Bob", "next");
    const [dropped, next] = deliveries(t.trace());
    expect(dropped && dropped.outcomes[0] && sentence(dropped, dropped.outcomes[0])).toBe(said);
    expect(next?.outcomes[0]?.result.result).toBe("handled");
  });
});

describe("clients of other kinds", () => {
  it("a foreign program cannot report", () => {
    const t = build();
    t.fact({
      kind: "session.opened",
      session: SessionId.parse(7),
      sid: "s",
      client: "client 1",
      transport: "websocket",
    });
    t.fact({
      kind: "socket.opened",
      turn: TurnId.parse(0),
      session: SessionId.parse(7),
      nsp: "/",
      id: "x",
      recovered: false,
    });
    t.fact({
      kind: "emit",
      turn: TurnId.parse(0),
      to: { session: SessionId.parse(7), packet: 2 },
      packet: { text: '2["a"]', size: 6, attachments: 0 },
      where: undefined,
    });
    expect(sentences(t)).toEqual([
      "a was sent to client 1, whose program cannot report what it did with it.",
    ]);
  });

  it("two tabs have an outcome each", () => {
    const t = three();
    const tab = t.connects("Bob");
    t.joins(tab, "room2");
    t.broadcasts("chat", { rooms: ["room2"] });
    expect(
      last(t)
        .outcomes.filter(({ client }) => client === "Bob")
        .map((outcome) => sentence(last(t), outcome)),
    ).toEqual([
      "chat was sent to Bob · tab 2, who has not reported it yet.",
      "Not sent to Bob: Bob is not in room2.",
    ]);
  });
});

describe("what a trace can do to it", () => {
  it("a gap keeps rooms, sessions and reasons", () => {
    const t = three();
    const before = t.trace().length;
    t.broadcasts("chat", { rooms: ["room1"] });
    t.handles("Bob", "chat");
    expect(deliveries(withGap(t.trace(), before))).toEqual(deliveries(t.trace()));
  });

  it("facts that contradict each other are said to explain nothing", () => {
    const t = three();
    t.fact({
      kind: "broadcast",
      turn: TurnId.parse(0),
      nsp: "/",
      rooms: [],
      except: [],
      flags: [],
      to: [],
      packet: { text: '2["a"]', size: 6, attachments: 0 },
    });
    expect(sentences(t)[0]).toBe("Not sent to Alice: the trace does not say why.");
  });

  it("a packet that was cut still has its event's name, and one that is no packet is said to be none", () => {
    const t = three();
    const turn = TurnId.parse(0);
    const to = { session: SessionId.parse(1), packet: 9 };
    t.fact({
      kind: "emit",
      turn,
      to,
      packet: { text: '2["big","xxx', size: 9000, attachments: 0 },
    });
    expect(last(t).sent).toEqual({
      what: "event",
      event: "big",
      args: undefined,
      ack: undefined,
      attachments: 0,
    });
    t.fact({
      kind: "broadcast",
      turn,
      nsp: "/",
      rooms: [],
      except: [],
      flags: [],
      to: [],
      packet: { text: "x", size: 1, attachments: 0 },
    });
    expect(last(t).sent).toMatchObject({ what: "unreadable" });
  });

  it("what Socket.IO sends by itself is no delivery", () => {
    expect(deliveries(three().trace())).toEqual([]);
  });
});
