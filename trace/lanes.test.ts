import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import type { Deed, Seq, Trace } from "#trace/event.ts";
import { lanes } from "#trace/lanes.ts";

const wordsAt = (trace: Trace) => {
  const { marks } = lanes(trace);
  return (seq: Seq | undefined): string => {
    const mark = marks.find((one) => one.seq === seq);
    return mark === undefined
      ? "nowhere"
      : `${mark.lane}: ${mark.shape} ${mark.names.join()}`.trim();
  };
};
const arrowsOf = (trace: Trace): readonly string[] => {
  const at = wordsAt(trace);
  return lanes(trace).arrows.map(
    ({ from, to, is, lane, carries, fate }) =>
      `${is} ${carries} ${at(from)} → ${to === undefined ? lane : at(to)}, ${fate}`,
  );
};
const asksOf = (trace: Trace): readonly string[] => {
  const at = wordsAt(trace);
  return lanes(trace).asks.map((ask) => {
    const ms = "ms" in ask ? ` after ${ask.ms}` : "after" in ask ? ` after ${ask.after}` : "";
    return `${at(ask.asked)}: ${ask.state}${ms}, ${ask.answers} of ${ask.of}`;
  });
};
const spansOf = (trace: Trace): readonly string[] =>
  lanes(trace).spans.map((span) => {
    const what =
      span.is === "open" ? span.transport : span.is === "disturbed" ? span.words : span.is;
    return `${span.lane}: ${what}, ${span.to === undefined ? "goes on" : "over"}`;
  });
const two = (): Builder => {
  const t = build();
  t.connects("Alice");
  t.connects("Bob");
  return t;
};

describe("the lanes", () => {
  it("are the server's, then those of the clients in the order of the scene, each connection by itself", () => {
    const t = two();
    const tab = t.connects("Alice");
    t.sends(tab, "say");
    expect(lanes(t.trace(), ["Bob", "Alice", "Carol"]).lanes.map(({ who }) => who)).toEqual([
      "server",
      "Bob",
      "Alice",
      "Alice · tab 2",
      "Carol",
    ]);
  });

  it("keep a client of the name server apart from the server", () => {
    const t = build();
    t.connects("server");
    const { lanes: all } = lanes(t.trace());
    expect(all.map(({ who }) => who)).toEqual(["server", "server"]);
    expect(new Set(all.map(({ key }) => key)).size).toBe(2);
  });
});

describe("arrows", () => {
  it("go from where it was sent to where it was received, up and down", () => {
    const t = two();
    t.sends("Alice", "say", { ack: 1 });
    t.broadcasts("chat");
    t.handles("Alice", "chat");
    t.handles("Bob", "chat", { listeners: 0 });
    t.acks("Alice", 1);
    expect(arrowsOf(t.trace())).toEqual([
      "up event client Alice: sent say → server: work say, received",
      "down event server: sent chat → client Alice: received chat, received",
      "down event server: sent chat → client Bob: unheard chat, unheard",
      "down ack server: sent → client Alice, untold",
    ]);
  });

  it("stay under way until they are received, and end where they are dropped", () => {
    const t = two();
    t.broadcasts("chat", { drop: { Bob: "volatile" } });
    expect(arrowsOf(t.trace())).toEqual([
      "down event server: sent chat → client Alice, under way",
      "down event server: sent chat → client Bob, dropped",
    ]);
  });
});

