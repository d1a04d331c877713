import { expect, test } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { type Builder, build } from "#trace/builder.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { LinkId, RequestId } from "#trace/event.ts";
import { clientAcks, serverAcks } from "./acks.ts";
import { answered } from "./answers.ts";
import { connected, disconnected, refused } from "./connections.ts";
import { type Judgement, judge } from "./judge.ts";
import { receives } from "./receives.ts";
import { anything } from "./verdict.ts";

const clients = ["Alice", "Bob", "Carol"];

function stage(): Builder {
  const run = build();
  run.connects("Alice");
  run.connects("Bob", { transport: "polling" });
  run.connects("Carol");
  return run;
}
function settles(run: Builder, heldUpBy: string[] = [], notProvenFor: string[] = []): void {
  run.fact({ kind: "settled", ok: heldUpBy.length === 0, heldUpBy, notProvenFor });
}
const verdicts = (run: Builder, ...judgements: Judgement[]) =>
  judge(judgements, { trace: run.trace(), clients }).map(({ at: _at, ...verdict }) => verdict);
const lastSeq = (run: Builder) => run.trace().at(-1)?.seq;

const chat = receives({ event: "chat", by: ["Bob", "Carol"], args: ["hi", 3] });

test("the right ones receive it once each, and the others nothing", () => {
  const run = stage();
  run.broadcasts("chat", { args: ["hi", 3], except: ["Alice"] });
  settles(run);
  expect(verdicts(run, chat)).toEqual([
    {
      claim: 'Bob and Carol receive `chat` with ("hi", 3) once each',
      ok: true,
      expected: "Bob once, Carol once",
      got: "Bob once, Carol once",
    },
    { claim: "Alice should not receive `chat`", ok: true, expected: "nothing", got: "nothing" },
  ]);
});

test("who must stay silent and does not is shown with the packet", () => {
  const run = stage();
  run.broadcasts("chat", { args: ["hi", 3] });
  settles(run);
  const [present, absent] = judge([chat], { trace: run.trace(), clients });
  expect(present?.ok).toBe(true);
  expect(absent).toMatchObject({ ok: false, got: "Alice received it" });
  expect(run.trace()[absent?.at ?? 0]).toMatchObject({ kind: "frame", client: "Alice" });
});

test("too few, too many and wrong arguments are each told", () => {
  const run = stage();
  run.emits("Bob", "chat", { args: ["hi", 4] });
  run.emits("Bob", "chat", { args: ["hi", 3] });
  const surplus = lastSeq(run);
  settles(run);
  const [present] = judge([chat], { trace: run.trace(), clients });
  expect(present).toMatchObject({ ok: false, got: 'Bob twice, Carol never; Bob got ("hi", 4)' });
  const once = receives({ event: "chat", by: ["Bob"], args: ["hi", anything] });
  expect(judge([once], { trace: run.trace(), clients })[0]).toMatchObject({
    got: "Bob twice",
    at: surplus,
  });
});

test("who did not receive it is shown what was sent instead", () => {
  const run = stage();
  run.broadcasts("chat", { rooms: ["nowhere"] });
  const sent = run.trace().find(({ kind }) => kind === "broadcast");
  settles(run);
  const [present] = judge([chat], { trace: run.trace(), clients });
  expect(present).toMatchObject({ ok: false, got: "Bob never, Carol never", at: sent?.seq });
});

test("an event of another name or namespace is another event", () => {
  const run = stage();
  run.enters("Bob", "/chat");
  run.emits("Bob", "chat", { nsp: "/chat" });
  run.emits("Bob", "chats");
  settles(run);
  expect(verdicts(run, receives({ event: "chat", by: [] }))[0]?.ok).toBe(true);
  expect(verdicts(run, receives({ event: "chat", nsp: "/chat", by: ["Bob"] }))[0]?.ok).toBe(true);
});

