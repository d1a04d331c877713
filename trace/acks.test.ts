import { describe, expect, it } from "vitest";
import { ackFaults } from "#trace/ack-faults.ts";
import { type AckState } from "#trace/ack-book.ts";
import { ackWords, waitingWords } from "#trace/ack-words.ts";
import { acks } from "#trace/acks.ts";
import { type Builder, build } from "#trace/builder.ts";
import type { Trace } from "#trace/event.ts";

const where = { file: "server.js", line: 6, column: 44 };
const states = (trace: Trace): readonly AckState[] =>
  acks(trace).flatMap(({ of }) => of.map(({ state }) => state));
const only = (trace: Trace): AckState => {
  const [state, ...others] = states(trace);
  if (state === undefined || others.length > 0) throw new Error(`${others.length + 1} questions`);
  return state;
};
/** Alice is told to ask, and does. */
function asked(timeout = 500): Builder {
  const t = build();
  t.connects("Alice");
  t.fact({
    kind: "act",
    act: 1,
    client: "Alice",
    deed: { do: "emitWithAck", nsp: "/", event: "add", args: [2, 3], timeout },
  });
  t.sends("Alice", "add", { args: [2, 3], ack: 0 });
  return t;
}
const givesUp = { kind: "act.failed", act: 1, client: "Alice" } as const;

describe("a client's question", () => {
  it("is what asked for an acknowledgement, and nothing else", () => {
    const t = asked();
    t.sends("Alice", "say", { args: ["hi"] });
    expect(acks(t.trace())).toMatchObject([
      { who: "Alice", client: "Alice", event: "add", args: [2, 3], id: 0, of: [{ who: "server" }] },
    ]);
  });

  it("waits: the server has taken it, and has not called the callback", () => {
    expect(only(asked().trace())).toEqual({ state: "waiting", because: "taken" });
  });

  it("is answered by the line that called the callback, so many milliseconds later", () => {
    const t = asked();
    t.waits(30);
    const answer = t.acks("Alice", 0, { args: [5], where });
    const state = only(t.trace());
    expect(state).toMatchObject({ state: "answered", seq: answer.seq, args: [5], where });
    const [ack] = acks(t.trace());
    expect(state).toMatchObject({ ms: answer.at - (ack?.at ?? 0), isLate: false, again: [] });
  });

  it("is not answered by another number, nor in another namespace", () => {
    const t = asked();
    t.enters("Alice", "/news");
    t.acks("Alice", 1);
    t.acks("Alice", 0, { nsp: "/news" });
    expect(only(t.trace())).toMatchObject({ state: "waiting" });
  });

  it("times out when its client says that it gave up, and what comes then is late", () => {
    const t = asked();
    t.fact({ ...givesUp, why: { is: "timeout", after: 500 } });
    expect(only(t.trace())).toMatchObject({ state: "timed out", after: 500 });
    t.acks("Alice", 0);
    expect(only(t.trace())).toMatchObject({ state: "answered", isLate: true });
  });

  it("times out by the word of its own client only", () => {
    const t = asked();
    t.fact({ ...givesUp, client: "Bob", why: { is: "timeout", after: 500 } });
    expect(only(t.trace())).toMatchObject({ state: "waiting" });
  });

  it("is answered too late when the answer took longer than the client was told to wait", () => {
    const t = asked(500);
    t.waits(600);
    t.acks("Alice", 0);
    expect(only(t.trace())).toMatchObject({ isLate: true });
  });

  it("that never left its client is there when the client gave up", () => {
    const t = build();
    t.appears("Alice");
    const deed = { do: "emitWithAck", nsp: "/", event: "add", args: [], timeout: 50 } as const;
    t.fact({ kind: "act", act: 1, client: "Alice", deed: { ...deed, args: [] } });
    expect(acks(t.trace())).toEqual([]);
    t.fact({ ...givesUp, why: { is: "timeout", after: 50 } });
    expect(acks(t.trace())).toMatchObject([{ event: "add", id: undefined, who: "Alice" }]);
  });

  it("is lost with its connection, with its namespace, and with the program", () => {
    const ends: readonly ((t: Builder) => unknown)[] = [
      (t) => t.disconnects("Alice", "ping timeout"),
      (t) => t.exits("Alice", "/"),
      (t) => t.fact({ kind: "run.ended", why: "crashed", code: 1 }),
    ];
    for (const end of ends) {
      const t = asked();
      end(t);
      expect(only(t.trace())).toMatchObject({ state: "lost" });
    }
  });

  it("says so when its number is answered again", () => {
    const t = asked();
    t.acks("Alice", 0);
    const { seq } = t.acks("Alice", 0);
    expect(only(t.trace())).toMatchObject({ again: [seq] });
  });
});

