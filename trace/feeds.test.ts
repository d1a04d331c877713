// A feed over four ways, of which each event was written down by hand: sizes are counted, not remembered.
import { expect, test } from "vitest";
import { build, type Builder } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import { LinkId, RequestId, type TraceEvent } from "#trace/event.ts";
import { feeds, middleOf } from "#trace/feeds.ts";

const link = LinkId.parse(1);
const bytes = (text: string) => ({ base64: btoa(text), size: text.length });
const NEWS = '{"n":1}';
const clients = ["Polling", "SSE", "WebSocket"];
const seen = (run: Builder) => feeds(run.trace(), { clients, path: "/rate" });

function rate(run: Builder, perSecond: unknown): void {
  const deed = { do: "http", method: "POST", path: "/rate", body: JSON.stringify({ perSecond }) };
  run.fact({ kind: "act", act: 1, client: "Exchange", deed: deed as never });
}

/** "GET /price HTTP/1.1" and "HTTP/1.1 200 OK" with their line ends and the empty line: 23 and 19 bytes. */
function asks(run: Builder, client: string, chunked = false): RequestId {
  const request = RequestId.parse(run.trace().length);
  const on = { request, link, client, version: "1.1" };
  const asked = { method: "GET", target: "/price", headers: [], body: bytes("") };
  run.fact({ kind: "http.request", ...on, ...asked });
  const headers: [string, string][] = chunked ? [["Transfer-Encoding", "chunked"]] : [];
  const body = bytes(chunked ? "" : NEWS);
  run.fact({ kind: "http.response", ...on, status: 200, reason: "OK", headers, body });
  return request;
}

test("nothing is said before somebody has set a rate", () => {
  const run = build();
  asks(run, "Polling");
  expect(seen(run)).toBeUndefined();
  rate(run, "often");
  expect(seen(run)).toMatchObject({ perSecond: 0, published: 0, latest: undefined });
});

test("each way’s bytes, requests, and how long it went without what was published", () => {
  const run = build();
  run.connects("WebSocket", { transport: "websocket" });
  const stream = asks(run, "SSE", true);
  asks(run, "Polling");
  rate(run, 2);
  run.turn({ by: "load" });
  run.waits(3);
  run.fact({
    kind: "http.chunk",
    link,
    client: "SSE",
    request: stream,
    bytes: bytes(`data: ${NEWS}\n\n`),
    isLast: false,
  });
  run.broadcasts("price", { args: [{ n: 1 }] });
  run.waits(700);
  asks(run, "Polling");
  const now = seen(run);
  expect(now).toMatchObject({ perSecond: 2, published: 1, latest: 1 });
  const [polling, sse, socket] = now?.feeds ?? [];
  expect(polling).toMatchObject({ knows: 1, requests: 1, up: 23, down: 19 + NEWS.length });
  // "f", a line end, 15 bytes, a line end.
  expect(sse).toMatchObject({ knows: 1, requests: 0, up: 0, down: 1 + 2 + 15 + 2 });
  // Two bytes before `42["price",{"n":1}]`.
  expect(socket).toMatchObject({ knows: 1, requests: 0, up: 0, down: 2 + 19 });
  expect(polling?.waits[0]).toBeGreaterThan(700);
  expect(sse?.waits[0]).toBeLessThan(700);
  rate(run, 0);
  expect(seen(run)?.feeds.every(({ up, down, waits }) => up + down + waits.length === 0)).toBe(
    true,
  );
});

test("what is measured goes on when the beginning of a long run is no longer kept", () => {
  const run = build();
  run.connects("WebSocket", { transport: "websocket" });
  asks(run, "SSE", true);
  rate(run, 2);
  const before = run.trace();
  const cut = before.length;
  for (const n of [1, 2]) {
    run.turn({ by: "load" });
    run.waits(500);
    run.broadcasts("price", { args: [{ n }] });
  }
  const { seq, at } = before.at(-1) as TraceEvent;
  const checkpoint = checkpointOf(before);
  const trace = [
    { kind: "gap", dropped: cut, checkpoint, seq, at } as TraceEvent,
    ...run.trace().slice(cut),
  ];
  const now = feeds(trace, { clients, path: "/rate" });
  expect(now).toMatchObject({ seq, published: 2, latest: 2 });
  expect(now?.perSecond).toBeGreaterThan(0);
  expect(now?.perSecond).toBeLessThanOrEqual(2);
});

test("who is told of something newer has not waited for what came before any longer", () => {
  const run = build();
  run.connects("WebSocket", { transport: "websocket" });
  rate(run, 2);
  for (const n of [1, 2]) {
    run.turn({ by: "load" });
    run.broadcasts("price", { args: [{ n }] });
    run.waits(100);
  }
  const request = RequestId.parse(900);
  const answer = {
    link,
    client: "Polling",
    version: "1.1",
    status: 200,
    reason: "OK",
    headers: [],
  };
  run.fact({ kind: "http.response", ...answer, request, body: bytes('{"n":2}') });
  const [polling] = seen(run)?.feeds ?? [];
  expect(polling?.waits).toHaveLength(2);
  expect((polling?.waits[0] ?? 0) - (polling?.waits[1] ?? 0)).toBeGreaterThanOrEqual(100);
});

test("the middle of some is one of them", () => {
  expect([middleOf([]), middleOf([3]), middleOf([9, 1, 5]), middleOf([1, 2])]).toEqual([
    undefined,
    3,
    5,
    2,
  ]);
});
