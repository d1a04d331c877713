import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { timeline } from "#trace/timeline.ts";
import {
  choicesOf,
  filtered,
  found,
  nextFound,
  NO_FILTER,
  type TimelineFilter,
} from "#trace/timeline-filter.ts";

const { rows, words } = (() => {
  const t = build();
  t.connects("Alice");
  t.connects("Bob");
  t.connects("Carol", { nsp: "/news" });
  t.joins("Bob", "red");
  t.sends("Alice", "say", { args: ["hi"] });
  t.broadcasts("chat", { args: ["hi"], rooms: ["red"] });
  t.handles("Bob", "chat");
  t.broadcasts("headline", { nsp: "/news" });
  return timeline(t.trace());
})();
const read = (asked: Partial<TimelineFilter>): readonly string[] =>
  filtered(rows, { ...NO_FILTER, ...asked }).rows.map((row) => `${row.who} ${words(row)}`);

describe("the filter of a timeline", () => {
  it("leaves what is about an event: what was sent under its name, and what was received", () => {
    expect(read({ event: "chat" })).toEqual([
      'server sends chat "hi" to red → Bob',
      "Bob received chat: 1 listener ran",
    ]);
  });

  it("leaves what concerns a client, also what the server sent to it", () => {
    expect(read({ client: { name: "Bob" } })).toEqual([
      "Bob has a socket Bob-id-2",
      "Bob connected as Bob-id-2",
      "Bob joins red",
      'server sends chat "hi" to red → Bob',
      "Bob received chat: 1 listener ran",
    ]);
    expect(read({ client: "server", kind: "sent" })).toEqual([
      'server sends chat "hi" to red → Bob',
      "server sends headline in /news to everyone → Carol",
    ]);
  });

  it("asks for several things at once", () => {
    expect(read({ nsp: "/news", kind: "sent" })).toEqual([
      "server sends headline in /news to everyone → Carol",
    ]);
    expect(read({ nsp: "/news", client: { name: "Alice" } })).toEqual([]);
  });

  it("counts what is folded, and shows it when asked", () => {
    const { rows: plain, folded } = filtered(rows, NO_FILTER);
    expect(folded).toBeGreaterThan(0);
    expect(plain.length + folded).toBe(rows.length);
    expect(filtered(rows, { ...NO_FILTER, showsFolded: true }).rows).toEqual(rows);
  });

  it("knows what can be asked for", () => {
    expect(choicesOf(rows)).toEqual({
      clients: ["Alice", "Bob", "Carol"],
      events: ["chat", "headline", "say"],
      namespaces: ["/", "/news"],
    });
  });
});

describe("searching a timeline", () => {
  it("finds words in any case, and goes round", () => {
    const all = found(filtered(rows, NO_FILTER).rows, "HI", words);
    expect(all.map((seq) => rows.find((row) => row.seq === seq)?.names[0])).toEqual([
      "say",
      "chat",
    ]);
    const [say, chat] = all;
    expect(nextFound(all, undefined, 1)).toBe(say);
    expect(nextFound(all, say, 1)).toBe(chat);
    expect(nextFound(all, chat, 1)).toBe(say);
    expect(nextFound(all, say, -1)).toBe(chat);
  });

  it("finds nothing for no text, and nowhere to go then", () => {
    expect(found(rows, " ", words)).toEqual([]);
    expect(nextFound([], undefined, 1)).toBeUndefined();
  });
});
