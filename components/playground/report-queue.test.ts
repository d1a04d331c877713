import { expect, test } from "vitest";
import type { Report } from "#protocol/client.ts";
import { createReportQueue, type ReportBatch } from "./report-queue.ts";

const line = (text: string): Report => ({ report: "log", level: "log", text });
const textsOf = ({ reports }: ReportBatch) =>
  reports.map(({ report }) => (report.report === "log" ? report.text : report.report));

/** A gateway that answers when it is told to. */
function rig() {
  const sent: ReportBatch[] = [];
  const answers: ((isAnswered: boolean) => void)[] = [];
  const queue = createReportQueue((batch) => {
    sent.push(batch);
    return new Promise((resolve) => answers.push(resolve));
  });
  queue.begin("run", 0);
  queue.resume(0);
  const say = (...texts: readonly string[]) => {
    for (const text of texts) queue.add("run", "alice", line(text));
    queue.flush();
  };
  /** The gateway's answer to the n-th batch, or that none came. */
  const answer = async (n: number, isAnswered = true) => {
    answers[n]?.(isAnswered);
    await Promise.resolve();
  };
  return { queue, sent, say, answer };
}

test("reports are numbered through the run, and go together", () => {
  const { sent, say } = rig();
  say("a", "b");
  say("c");
  expect(sent.map(({ after, ...batch }) => [after, textsOf({ after, ...batch })])).toEqual([
    [0, ["a", "b"]],
    [2, ["c"]],
  ]);
});

test("what was said without a connection is said when there is one, in order", () => {
  const { queue, sent, say } = rig();
  say("a");
  queue.pause();
  say("b");
  say("c");
  expect(sent).toHaveLength(1);
  queue.resume(1);
  expect(sent.slice(1).map(textsOf)).toEqual([["b", "c"]]);
  expect(sent[1]?.after).toBe(1);
});

test("what the gateway has not heard is said again, and what it has heard is not", async () => {
  const { queue, sent, say, answer } = rig();
  say("a");
  say("b");
  say("c");
  await answer(0);
  // It has heard b too; its answer was lost, and so was all of c.
  queue.pause();
  await answer(1, false);
  await answer(2, false);
  queue.resume(2);
  expect(sent.slice(3).map(textsOf)).toEqual([["c"]]);
  expect(sent[3]?.after).toBe(2);
});

test("clients of an older run have nothing to say any more, and a new run counts from its own beginning", () => {
  const { queue, sent, say } = rig();
  say("a");
  queue.begin("next", 7);
  queue.add("run", "alice", line("late"));
  queue.add("next", "alice", line("b"));
  queue.flush();
  expect(sent[1]).toMatchObject({ run: "next", after: 7 });
  expect(sent.slice(1).map(textsOf)).toEqual([["b"]]);
});

test("long lines go in several messages, each well within what the gateway reads", () => {
  const { sent, say } = rig();
  say(...Array.from({ length: 100 }, () => "x".repeat(4_000)));
  expect(sent.length).toBeGreaterThan(1);
  expect(sent.flatMap(textsOf)).toHaveLength(100);
  for (const batch of sent) expect(JSON.stringify(batch).length).toBeLessThan(60_000);
});

test("without a connection it keeps what is newest, and the numbers tell what is missing", () => {
  const { queue, sent, say } = rig();
  queue.pause();
  const texts = Array.from({ length: 10_000 }, (_, n) => String(n));
  say(...texts);
  queue.resume(0);
  const first = sent[0]?.after ?? 0;
  expect(first).toBeGreaterThan(0);
  expect(sent.flatMap(textsOf)).toEqual(texts.slice(first));
});
