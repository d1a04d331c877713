// What the claims of exercises need beside who receives what: answers between two deeds, a socket's own id, who is connected.
import { expect, test } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { type Builder, build } from "#trace/builder.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { LinkId } from "#trace/event.ts";
import { serverAcks } from "./acks.ts";
import { connectedAre } from "./connections.ts";
import { type Judgement, judge } from "./judge.ts";
import { receives } from "./receives.ts";

const clients = ["Alice", "Bob", "Carol"];

function stage(): Builder {
  const run = build();
  for (const client of clients) run.connects(client);
  return run;
}
const settles = (run: Builder) =>
  void run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
const verdicts = (run: Builder, ...judgements: Judgement[]) =>
  judge(judgements, { trace: run.trace(), clients });

test("an answer counts wherever it is, and the question only between two deeds", () => {
  const run = stage();
  const deed = { do: "emit", nsp: "/", event: "x", args: [] } as const;
  const act = (act: number) =>
    run.fact({ kind: "act", act, client: "Alice", deed: { ...deed, args: [] } });
  act(1);
  run.sends("Alice", "ask", { ack: 0 });
  act(2);
  run.acks("Alice", 0, { args: ["late"] });
  run.sends("Alice", "ask", { ack: 1 });
  run.acks("Alice", 1, { args: ["next"] });
  const asked = (values: readonly unknown[], until?: number) =>
    serverAcks({ client: "Alice", event: "ask", values, until });
  expect(verdicts(run, asked(["late"], 2), asked(["next"]), asked(["late"]))).toMatchObject([
    { ok: true },
    { ok: true },
    { ok: false, got: '("next")' },
  ]);
});

test("an answer may be claimed of what was asked with certain arguments only", () => {
  const run = stage();
  run.sends("Alice", "ask", { ack: 0, args: [{ of: "Bob" }] });
  run.acks("Alice", 0, { args: [12] });
  run.sends("Alice", "ask", { ack: 1, args: [{ of: "Alice" }] });
  run.acks("Alice", 1, { args: [900] });
  const asked = (of: string) =>
    serverAcks({ client: "Alice", event: "ask", args: [{ of }], values: [12] });
  expect(verdicts(run, asked("Bob"), asked("Alice"), asked("Carol"))).toMatchObject([
    { ok: true, claim: 'the server acknowledges `ask` with ({"of":"Bob"}) of Alice with (12)' },
    { ok: false, got: "(900)" },
    { ok: false },
  ]);
});

test("any text is no number, and any event has a name that is told", () => {
  const run = stage();
  run.sends("Alice", "ask", { ack: 0 });
  run.acks("Alice", 0, { args: ["no", 7] });
  const says = (...values: readonly unknown[]) =>
    serverAcks({ client: "Alice", event: "ask", values });
  const text = { $any: "string" };
  settles(run);
  const silence = receives({ event: "*", by: [] });
  expect(verdicts(run, says(text, 7), says("no", text), silence)).toMatchObject([
    { ok: true, claim: 'the server acknowledges `ask` of Alice with ("…", 7)' },
    { ok: false, got: '("no", 7)' },
    { ok: true, claim: "Alice, Bob and Carol should not receive any event" },
  ]);
  run.emits("Bob", "news");
  settles(run);
  expect(verdicts(run, silence)).toMatchObject([{ ok: false, got: "Bob received `news`" }]);
});

test("a socket’s own id is what its CONNECT told, at that moment", () => {
  const run = stage();
  const connect = (client: string, link: number, sid: string) => {
    const payload = new TextEncoder().encode(`40{"sid":"${sid}"}`);
    const bytes = { base64: toBase64(encodeFrame({ opcode: 1, payload })), size: payload.length };
    run.fact({ kind: "frame", link: LinkId.parse(link), client, from: "server", bytes });
  };
  connect("Alice", 1, "first");
  run.sends("Alice", "who", { ack: 0 });
  run.acks("Alice", 0, { args: [{ id: "first", name: "Alice" }] });
  connect("Alice", 1, "second");
  const who = (id: string) =>
    serverAcks({ client: "Alice", event: "who", values: [{ id: { $id: id }, name: "Alice" }] });
  expect(verdicts(run, who("Alice"), who("Nobody"))).toMatchObject([
    {
      claim:
        'the server acknowledges `who` of Alice with ({"id":Alice’s socket.id,"name":"Alice"})',
      ok: true,
    },
    { ok: false, got: '({"id":"first","name":"Alice"})' },
  ]);
});

test("exactly these are connected, and of the others it has to be proven", () => {
  const run = stage();
  const are = (...exactly: string[]) => verdicts(run, connectedAre({ exactly }));
  run.exits("Carol", "/");
  expect(are("Alice", "Bob")).toMatchObject([
    { ok: false },
    { ok: false },
    { ok: false, got: "disconnected by the server; nobody waited until all was quiet" },
  ]);
  settles(run);
  expect(are("Alice", "Bob").map(({ claim, ok }) => [claim, ok])).toEqual([
    ["Alice is connected", true],
    ["Bob is connected", true],
    ["Carol is not connected", true],
  ]);
  expect(are("Alice").filter(({ ok }) => !ok)).toMatchObject([
    { claim: "Bob is not connected", expected: "not connected", got: "connected" },
  ]);
});
