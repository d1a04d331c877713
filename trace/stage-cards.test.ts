import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { stageCards } from "#trace/stage-cards.ts";

const SCENE = ["Alice", "Bob"];

/** So many connect beside the scene's clients; they go to the rooms in turn. */
function crowd(count: number, rooms: readonly (readonly string[])[]): Builder {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (let i = 0; i < count; i++) {
    const client = `client ${i + 1}`;
    t.connects(client);
    for (const room of rooms[i % rooms.length] ?? []) t.joins(client, room);
  }
  return t;
}
const cards = (t: Builder, most = 8) =>
  stageCards(stage(t.trace(), SCENE), most, SCENE).map((card) =>
    card.is === "one" ? card.client.who : `${card.clients.length} clients ${card.about}`,
  );

describe("the cards on stage", () => {
  it("are one for each connection, as long as there are few", () => {
    const t = crowd(5, [[]]);
    const tab = t.connects("Alice");
    expect(cards(t)).toEqual([
      "Alice",
      "Alice · tab 2",
      "Bob",
      "client 1",
      "client 2",
      "client 3",
      "client 4",
      "client 5",
    ]);
    expect(tab.session).toBe(8);
  });

  it("of many are shared by who is in the same rooms, and the scene's clients keep theirs", () => {
    expect(cards(crowd(40, [["red"], ["blue"], ["blue", "red"], []]))).toEqual([
      "Alice",
      "Bob",
      "10 clients in red",
      "10 clients in blue",
      "10 clients in blue + red",
      "10 clients in no room",
    ]);
  });

  it("are never more than asked for: the smallest groups share one", () => {
    const t = crowd(21, [["a"], ["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]);
    expect(cards(t, 6)).toEqual([
      "Alice",
      "Bob",
      "6 clients in a",
      "3 clients in b",
      "3 clients in c",
      "9 clients in other rooms",
    ]);
  });

  it("are not told apart by a room that each has to himself", () => {
    const t = crowd(0, []);
    for (let i = 0; i < 20; i++) {
      t.connects(`client ${i}`);
      t.joins(`client ${i}`, `user:${i}`);
      t.joins(`client ${i}`, "group");
    }
    expect(cards(t)).toEqual(["Alice", "Bob", "20 clients in group"]);
  });

  it("keep apart who is not there", () => {
    const t = crowd(10, [[]]);
    t.appears("Carol");
    t.appears("Dave");
    expect(cards(t)).toEqual(["Alice", "Bob", "10 clients in no room", "2 clients connecting"]);
  });
});
