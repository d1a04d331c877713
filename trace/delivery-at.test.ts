import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { knownAt, sendings } from "#trace/delivery-at.ts";
import type { EventOf, Seq, Trace } from "#trace/event.ts";
import { stage } from "#trace/stage.ts";
import { momentSentence } from "#trace/stage-sentence.ts";

const SCENE = ["Alice", "Bob"];

/** Two broadcasts of one turn: the reports on both come after both, Bob's before Alice's. */
function twoAtOnce() {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (const event of ["one", "two"]) t.broadcasts(event);
  const sent = t.trace().filter((event) => event.kind === "broadcast");
  for (const { to } of sent as readonly EventOf<"broadcast">[])
    for (const { session, packet } of to.toReversed()) {
      const opened = t.trace().find((e) => e.kind === "session.opened" && e.session === session);
      const { client, sid } = opened as EventOf<"session.opened">;
      t.fact({ kind: "handled", client, sid, packet, nsp: "/", event: "-", listeners: 1, ms: 1 });
    }
  return t.trace();
}
const upTo = (trace: Trace, seq: Seq) => trace.filter((event) => event.seq <= seq);

it("knows when it was known what became of what was sent, and the stage then shows that", () => {
  const trace = twoAtOnce();
  const [one, two] = sendings(trace) as [Seq, Seq];
  expect(knownAt(trace, one)).toBe(trace.at(-3)?.seq);
  expect(knownAt(trace, two)).toBe(trace.at(-1)?.seq);

  const now = stage(upTo(trace, knownAt(trace, one)), SCENE, one);
  expect(now.moment).toMatchObject({
    seq: one,
    recipients: [
      { who: "Alice", result: { result: "handled" } },
      { who: "Bob", result: { result: "handled" } },
    ],
  });
  expect(momentSentence(now)).toBe("The server sends one to Alice and Bob.");
});

it("looks at the last moment, where the selected event makes none or has not happened yet", () => {
  const trace = twoAtOnce();
  const [one, two] = sendings(trace) as [Seq, Seq];
  const report = trace.at(-1)?.seq as Seq;
  expect(knownAt(trace, report)).toBe(report);
  expect(stage(trace, SCENE, report).moment).toMatchObject({ seq: two });
  expect(stage(upTo(trace, one), SCENE, two).moment).toMatchObject({ seq: one });
});
