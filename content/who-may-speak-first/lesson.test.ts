// What is this lesson's alone: what its console shows of one connection, and that a rate makes the prices come by themselves.
import { expect, test } from "vitest";
import { judge } from "#checks/judge.ts";
import { passes } from "#checks/passes.ts";
import type { Writing } from "#protocol/writing.ts";
import type { TraceEvent } from "#trace/event.ts";
import { loadLesson } from "../load-lesson.ts";
import { byHand, type HandLine } from "../testing/hand.ts";
import { proseOf } from "../testing/prose.ts";

const lesson = await loadLesson("who-may-speak-first");
const prose = proseOf(lesson);
const [ask, last, noHttp] = (prose.ByHand[0]?.writings ?? []) as [Writing, Writing, Writing];

test("three requests are one connection, which ends when one says that it is the last, or is no HTTP", async () => {
  const { until: task } = prose.Task.find(({ id }) => id === "reuse") ?? {};
  if (!task || !("passes" in task)) throw new Error("the task of three requests is not there");
  const hand = await byHand(lesson);
  const isDone = () =>
    judge([passes(task.passes)], { trace: hand.trace(), clients: [] }).every(({ ok }) => ok);
  const count = (kind: TraceEvent["kind"]) =>
    hand.trace().filter((event) => event.kind === kind).length;
  const asks = async (line: HandLine, times: number) => {
    const before = count("http.response");
    for (let asked = 1; asked <= times; asked += 1) {
      line.write(ask);
      await hand.until(() => count("http.response") >= before + asked);
    }
  };

  const [line, other] = [await hand.dial(), await hand.dial()];
  await asks(other, 1);
  await asks(line, 2);
  expect(isDone()).toBe(false);
  await asks(line, 1);
  expect([isDone(), count("link.opened")]).toEqual([true, 2]);

  line.write(last);
  expect(await line.until("Connection: close")).toContain("HTTP/1.1 200 OK");
  await hand.until(({ kind }) => kind === "link.closed");
  other.write(noHttp);
  expect(await other.until("400 Bad Request")).toContain("Connection: close");
  await hand.close();
});

test("at a rate the prices come by themselves, and each has its number", async () => {
  const hand = await byHand(lesson);
  const line = await hand.dial();
  const body = '{"perSecond":50}';
  const head = [
    "Host: localhost",
    "Content-Type: application/json",
    `Content-Length: ${body.length}`,
  ];
  line.write({ says: "", bytes: `POST /rate HTTP/1.1\n${head.join("\n")}\n\n${body}` });
  await hand.until(
    (event) => event.kind === "broadcast" && event.packet.text.startsWith('2["price",{"n":3,'),
  );
  await hand.close();
});
