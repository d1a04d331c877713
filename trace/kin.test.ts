// What belongs together in a run: causes and effects, read from a trace.
import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { type Deed, type Seq, type Trace, TurnId } from "#trace/event.ts";
import { kinOf } from "#trace/kin.ts";
import { withGap } from "#trace/testing/every-prefix.ts";

const LINE = { file: "server.js", line: 14, column: 8 };
const kinds = (trace: Trace, seqs: readonly Seq[]) =>
  seqs.map((seq) => trace.find((event) => event.seq === seq)?.kind);

/** Alice is told to say hi; the server tells Bob, who has a listener, and Carol, for whom it is dropped. */
function sayHi() {
  const t = build();
  for (const client of ["Alice", "Bob", "Carol"]) t.connects(client);
  const before = t.trace().at(-1)?.seq;
  const deed: Deed = { do: "emit", nsp: "/", event: "say", args: ["hi"] };
  const act = t.fact({ kind: "act", act: 1, client: "Alice", deed }).seq;
  t.sends("Alice", "say", { args: ["hi"] });
  const broadcast = t.broadcasts("chat", {
    args: ["hi"],
    except: ["Alice"],
    where: LINE,
    drop: { Carol: "volatile" },
  });
  t.handles("Bob", "chat");
  return { t, act, broadcast, before };
}

describe("the kin of an event", () => {
  it("are the act, the packet, the turn and the line before it, and what became of it for each", () => {
    const { t, act, broadcast } = sayHi();
    const trace = t.trace();
    const { up, down, lines, seqs } = kinOf(trace, broadcast.seq);
    expect(up[0]).toBe(act);
    expect(kinds(trace, up)).toEqual(["act", "frame", "turn"]);
    expect(kinds(trace, down)).toEqual(["frame", "dropped", "handled"]);
    expect(lines).toEqual([LINE]);
    expect([...seqs].toSorted((a, b) => a - b)).toEqual([...up, broadcast.seq, ...down]);
  });

  it("are the same chain from its end and from its beginning", () => {
    const { t, act } = sayHi();
    const trace = t.trace();
    const handled = trace.at(-1)?.seq as Seq;
    expect(kinds(trace, kinOf(trace, handled).up)).toEqual([
      "act",
      "frame",
      "turn",
      "broadcast",
      "frame",
    ]);
    expect(kinOf(trace, handled).down).toEqual([]);
    const all = kinOf(trace, act);
    expect(all.up).toEqual([]);
    expect(kinds(trace, all.down)).toEqual([
      "frame",
      "turn",
      "broadcast",
      "frame",
      "dropped",
      "handled",
    ]);
    expect(all.lines).toEqual([LINE]);
  });

  it("are nobody else's: the packets before and beside it are not among them", () => {
    const { t, before } = sayHi();
    t.sends("Bob", "say", { args: ["hi"] });
    t.broadcasts("chat", { args: ["hi"] });
    const trace = t.trace();
    const broadcast = trace.findLast(({ kind }) => kind === "broadcast")?.seq as Seq;
    const { seqs, up } = kinOf(trace, broadcast);
    // Nobody told Bob to: his own code did.
    expect(kinds(trace, up)).toEqual(["frame", "turn"]);
    expect([...seqs].every((seq) => seq > (before ?? 0) + 7)).toBe(true);
  });

  it("go back through the timer and the connection in whose turn it was set", () => {
    const t = build();
    t.connects("Alice");
    const setIn = TurnId.parse(t.trace().findLast((event) => event.kind === "turn")?.turn);
    t.turn({ by: "timer", setIn, delay: 500 });
    const news = t.emits("Alice", "news", { where: LINE });
    const trace = t.trace();
    const { up } = kinOf(trace, news.seq);
    expect(kinds(trace, up)).toEqual(["frame", "turn", "turn"]);
    const loaded = kinOf(trace, trace[0]?.seq as Seq);
    expect(kinds(trace, loaded.down)).toEqual(["turn", "server.listening"]);
  });

  it("are of the turn whose work it was, through promises, and of none where that is not known", () => {
    const t = build();
    t.connects("Alice");
    t.sends("Alice", "first");
    const [frame, turn] = t.trace().slice(-2);
    t.sends("Alice", "second");
    const late = t.emits("Alice", "late").seq;
    const work = (cause: TurnId | "unknown"): Trace =>
      t
        .trace()
        .map((event) =>
          event.kind === "emit" && event.seq === late ? { ...event, cause } : event,
        );
    if (turn?.kind !== "turn") throw new Error("a packet begins a turn");
    expect(kinOf(work(turn.turn), late).up).toEqual([frame?.seq, turn.seq]);
    expect(kinOf(work("unknown"), late).up).toEqual([]);
  });

  it("are the acknowledgement with what asked for it, in both directions", () => {
    const t = build();
    t.connects("Alice");
    t.sends("Alice", "add", { ack: 4 });
    const asked = t.trace().findLast(({ kind }) => kind === "frame")?.seq as Seq;
    t.turn({ by: "timer", delay: 5 });
    const answer = t.acks("Alice", 4, { args: [5] });
    expect(kinOf(t.trace(), answer.seq).up).toContain(asked);
    expect(kinOf(t.trace(), asked).down).toContain(answer.seq);
  });

  it("are told of a part of the run as if there were no more of it", () => {
    const { t } = sayHi();
    t.disconnects("Bob");
    const trace = t.trace();
    const whole = trace.map(({ seq }) => kinOf(trace, seq));
    expect(whole.every(({ seqs }) => seqs.size > 0)).toBe(true);
    for (let length = 1; length <= trace.length; length++) {
      const part = trace.slice(0, length);
      const alone = part.map((event) => ({ ...event }));
      for (const { seq } of part)
        expect(kinOf(part, seq), `${seq} of ${length}`).toEqual(kinOf(alone, seq));
    }
  });

  it("end at a gap, and an event that is not there has none", () => {
    const { t, broadcast } = sayHi();
    const trace = withGap(t.trace(), broadcast.seq);
    expect(kinOf(trace, broadcast.seq).up).toEqual([]);
    expect(kinOf(trace, 0 as Seq).seqs.size).toBe(0);
    expect(kinOf([], 0 as Seq).seqs.size).toBe(0);
  });
});
