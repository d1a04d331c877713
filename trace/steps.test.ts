import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { nextStep, steps, type Wanted } from "#trace/steps.ts";
import { timeline } from "#trace/timeline.ts";

function conversation(): Builder {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  t.connects("Bob");
  t.joins("Bob", "red");
  t.sends("Alice", "say");
  t.broadcasts("chat", { except: ["Alice"] });
  t.handles("Bob", "chat");
  t.disconnects("Bob");
  t.fact({ kind: "run.ended", why: "crashed", code: 1 });
  return t;
}
const all = () => steps(conversation().trace());
const told = () => all().map(({ kind, clients }) => `${kind} ${clients.join(",")}`.trim());

describe("the steps of a run", () => {
  it("are what a learner looks for, and whom it is about", () => {
    expect(told()).toEqual([
      "other",
      "other",
      "came Alice",
      "other Alice",
      "came Bob",
      "other Bob",
      "room Bob",
      "sent Alice",
      "sent Bob",
      "received Bob",
      "left Bob",
      "other Bob",
      "fault",
    ]);
  });

  it("are the rows that the timeline shows", () => {
    const rows = timeline(conversation().trace()).rows.filter(({ isFolded }) => !isFolded);
    expect(all().map(({ seq }) => seq)).toEqual(rows.map(({ seq }) => seq));
  });

  it("are found by kind and by client, forth and back", () => {
    const seqs = all().map(({ seq }) => seq);
    const find = (from: number | "live", by: 1 | -1, wanted: Partial<Wanted>) => {
      const seq = from === "live" ? from : (seqs[from] ?? "live");
      const found = nextStep(all(), seq, { kind: "any", client: undefined, ...wanted, by });
      return found === undefined ? undefined : seqs.indexOf(found.seq);
    };
    expect(find(0, 1, { kind: "sent" })).toBe(7);
    expect(find(7, 1, { kind: "sent" })).toBe(8);
    expect(find(0, 1, { client: "Bob" })).toBe(4);
    expect(find("live", -1, { kind: "fault" })).toBe(12);
    expect(find("live", -1, { kind: "sent", client: "Alice" })).toBe(7);
    expect(find(7, -1, { kind: "sent" })).toBeUndefined();
    expect(find("live", 1, {})).toBeUndefined();
    expect(find(0, 1, { kind: "fault", client: "Alice" })).toBeUndefined();
  });
});
