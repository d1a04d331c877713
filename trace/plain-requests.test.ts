import { expect, test } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { deliveries } from "#trace/deliveries.ts";
import { deliveryAt } from "#trace/delivery-at.ts";
import { LinkId, RequestId } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { stage } from "#trace/stage.ts";
import { captionOf } from "#trace/stage-caption.ts";
import { momentSentence } from "#trace/stage-sentence.ts";

const NOTHING = { base64: "", size: 0 };
const on = (client: string, request: number) => ({
  client,
  request: RequestId.parse(request),
  link: LinkId.parse(request),
  version: "1.1",
});
function asks(run: Builder, [client, request]: readonly [string, number], target: string): void {
  const asked = { method: "GET", target, headers: [], body: NOTHING };
  run.fact({ kind: "http.request", ...on(client, request), ...asked });
}
const begins = (run: Builder, client: string, request: number) =>
  run.fact({
    kind: "http.response",
    ...on(client, request),
    status: 200,
    reason: "OK",
    headers: [["Transfer-Encoding", "chunked"]],
    body: NOTHING,
  });
const connectionOf = (run: Builder, name: string) =>
  stage(run.trace(), [name]).clients.find((client) => client.name === name)?.connection;

test("who asks for routes alone speaks HTTP, and waits until the last of an answer has come", () => {
  const run = build();
  asks(run, ["Page", 80], "/wait?after=1");
  asks(run, ["Page", 81], "/stream");
  const waits = (...waitsFor: readonly string[]) => ({ state: "http", waitsFor });
  expect(connectionOf(run, "Page")).toEqual(waits("GET /wait", "GET /stream"));
  begins(run, "Page", 81);
  const body = { base64: btoa("{}"), size: 2 };
  const answer = { status: 200, reason: "OK", headers: [], body };
  run.fact({ kind: "http.response", ...on("Page", 80), ...answer });
  expect(connectionOf(run, "Page")).toEqual(waits("GET /stream"));
  const { link, client, request } = on("Page", 81);
  run.fact({ kind: "http.chunk", link, client, request, bytes: NOTHING, isLast: true });
  expect(connectionOf(run, "Page")).toEqual(waits());
  asks(run, ["Page", 82], "/stream");
  run.fact({ kind: "link.closed", link: LinkId.parse(82), client: "Page" });
  expect(connectionOf(run, "Page")).toEqual(waits());
});

test("who asks for a connection does more than that", () => {
  const run = build();
  asks(run, ["Page", 80], "/");
  asks(run, ["Page", 81], "/socket.io/?EIO=4&transport=polling");
  expect(connectionOf(run, "Page")?.state).not.toBe("http");
});

test("an emit is not sent to who has no socket", () => {
  const run = build();
  run.connects("Alice");
  run.fact({ kind: "link.opened", link: LinkId.parse(80), client: "Page" });
  asks(run, ["Page", 80], "/wait");
  run.turn({ by: "load" });
  run.broadcasts("price");
  const [sent] = deliveries(run.trace());
  expect(sent && deliveryAt(run.trace(), sent.seq)).toEqual(sent);
  const words = sent?.outcomes.map((outcome) => sentence(sent, outcome));
  expect(words).toContain("Not sent to Page: Page has no socket, and speaks HTTP.");
});

test("who was told over HTTP by the turn that emits is not said to be left out, nor is a guest who has gone counted", () => {
  const run = build();
  run.connects("Alice");
  asks(run, ["Waiting", 80], "/wait?after=1");
  asks(run, ["Stream", 81], "/stream");
  asks(run, ["Idle", 82], "/");
  asks(run, ["Guest", 83], "/");
  const turn = run.turn({ by: "load" });
  const said = { base64: btoa("{}"), size: 2 };
  const ok = { status: 200, reason: "OK", headers: [] };
  run.fact({ kind: "http.response", turn, ...on("Waiting", 80), ...ok, body: said });
  run.broadcasts("price");
  // Also what comes after the emit is of its turn.
  const { client, link, request } = on("Stream", 81);
  run.fact({ kind: "http.chunk", turn, client, link, request, bytes: said, isLast: false });

  const [sent] = deliveries(run.trace());
  expect(sent && deliveryAt(run.trace(), sent.seq)).toEqual(sent);
  expect(sent?.outcomes.map((outcome) => sentence(sent, outcome)).slice(1, 4)).toEqual([
    "Waiting was sent it: as the answer to GET /wait?after=1, which had waited.",
    "Stream was sent it: as a piece of the answer to GET /stream, which goes on.",
    "Not sent to Idle: Idle has no socket, and speaks HTTP.",
  ]);
  const now = stage(run.trace(), ["Alice", "Waiting", "Stream", "Idle"]);
  expect(now.moment).toMatchObject({
    passedOver: [
      { isTold: true, why: "told over HTTP: the answer to its GET /wait" },
      { isTold: true, why: "told over HTTP: one more piece of its open answer" },
      { isTold: false, why: "no socket" },
    ],
  });
  expect(captionOf(now)?.reach).toBe("1 of 4");
  expect(momentSentence(now)).toContain(
    "Over HTTP it tells Waiting and Stream. Not to Idle (no socket).",
  );
});