test("bytes are compared as bytes", () => {
  const run = stage();
  run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
  const bytes = Uint8Array.of(1, 2);
  run.emits("Alice", "file", { args: [{ bytes }] });
  run.emits("Bob", "file", { args: [{ bytes }] });
  const file = (content: unknown) =>
    receives({ event: "file", by: ["Alice", "Bob"], args: [content] });
  expect(verdicts(run, file({ bytes: { $bytes: "AQI=" } }))[0]?.ok).toBe(true);
  expect(verdicts(run, file({ bytes }))[0]?.ok).toBe(true);
  expect(verdicts(run, file({ bytes: { $bytes: "AQM=" } }))[0]?.ok).toBe(false);
});

test("silence is not believed before all is quiet, nor for who cannot say, nor for who was away", () => {
  const nobody = receives({ event: "chat", by: [] });
  const run = stage();
  expect(verdicts(run, nobody)[0]).toMatchObject({
    ok: false,
    got: "nobody waited until all was quiet",
  });
  settles(run);
  run.fact({ kind: "act", act: 1, client: "Alice", deed: { do: "connect" } });
  expect(verdicts(run, nobody)[0]).toMatchObject({
    ok: false,
    got: "nobody waited until all was quiet",
  });
  settles(run, ["the server has a timer due in 120 ms"]);
  expect(verdicts(run, nobody)[0]).toMatchObject({
    ok: false,
    got: "it did not become quiet: the server has a timer due in 120 ms",
  });
  settles(run, [], ["Bob"]);
  expect(verdicts(run, nobody)[0]).toMatchObject({
    ok: false,
    got: "Bob cannot say what has arrived",
  });
  settles(run);
  expect(verdicts(run, nobody)[0]?.ok).toBe(true);
  const alone = build();
  alone.connects("Alice");
  settles(alone);
  expect(verdicts(alone, nobody)[0]).toMatchObject({ got: "Bob and Carol were never connected" });
});

test("a packet cut at the recorder's cap is a packet all the same", () => {
  const run = stage();
  const text = `42["chat","${"x".repeat(100)}`;
  const payload = new TextEncoder().encode(text.padEnd(200, "x"));
  const whole = encodeFrame({ opcode: 1, payload });
  const bytes = { base64: toBase64(whole.subarray(0, 100)), size: whole.length };
  run.fact({ kind: "frame", link: LinkId.parse(1), client: "Alice", from: "server", bytes });
  settles(run);
  expect(verdicts(run, receives({ event: "chat", by: [] }))[0]).toMatchObject({
    got: "Alice received it",
  });
  expect(verdicts(run, receives({ event: "chat", by: ["Alice"], args: ["x"] }))[0]).toMatchObject({
    ok: false,
    got: "Alice once; Alice got more than the trace keeps",
  });
});

test("silence cannot be judged where the wire cannot be read", () => {
  const run = stage();
  const payload = Uint8Array.of(1, 2, 3);
  const frame = encodeFrame({ opcode: 1, payload, rsv1: true });
  const bytes = { base64: toBase64(frame), size: frame.length };
  run.fact({ kind: "frame", link: LinkId.parse(1), client: "Alice", from: "server", bytes });
  settles(run);
  expect(verdicts(run, receives({ event: "chat", by: [] }))[0]).toMatchObject({
    ok: false,
    got: "Alice: what it received was compressed",
  });
});

test("the offset of connection state recovery is no argument", () => {
  const run = stage();
  const link = LinkId.parse(1);
  for (const text of ['40{"sid":"a","pid":"p"}', '42["chat","hi","offset"]']) {
    const frame = encodeFrame({ opcode: 1, payload: new TextEncoder().encode(text) });
    const bytes = { base64: toBase64(frame), size: frame.length };
    run.fact({ kind: "frame", link, client: "Alice", from: "server", bytes });
  }
  settles(run);
  expect(verdicts(run, receives({ event: "chat", by: ["Alice"], args: ["hi"] }))[0]?.ok).toBe(true);
});

test("no more than once needs quiet too", () => {
  const run = stage();
  run.emits("Bob", "chat");
  settles(run, ["Bob has received 3 of 4 packets"]);
  expect(verdicts(run, receives({ event: "chat", by: ["Bob"] }))[0]).toMatchObject({
    ok: false,
    got: "Bob once; it did not become quiet: Bob has received 3 of 4 packets",
  });
});

