import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { stageCards } from "#trace/stage-cards.ts";
import { noteOfMany } from "./note-of-many.ts";

/** Twelve clients: the odd ones in red, every third in blue. */
function crowd(): Builder {
  const t = build();
  for (let i = 1; i <= 12; i++) {
    t.connects(`client ${i}`);
    if (i % 2 === 1) t.joins(`client ${i}`, "red");
    if (i % 3 === 0) t.joins(`client ${i}`, "blue");
  }
  return t;
}
const notes = (t: Builder, most: number) => {
  const now = stage(t.trace());
  return stageCards(now, most).map((card) =>
    card.is === "one" ? card.client.who : [card.about, noteOfMany(card.clients, now).text],
  );
};

describe("the card of many", () => {
  it("says how many got it, and why the others did not", () => {
    const t = crowd();
    t.broadcasts("said", { rooms: ["red"] });
    for (const i of [1, 3, 5]) t.handles(`client ${i}`, "said");
    expect(notes(t, 4)).toEqual([
      ["in red", "2 of 4 received"],
      ["in no room", "not in red"],
      ["in blue + red", "1 of 2 received"],
      ["in blue", "not in red"],
    ]);
  });

  it("counts those of one group with different reasons", () => {
    const t = crowd();
    t.broadcasts("said", { rooms: ["red"], except: ["blue"] });
    expect(notes(t, 2)).toEqual([
      ["in red", "0 of 4 received"],
      ["in other rooms", "not in red (6), except leaves out blue (2)"],
    ]);
    t.broadcasts("said", { rooms: ["blue"] });
    expect(notes(t, 2)).toEqual([
      ["in red", "not in blue"],
      ["in other rooms", "0 of 4 received, 4 not sent: not in blue"],
    ]);
  });
});