describe("asks", () => {
  it("wait, and are answered with what the gateway measured", () => {
    const t = two();
    t.sends("Alice", "save", { ack: 7 });
    expect(asksOf(t.trace())).toEqual(["client Alice: sent save: waiting, 0 of 1"]);
    const asked = t.trace().findLast(({ kind }) => kind === "frame")?.at ?? 0;
    t.waits(50);
    const answer = t.acks("Alice", 7);
    expect(asksOf(t.trace())).toEqual([
      `client Alice: sent save: answered after ${answer.at - asked}, 1 of 1`,
    ]);
  });

  it("of many wait for the last, and are lost with one of them", () => {
    const t = two();
    t.broadcasts("sure?", { ack: 4 });
    expect(asksOf(t.trace())).toEqual(["server: sent sure?: waiting, 0 of 2"]);
    t.disconnects("Bob");
    expect(asksOf(t.trace())).toEqual(["server: sent sure?: lost, 0 of 2"]);
  });

  it("are timed out when the client says that it has given up", () => {
    const t = two();
    const deed: Deed = { do: "emitWithAck", nsp: "/", event: "save", args: [], timeout: 500 };
    t.fact({ kind: "act", act: 1, client: "Alice", deed });
    t.sends("Alice", "save", { ack: 0 });
    t.fact({ kind: "act.failed", act: 1, client: "Alice", why: { is: "timeout", after: 500 } });
    expect(asksOf(t.trace())).toEqual(["client Alice: sent save: timed out after 500, 0 of 1"]);
    t.waits(200);
    t.acks("Alice", 0);
    expect(asksOf(t.trace())[0]).toMatch(/^client Alice: sent save: late after 20\d, 1 of 1$/);
  });
});

describe("stretches", () => {
  it("say which transport a connection has, and when it is away", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    t.disconnects("Alice");
    expect(spansOf(t.trace())).toEqual([
      "server: listening, goes on",
      "client Alice: polling, over",
      "client Alice: websocket, over",
      "client Alice: away, goes on",
    ]);
    t.connects("Alice");
    expect(spansOf(t.trace()).slice(-2)).toEqual([
      "client Alice: away, over",
      "client Alice: websocket, goes on",
    ]);
  });

  it("go on in another lane when a connection is called otherwise", () => {
    const t = build();
    const first = t.connects("Alice");
    t.connects("Alice");
    t.disconnects(first);
    expect(spansOf(t.trace()).slice(1, 4)).toEqual([
      "client Alice: websocket, over",
      "client Alice · tab 2: websocket, over",
      "client Alice: websocket, goes on",
    ]);
  });

  it("say what was done to a client on purpose, from its beginning to its end", () => {
    const t = two();
    const offline = {
      kind: "disturbance",
      on: { side: "client", client: "Bob" },
      disturbance: { is: "offline" },
    } as const;
    t.fact({ ...offline, phase: "begun" });
    expect(spansOf(t.trace()).at(-1)).toBe("client Bob: offline, goes on");
    t.fact({ ...offline, phase: "ended" });
    expect(spansOf(t.trace()).at(-1)).toBe("client Bob: offline, over");
  });
});

describe("marks", () => {
  it("show turns and listeners as long as they took, and fold those that only keep the connection", () => {
    const t = two();
    t.sends("Alice", "say");
    t.turn({ by: "transport", session: 1 as never });
    t.broadcasts("chat");
    t.handles("Bob", "chat", { ms: 3 });
    const work = lanes(t.trace()).marks.filter(({ shape }) => shape === "work");
    expect(work.filter(({ isFolded }) => !isFolded).map(({ names, ms }) => [names, ms])).toEqual([
      [[], 0.5],
      [[], 0.5],
      [[], 0.5],
      [["say"], 0.5],
    ]);
    expect(lanes(t.trace()).marks.at(-1)).toMatchObject({ shape: "received", ms: 3 });
  });

  it("are the same whether the trace was read at once or event by event", () => {
    const t = two();
    t.sends("Alice", "say", { ack: 1 });
    t.broadcasts("chat");
    t.handles("Bob", "chat");
    t.acks("Alice", 1);
    t.disconnects("Bob");
    const whole = t.trace();
    const stepwise = whole.map((_, i) => lanes(whole.slice(0, i + 1)));
    expect(stepwise.at(-1)).toEqual(lanes([...whole]));
    const early = whole.slice(0, 12);
    expect(lanes(early)).toEqual(stepwise[11]);
  });
});