test("what a client says of itself is no evidence", () => {
  const run = stage();
  run.handles("Bob", "chat");
  run.fact({
    kind: "client",
    client: "Bob",
    nsp: "/",
    state: { state: "refused", message: "no" },
    buffered: 0,
  });
  settles(run);
  expect(
    verdicts(run, receives({ event: "chat", by: ["Bob"] }), refused({ client: "Bob" })),
  ).toMatchObject([{ ok: false, got: "Bob never" }, { ok: true }, { ok: false, got: "connected" }]);
});

test("only what came after an act may be asked for", () => {
  const run = stage();
  run.emits("Bob", "chat");
  run.fact({
    kind: "act",
    act: 1,
    client: "Bob",
    deed: { do: "emit", nsp: "/", event: "leave", args: [] },
  });
  settles(run);
  expect(verdicts(run, receives({ event: "chat", by: [], since: 1 }))[0]?.ok).toBe(true);
  expect(verdicts(run, receives({ event: "chat", by: [] }))[0]?.ok).toBe(false);
});

test("an ack is paired with the event it answers, in both directions", () => {
  const run = stage();
  run.sends("Alice", "ask", { args: ["one"], ack: 0 });
  run.sends("Bob", "ask", { args: ["other"], ack: 0 });
  run.acks("Bob", 0, { args: ["no"] });
  run.acks("Alice", 0, { args: ["yes", { id: 7 }] });
  run.sends("Carol", "tell");
  const asked = (client: string, values: readonly unknown[]) =>
    serverAcks({ client, event: "ask", values });
  expect(
    verdicts(
      run,
      asked("Alice", ["yes", { id: anything }]),
      asked("Bob", ["yes"]),
      asked("Carol", []),
    ),
  ).toEqual([
    {
      claim: 'the server acknowledges `ask` of Alice with ("yes", {"id":…})',
      ok: true,
      expected: '("yes", {"id":…})',
      got: '("yes", {"id":7})',
    },
    {
      claim: 'the server acknowledges `ask` of Bob with ("yes")',
      ok: false,
      expected: '("yes")',
      got: '("no")',
    },
    {
      claim: "the server acknowledges `ask` of Carol with ()",
      ok: false,
      expected: "()",
      got: "`ask` was never sent",
    },
  ]);
  const told = serverAcks({ client: "Carol", event: "tell", values: [] });
  expect(verdicts(run, told)[0]?.got).toBe("`tell` asked for no acknowledgement");
  run.emits("Carol", "ready", { ack: 3 });
  const ready = clientAcks({ client: "Carol", event: "ready", values: [] });
  expect(verdicts(run, ready)[0]).toMatchObject({
    claim: "Carol acknowledges `ready` with ()",
    got: "no acknowledgement",
  });
});

test("how a client stands is what the wire last said", () => {
  const run = stage();
  const alice = connected({ client: "Alice" });
  const dropped = disconnected({ client: "Alice", by: "server" });
  expect(verdicts(run, alice)[0]).toMatchObject({
    ok: false,
    got: "connected; nobody waited until all was quiet",
  });
  settles(run);
  expect(verdicts(run, alice, dropped)).toMatchObject([
    { ok: true },
    { ok: false, got: "connected" },
  ]);
  run.exits("Alice", "/");
  expect(verdicts(run, alice, dropped)).toMatchObject([
    { ok: false, got: "disconnected by the server" },
    { claim: "the server disconnects Alice", ok: true },
  ]);
  run.disconnects("Bob");
  expect(verdicts(run, connected({ client: "Bob" }))[0]).toMatchObject({
    ok: false,
    got: "cut off (transport close)",
  });
  expect(verdicts(run, connected({ client: "Bob", nsp: "/x" }))[0]).toMatchObject({
    claim: "Bob is connected to /x",
    got: "never connected",
  });
});

