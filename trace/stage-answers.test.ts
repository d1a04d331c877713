import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import type { Seq } from "#trace/event.ts";
import { stage } from "#trace/stage.ts";
import { answerIn } from "#trace/stage-answers.ts";
import { momentSentence } from "#trace/stage-sentence.ts";

/** Alice is told to ask, and does. */
function asked(): Builder {
  const t = build();
  for (const client of ["Alice", "Bob"]) t.connects(client);
  const deed = {
    do: "emitWithAck",
    nsp: "/",
    event: "ask",
    args: ["ready?"],
    timeout: 500,
  } as const;
  t.fact({ kind: "act", act: 1, client: "Alice", deed: { ...deed, args: ["ready?"] } });
  t.sends("Alice", "ask", { args: ["ready?"], ack: 1 });
  return t;
}
const moment = (t: Builder) => stage(t.trace()).moment;
const answer = (t: Builder, seq?: Seq) => answerIn(t.trace(), stage(t.trace(), [], seq).moment);

describe("an acknowledgement on stage", () => {
  it("is waited for, and tells its question when it comes", () => {
    const t = asked();
    expect(answer(t)).toMatchObject({ state: "waiting" });
    t.waits(20);
    t.acks("Alice", 1, { args: ["yes"] });
    expect(answer(t)?.text).toMatch(/^answers ask after \d+ ms$/);
    const sent = t.trace().findLast((one) => one.kind === "frame" && one.from === "client");
    expect(answer(t, sent?.seq)?.text).toMatch(/^answered after \d+ ms: "yes"/);
  });

  it("that does not come in time is given up, by the client's own account", () => {
    const t = asked();
    t.fact({ kind: "act.failed", act: 1, client: "Alice", why: { is: "timeout", after: 500 } });
    expect(moment(t)).toMatchObject({ what: "failed", client: "Alice", deed: { event: "ask" } });
    expect(momentSentence(stage(t.trace()))).toBe(
      "Alice gave up: no acknowledgement within 500 ms.",
    );
    t.acks("Alice", 1);
    expect(answer(t)?.text).toContain("too late, Alice had given up");
  });

  it("cannot come where nothing listens for what was asked", () => {
    const t = build();
    t.connects("Alice");
    t.fact({
      kind: "act",
      act: 1,
      client: "Alice",
      deed: { do: "emitWithAck", nsp: "/", event: "ask", args: [], timeout: 500 },
    });
    t.sendsInVain("Alice", "ask", { ack: 1 });
    t.fact({ kind: "act.failed", act: 1, client: "Alice", why: { is: "timeout", after: 500 } });
    expect(moment(t)).toMatchObject({
      brief: { text: "no ack in 500 ms", more: "; nothing listens for it" },
    });
    expect(momentSentence(stage(t.trace()))).toBe(
      "Alice gave up: no acknowledgement within 500 ms; nothing listens for it.",
    );
  });

  it("is none of an event, nor of who asked for none", () => {
    const t = asked();
    t.emits("Bob", "news");
    expect(answer(t)).toBeUndefined();
    t.sends("Bob", "say");
    expect(answer(t)).toBeUndefined();
  });
});

describe("the transport on stage", () => {
  it("changes before the eyes of whoever steps there, and of nobody else", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    t.upgrades("Alice");
    const at = (what: string) => {
      const found = t.trace().filter(({ seq }) => stage(t.trace(), [], seq).moment.what === what);
      const [one] = found;
      const prefix = one && t.trace().slice(0, t.trace().indexOf(one) + 1);
      return [found.length, prefix && stage(prefix).moment.what];
    };
    expect(at("upgrading")).toEqual([1, "upgrading"]);
    expect(at("upgraded")).toEqual([1, "upgraded"]);
    expect(moment(t)).toMatchObject({ what: "connected" });
  });
});
