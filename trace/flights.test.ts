import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { flights } from "#trace/flights.ts";

function three(): Builder {
  const t = build();
  for (const client of ["Alice", "Bob", "Carol"]) t.connects(client);
  return t;
}
const all = (t: Builder, after = -1) => flights(t.trace(), after);
const said = (t: Builder, after?: number) =>
  all(t, after).map(
    ({ direction, session, label, sender }) =>
      `${direction} ${session} ${label} ${sender ?? "nobody"}`,
  );

describe("packets on the wires", () => {
  it("are one for each recipient, after the one that set them off", () => {
    const t = three();
    expect(said(t)).toEqual([]);
    t.sends("Alice", "say", { args: ["hi"] });
    t.broadcasts("chat", { except: ["Alice"] });
    expect(said(t)).toEqual(["up 1 say Alice", "down 2 chat Alice", "down 3 chat Alice"]);
    const [up, ...down] = all(t);
    expect(down.map(({ cause }) => cause)).toEqual([up?.seq, up?.seq]);
    expect(all(t, up?.seq).map(({ session }) => session)).toEqual([2, 3]);
  });

  it("may be nobody's doing, an acknowledgement, or never leave", () => {
    const t = three();
    t.turn({ by: "load" });
    t.emits("Bob", "news", { drop: { Bob: "volatile" } });
    t.sends("Carol", "save", { ack: 1 });
    t.acks("Carol", 1);
    expect(said(t)).toEqual(["down 2 news nobody", "up 3 save Carol", "down 3 ack Carol"]);
    expect(all(t).map(({ isDropped }) => isDropped)).toEqual([true, false, false]);
  });

  it("name the namespace they are in", () => {
    const t = three();
    t.enters("Bob", "/news");
    t.emits("Bob", "hey", { nsp: "/news" });
    expect(all(t)).toMatchObject([{ nsp: "/news", session: 2, label: "hey" }]);
  });
});