test("a refusal is the connect error on the wire", () => {
  const run = build();
  run.connects("Alice", { nsp: "/other" });
  const payload = new TextEncoder().encode('44{"message":"not authorized","data":{"code":401}}');
  const bytes = { base64: toBase64(encodeFrame({ opcode: 1, payload })), size: payload.length + 2 };
  const link = LinkId.parse(1);
  run.fact({ kind: "frame", link, client: "Alice", from: "server", bytes });
  const not = (message?: string, data?: unknown) => refused({ client: "Alice", message, data });
  const got = 'refused: not authorized, data ({"code":401})';
  expect(verdicts(run, not("not authorized"), not(), not("go away"))).toMatchObject([
    { claim: "Alice is refused with “not authorized”", ok: true },
    { claim: "Alice is refused", ok: true },
    { ok: false, expected: "refused: go away", got },
  ]);
  const data = (code: number) => not("not authorized", { code });
  expect(verdicts(run, data(401), data(403))).toMatchObject([
    { claim: 'Alice is refused with “not authorized” and data ({"code":401})', ok: true },
    { ok: false, expected: 'refused: not authorized, data ({"code":403})', got },
  ]);
});

test("a request is judged by its latest answer", () => {
  const run = stage();
  const [link, request] = [LinkId.parse(1), RequestId.parse(99)];
  const on = { request, link, client: "Alice", version: "1.1", headers: [] };
  const body = (text: string) => ({ base64: btoa(text), size: text.length });
  const list = (status: number, wanted?: unknown) =>
    answered({ client: "Alice", path: "/list?n=1", status, body: wanted });
  run.fact({ kind: "http.request", ...on, method: "GET", target: "/list?n=1", body: body("") });
  expect(verdicts(run, list(200))[0]).toMatchObject({ ok: false, got: "no answer" });
  run.fact({ kind: "http.response", ...on, status: 200, reason: "OK", body: body('["a"]') });
  expect(verdicts(run, list(200), list(200, ["a"]), list(200, "a"), list(404))).toEqual([
    { claim: "GET /list?n=1 of Alice is answered 200", ok: true, expected: "200", got: "200" },
    {
      claim: 'GET /list?n=1 of Alice is answered 200 with ["a"]',
      ok: true,
      expected: '200 ["a"]',
      got: '200 ["a"]',
    },
    {
      claim: "GET /list?n=1 of Alice is answered 200 with a",
      ok: false,
      expected: "200 a",
      got: '200 ["a"]',
    },
    { claim: "GET /list?n=1 of Alice is answered 404", ok: false, expected: "404", got: "200" },
  ]);
  const within = (stretch: object) =>
    answered({ client: "Alice", path: "/list?n=1", status: 200, ...stretch });
  run.fact({ kind: "act", act: 1, client: "Bob", deed: { do: "connect" } });
  const [early, inTime, never] = [{ since: 1 }, { until: 1 }, { since: 2 }].map(within);
  if (!early || !inTime || !never) throw new Error("three were asked for");
  expect(verdicts(run, early, inTime, never)).toMatchObject([
    { ok: false, got: "too early: 200" },
    { ok: true, got: "200" },
    { ok: false, got: "too early: 200" },
  ]);
});

test("every judgement is total on every prefix of a run", () => {
  const run = stage();
  run.sends("Alice", "ask", { ack: 1 });
  run.acks("Alice", 1, { args: [Uint8Array.of(1)] });
  run.upgrades("Bob");
  run.exits("Alice", "/");
  run.disconnects("Carol");
  settles(run);
  const all = [
    chat,
    serverAcks({ client: "Alice", event: "ask", values: [] }),
    refused({ client: "Alice", message: "no" }),
    connected({ client: "Bob" }),
    disconnected({ client: "Carol", by: "client" }),
    answered({ client: "Bob", path: "/", status: 200 }),
  ];
  const trace = run.trace();
  for (let end = 0; end <= trace.length; end += 1) {
    expect(judge(all, { trace: trace.slice(0, end), clients })).toHaveLength(7);
  }
});
