import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import type { TurnId } from "#trace/event.ts";
import { stage } from "#trace/stage.ts";

const where = { file: "server.js", line: 7, column: 5 };
const server = (t: Builder) => stage(t.trace()).server;

describe("a server on stage that has ended", () => {
  it("says which mistake ended it, and where", () => {
    const t = build();
    t.fact({
      kind: "fault",
      from: { side: "server" },
      during: "handler",
      name: "TypeError",
      message: "no such thing",
      stack: "",
      frame: "",
      where,
    });
    t.fact({ kind: "run.ended", why: "crashed", code: 1 });
    const fault = { text: "TypeError: no such thing", where };
    expect(server(t)).toMatchObject({ state: "ended", isMeant: false, fault });
  });

  it("says on which event of whose it broke", () => {
    const t = build();
    t.connects("Carol");
    const mistake = { name: "TypeError", message: "no", stack: "", frame: "" };
    const broken = { kind: "fault", from: { side: "server" }, during: "handler" } as const;
    const handling = (turn: TurnId | undefined): string | undefined => {
      t.fact({ ...broken, ...mistake, ...(turn !== undefined && { turn }) });
      t.fact({ kind: "run.ended", why: "crashed", code: 1 });
      const now = server(t);
      return now.state === "ended" ? now.fault?.handling : undefined;
    };
    t.sends("Carol", "say");
    const turn = t.trace().findLast((event) => event.kind === "turn");
    expect(handling(turn?.kind === "turn" ? turn.turn : undefined)).toBe("say from Carol");
    expect(handling(t.turn({ by: "load" }))).toBeUndefined();
    expect(handling(undefined)).toBeUndefined();
  });

  it("blames no mistake when somebody killed it", () => {
    const t = build();
    t.fact({
      kind: "disturbance",
      phase: "begun",
      on: { side: "server" },
      disturbance: { is: "kill" },
    });
    t.fact({ kind: "run.ended", why: "killed", code: 137 });
    expect(server(t)).toMatchObject({ why: "killed", isMeant: true, fault: undefined });
  });
});