describe("the server's question", () => {
  const word = (t: Builder) => t.emits("Alice", "word?", { ack: 0, where });
  /** A client's acknowledgement as it is on the wire. */
  const answers = (t: Builder, who: string, id: number) => t.answers(who, id, { args: ["sesame"] });

  it("is answered by the client's acknowledgement", () => {
    const t = build();
    t.connects("Alice");
    word(t);
    answers(t, "Alice", 0);
    expect(acks(t.trace())).toMatchObject([
      { who: "server", client: undefined, where, of: [{ who: "Alice", client: "Alice" }] },
    ]);
    expect(only(t.trace())).toMatchObject({ state: "answered", args: ["sesame"] });
  });

  it("waits in vain where nothing listens", () => {
    const t = build();
    t.connects("Alice");
    word(t);
    t.handles("Alice", "word?", { listeners: 0 });
    expect(only(t.trace())).toEqual({ state: "waiting", because: "no listener" });
  });

  it("to several is answered by each of them", () => {
    const t = build();
    t.connects("Alice");
    t.connects("Bob");
    t.broadcasts("there?", { ack: 4 });
    answers(t, "Bob", 4);
    const [ack] = acks(t.trace());
    expect(ack?.of.map(({ who, state }) => `${who} ${state.state}`)).toEqual([
      "Alice waiting",
      "Bob answered",
    ]);
  });
});

describe("what is said of it", () => {
  it("names how long it took, and what came back", () => {
    const t = asked();
    t.acks("Alice", 0, { args: [5] });
    const [ack] = acks(t.trace());
    const words = ack?.of.map((of) => ackWords(ack, of));
    expect(words).toEqual(["answered after 2.0 ms: 5"]);
  });

  it("says why it waits, and that nobody hears what comes late", () => {
    expect(waitingWords("no listener", "Alice")).toBe("no answer: nothing at Alice listens for it");
    const t = asked();
    t.fact({ ...givesUp, why: { is: "timeout", after: 500 } });
    t.acks("Alice", 0);
    const [ack] = acks(t.trace());
    expect(ack?.of.map((of) => ackWords(ack, of))[0]).toContain("too late: Alice had given up");
  });
});

describe("a callback that nobody sent", () => {
  const crash = (name: string, ack?: number) => {
    const t = build();
    t.connects("Alice");
    t.sends("Alice", "add", ack === undefined ? {} : { ack });
    const turn = t.trace().findLast((event) => event.kind === "turn")?.turn;
    t.fact({
      kind: "fault",
      from: { side: "server" },
      during: "handler",
      name: "TypeError",
      message: `${name} is not a function`,
      stack: "",
      frame: "",
      where,
      turn,
    });
    return ackFaults(t.trace());
  };

  it("is a fault of the event that came without asking", () => {
    expect(crash("callback")).toMatchObject([{ client: "Alice", event: "add", where }]);
  });

  it("is not meant when something else is no function, or when somebody had asked", () => {
    expect(crash("socket.brodcast")).toEqual([]);
    expect(crash("callback", 0)).toEqual([]);
  });
});
