// What is this lesson's alone: what its console shows of one connection, and what each way to the prices costs.
import { expect, test } from "vitest";
import { judge } from "#checks/judge.ts";
import { passes } from "#checks/passes.ts";
import { openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import type { Writing } from "#protocol/writing.ts";
import type { TraceEvent } from "#trace/event.ts";
import { feeds } from "#trace/feeds.ts";
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

test("at a rate the prices come by themselves: long polling pays for each with a request, a stream with a few bytes, and nobody tells a socket that is away", async () => {
  const { files, entry, scene } = lesson;
  const bench = await openHeadlessBench();
  expect(await bench.run({ entry, files: { ...files } })).toEqual({ ok: true });
  const entered = await Promise.all(scene.clients.map((client) => bench.openClient(client)));
  // Until then a page may not have asked yet.
  await bench.settle();
  const exchange = entered.at(-1);
  const posts = (path: string, told: object) =>
    exchange?.perform({ do: "http", method: "POST", path, body: JSON.stringify(told) });
  await posts("/rate", { perSecond: 10 });
  const clients = prose.Feeds[0]?.of ?? [];
  const now = () => feeds(bench.trace(), { clients, path: "/rate" });
  const isEnough = () => now()?.feeds.every(({ waits }) => waits.length >= 8) ?? false;
  expect(await bench.until(isEnough, 30_000)).toBe(true);
  const measured = now();

  await posts("/rate", { perSecond: 0 });
  await bench.disturb({ client: "WebSocket", disturbance: { is: "offline" } });
  await bench.until((trace) => trace.some(({ kind }) => kind === "session.closed"), 30_000);
  await posts("/price", { price: 99 });
  const last = bench.trace().findLast((event) => event.kind === "broadcast");
  expect([last?.packet.text.includes('"price":99'), last?.to]).toEqual([true, []]);
  await bench.close();
  const [polling, long, stream, socket] = measured?.feeds ?? [];
  if (!polling || !long || !stream || !socket) throw new Error("there are four ways");
  expect(Math.min(polling.requests, long.requests)).toBeGreaterThan(0);
  expect([stream, socket].map(({ requests, up }) => [requests, up])).toEqual([
    [0, 0],
    [0, 0],
  ]);
  const onStream = Math.max(stream.down, socket.down) / (measured?.published ?? 0);
  expect((long.up + long.down) / long.requests).toBeGreaterThan(5 * onStream);
});
