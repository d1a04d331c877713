import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { lately } from "#trace/lately.ts";
import { seatsOf } from "#trace/seats.ts";

const lines = (t: Builder, client: string, most = 4) => {
  const places = seatsOf(t.trace()).of(client);
  return [...lately(t.trace(), places, most)].map(([who, all]) => [
    who,
    all.map(
      ({ direction, label, args, became }) =>
        `${direction} ${label} ${JSON.stringify(args)} ${became}`,
    ),
  ]);
};

describe("what a client has lately seen", () => {
  it("is what it sent and what it was sent, the latest first, with what became of that", () => {
    const t = build();
    for (const client of ["Alice", "Bob"]) t.connects(client);
    t.sends("Alice", "say", { args: ["hi"] });
    t.broadcasts("said", { args: ["hi"] });
    t.handles("Bob", "said");
    t.emits("Bob", "odd");
    t.handles("Bob", "odd", { listeners: 0 });
    t.emits("Bob", "late", { drop: { Bob: "volatile" } });
    t.emits("Bob", "news");
    expect(lines(t, "Bob")).toEqual([
      [
        "Bob",
        [
          "down news [] sent",
          "down late [] dropped",
          "down odd [] unheard",
          'down said ["hi"] received',
        ],
      ],
    ]);
    expect(lines(t, "Alice")).toEqual([["Alice", ['down said ["hi"] sent', 'up say ["hi"] sent']]]);
    expect(lines(t, "Bob", 1)).toEqual([["Bob", ["down news [] sent"]]]);
  });

  it("stays with the person whose connection was lost, and is told apart in two tabs", () => {
    const t = build();
    t.connects("Alice");
    t.emits("Alice", "one");
    t.disconnects("Alice");
    expect(lines(t, "Alice")).toEqual([["Alice", ["down one [] sent"]]]);
    t.connects("Alice");
    const tab = t.connects("Alice");
    t.emits(tab, "two");
    expect(lines(t, "Alice")).toEqual([
      ["Alice", ["down one [] sent"]],
      ["Alice · tab 2", ["down two [] sent"]],
    ]);
  });
});
