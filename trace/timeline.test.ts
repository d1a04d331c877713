import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { onEveryGap, onEveryPrefix } from "#trace/testing/every-prefix.ts";
import { timeline } from "#trace/timeline.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";

const read = (trace: Trace, all = false): readonly string[] => {
  const { rows, words } = timeline(trace);
  return rows.filter(({ isFolded }) => all || !isFolded).map((row) => `${row.who} ${words(row)}`);
};
function conversation(): Builder {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  t.upgrades("Alice");
  t.connects("Bob");
  t.joins("Bob", "room1");
  t.sends("Alice", "say", { args: ["hi", 1] });
  t.broadcasts("chat", { args: ["hi"], rooms: ["room1"], except: ["Alice"] });
  t.handles("Bob", "chat");
  t.sends("Bob", "save", { ack: 3 });
  t.acks("Bob", 3, { args: ["ok"] });
  t.disconnects("Bob");
  return t;
}

describe("the timeline", () => {
  it("has a row for what a learner cares about", () => {
    expect(read(conversation().trace())).toEqual([
      "server runs server.js",
      "server listens on port 3000",
      "Alice has a socket Alice-id-1",
      "Alice connected as Alice-id-1",
      "Alice has moved to WebSocket",
      "Bob has a socket Bob-id-2",
      "Bob connected as Bob-id-2",
      "Bob joins room1",
      'Alice sends say "hi", 1',
      'server sends chat "hi" to room1 except Alice → Bob',
      "Bob received chat: 1 listener ran",
      "Bob sends save, wants an acknowledgement",
      'server acknowledges "ok" → Bob',
      "Bob has no socket any more: transport close",
      "Bob disconnected: transport close, will reconnect",
    ]);
  });

  it("tells two connections of one person apart, whoever has left since", () => {
    const t = build();
    t.connects("Alice");
    const tab = t.connects("Alice");
    t.joins(tab, "room1");
    t.broadcasts("chat");
    t.sends(tab, "say");
    t.disconnects(tab);
    const rows = timeline(t.trace()).rows.filter(({ client }) => client === "Alice");
    expect(read(t.trace()).slice(-6)).toEqual([
      "Alice connected as Alice-id-2",
      "Alice · tab 2 joins room1",
      "server sends chat to everyone → Alice, Alice · tab 2",
      "Alice · tab 2 sends say",
      "Alice · tab 2 has no socket any more: transport close",
      "Alice disconnected: transport close, will reconnect",
    ]);
    expect(new Set(rows.map(({ who }) => who))).toEqual(new Set(["Alice", "Alice · tab 2"]));
  });

  it("keeps every event for those who ask", () => {
    const { rows } = timeline(conversation().trace());
    expect(rows.map(({ seq }) => seq)).toEqual(
      conversation()
        .trace()
        .map(({ seq }) => seq),
    );
  });

  it("cuts what is long and survives what cannot be written", () => {
    const t = build();
    t.connects("Alice");
    t.broadcasts("big", { args: ["x".repeat(500)] });
    expect(read(t.trace()).at(-1)?.length).toBeLessThan(140);
  });

  it("reads every prefix and every gap", () => {
    const words = { timeline: (trace: Trace) => read(trace, true) };
    onEveryPrefix(conversation().trace(), words);
    onEveryGap(conversation().trace(), words);
  });

  it("looks at a long run's events once, and then at those that came", () => {
    const t = build();
    t.connects("Alice");
    while (t.trace().length < 200) t.sends("Alice", "say", { args: ["hi"] });
    let looks = 0;
    const watched = (event: TraceEvent): TraceEvent =>
      Object.defineProperty({ ...event }, "kind", {
        enumerable: true,
        get() {
          looks++;
          return event.kind;
        },
      });
    const trace = t.trace().map(watched);
    timeline(trace.slice(0, -1));
    const first = looks;
    timeline(trace);
    expect(looks - first).toBeGreaterThan(0);
    expect(looks - first).toBeLessThan(first / 20);
  });
});
