// What a learner is told after a check that did not hold, of runs built by hand; and that every beginning of a run can be
// asked.
import { expect, test } from "vitest";
import type { Claim } from "#protocol/exercise.ts";
import type { Act } from "#protocol/scene.ts";
import { type Builder, build } from "#trace/builder.ts";
import type { Position } from "#trace/event.ts";
import { hints } from "./hints.ts";
import type { CheckRun } from "./run.ts";

const names = ["Alice", "Bob", "Carol"];
const at = (line: number): Position => ({ file: "server.js", line, column: 3 });

function stage(): Builder {
  const run = build();
  for (const name of names) run.connects(name);
  return run;
}

let acts = 0;
/** The client is told to send, and does. */
function tell(run: Builder, client: string, value: unknown): void {
  acts += 1;
  const deed = { do: "emit" as const, nsp: "/", event: "chat", args: [value] };
  run.fact({ kind: "act", act: acts, client, deed });
  run.sends(client, "chat", { args: [value] });
}

const settle = (run: Builder) =>
  void run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });

const says = (client: string, event: string, ...args: unknown[]): Act => ({
  act: "emit",
  client,
  nsp: "/",
  event,
  args,
});
const received = (exactly: string[], args?: unknown[]): Claim => ({
  receives: { event: "said", exactly, until: 2, ...(args && { args }) },
});

function asked(run: Builder, claim: Claim, files: CheckRun["files"] = {}) {
  settle(run);
  const clients = names.map((name) => ({ name }));
  const trace = run.trace();
  return hints({ trace, acts: [says("Alice", "chat", "hi")], claims: [claim], clients, files });
}
const textsOf = (found: ReturnType<typeof asked>) => found.map(({ text }) => text);

test("nobody listens for it, and where somebody does", () => {
  const run = stage();
  run.fact({
    kind: "act",
    act: 1,
    client: "Alice",
    deed: { do: "emit", nsp: "/", event: "chat", args: ["hi"] },
  });
  run.sendsInVain("Alice", "chat", { args: ["hi"] });
  const files = {
    "server.js": 'io.on("connection", (socket) => {\n  socket.on("chat ", () => {});\n});',
  };
  const found = asked(run, received(["Bob"]), files);
  expect(textsOf(found)).toEqual([
    'Alice’s `chat` ("hi") reached your server, and nobody listened for it there on Alice’s socket.',
    "No line of your program listens for `chat`. Is it spelt otherwise somewhere?",
    expect.stringContaining("A listener hears from when it is added"),
  ]);
  const elsewhere = { "server.js": '//\nsocket.on("chat", () => {});' };
  expect(asked(run, received(["Bob"]), elsewhere)[1]).toMatchObject({ where: { line: 2 } });
});

test("sent to a room in which nobody is, with the line and the members of that moment", () => {
  const run = stage();
  run.joins("Bob", "blue");
  tell(run, "Alice", "hi");
  const { seq } = run.broadcasts("said", { rooms: ["x"], args: ["hi"], where: at(7) });
  const found = asked(run, received(["Bob"], ["hi"]));
  expect(textsOf(found)).toEqual([
    "`said` was sent, and Bob did not get it (not in x).",
    'Line 7 sent it to the room `x`, on Alice’s `chat` ("hi"). In the room `x` was nobody at that moment.',
    "Only who has joined is in a room. When should Bob have come into it, or which room are they in?",
  ]);
  expect(found[1]).toMatchObject({ at: seq, where: at(7) });
});

test("it reached its own sender", () => {
  const run = stage();
  tell(run, "Alice", "hi");
  run.broadcasts("said", { args: ["hi"], where: at(4) });
  expect(textsOf(asked(run, received(["Bob", "Carol"], ["hi"])))).toEqual([
    "`said` went to everybody, and so Alice received it, who was to receive nothing.",
    'Line 4 sent it, on Alice’s `chat` ("hi").',
    expect.stringContaining("`io` leaves out nobody"),
  ]);
});

test("sent twice, from which lines, and whether one packet did it", () => {
  const run = stage();
  tell(run, "Alice", "hi");
  run.emits("Bob", "said", { args: ["hi"], where: at(4) });
  run.emits("Bob", "said", { args: ["hi"], where: at(9) });
  expect(textsOf(asked(run, received(["Bob"], ["hi"]))).slice(0, 2)).toEqual([
    "Bob received `said` twice where once was due: it was sent twice, from line 4 and line 9.",
    'All of it came of one packet: Alice’s `chat` ("hi"). Line 4 ran twice for it.',
  ]);
});

test("another value, and whose word it is", () => {
  const run = stage();
  tell(run, "Alice", { user: "Mallory" });
  run.emits("Bob", "said", { args: ["Mallory"], where: at(5) });
  expect(textsOf(asked(run, received(["Bob"], ["Alice"])))).toEqual([
    'Bob’s `said` carries ("Mallory"). In it the value is `"Mallory"`, and due was `"Alice"`.',
    'Line 5 sent it, on Alice’s `chat` ({"user":"Mallory"}).',
    expect.stringContaining("is what Alice wrote into the packet"),
  ]);
});

test("a program that ended is spoken of first, with the line and what came", () => {
  const run = stage();
  tell(run, "Alice", null);
  const [turn] = run
    .trace()
    .flatMap((one) => (one.kind === "turn" ? one.turn : []))
    .slice(-1);
  const fault = {
    during: "handler",
    name: "TypeError",
    message: "no room of null.",
    stack: "",
    frame: "",
  } as const;
  run.fact({
    kind: "fault",
    from: { side: "server" },
    ...(turn !== undefined && { turn }),
    where: at(3),
    ...fault,
  });
  expect(textsOf(asked(run, received(["Bob"])))).toEqual([
    "Your program ended with TypeError: no room of null. Nothing of it runs any more, and everybody is disconnected.",
    "Line 3 was at work, on Alice’s `chat` (null).",
    expect.stringContaining("Ask what came before you use it"),
  ]);
});

test("an acknowledgement that was not given, and what was sent instead", () => {
  const run = stage();
  acts += 1;
  const deed = { do: "emitWithAck" as const, nsp: "/", event: "ask", args: [], timeout: 1_000 };
  run.fact({ kind: "act", act: acts, client: "Alice", deed });
  run.sends("Alice", "ask", { ack: 0 });
  run.broadcasts("news", { where: at(6) });
  const claim: Claim = { acknowledges: { client: "Alice", event: "ask", values: [1] } };
  expect(textsOf(asked(run, claim))[0]).toBe(
    "Alice’s `ask` reached your server, and was not answered. What was sent instead was `news` to everybody, from line 6.",
  );
});

test("a program that does all that was asked needs no help", () => {
  const run = stage();
  tell(run, "Alice", "hi");
  run.emits("Bob", "said", { args: ["hi"] });
  expect(asked(run, received(["Bob"], ["hi"]))).toEqual([]);
});

test("every beginning of a run can be asked, whatever was claimed", () => {
  const run = stage();
  run.joins("Bob", "red");
  tell(run, "Alice", "hi");
  run.broadcasts("said", { rooms: ["red"], args: ["hi"], where: at(4) });
  run.disconnects("Bob");
  settle(run);
  const trace = run.trace();
  const claims: readonly Claim[] = [
    received(["Bob"], ["ho"]),
    { acknowledges: { client: "Alice", event: "chat", values: [] } },
    { connected: { exactly: ["Bob"] } },
    { refused: { client: "Alice", message: "no" } },
    { answered: { client: "Alice", path: "/", status: 200 } },
    { passes: { client: "Alice", lines: ["client: 9"] } },
  ];
  const clients = names.map((name) => ({ name }));
  for (let length = 0; length <= trace.length; length += 1)
    for (const claim of claims) {
      const run = { trace: trace.slice(0, length), acts: [], claims: [claim], clients, files: {} };
      expect(hints(run).length).toBeLessThanOrEqual(3);
    }
});

test("of several things that do not hold, each is told of with its line, and the first with what to think of", () => {
  const run = stage();
  tell(run, "Alice", "hi");
  run.broadcasts("said", { args: ["hi"], where: at(4) });
  run.broadcasts("left", { rooms: ["x"], args: ["hi"], where: at(9) });
  settle(run);
  const given = {
    trace: run.trace(),
    acts: [says("Alice", "chat", "hi")],
    claims: [
      received(["Bob", "Carol"], ["hi"]),
      { receives: { event: "left", exactly: ["Bob"], until: 2 } },
    ],
    clients: names.map((name) => ({ name })),
    files: {},
  };
  const found = hints(given);
  expect(textsOf(found)).toEqual([
    '`said` went to everybody, and so Alice received it, who was to receive nothing. Line 4 sent it, on Alice’s `chat` ("hi").',
    expect.stringMatching(
      /^`left` was sent, and Bob did not get it .*Line 9 sent it to the room `x`/,
    ),
    expect.stringContaining("`io` leaves out nobody"),
  ]);
  expect(found.map(({ where }) => where?.line)).toEqual([4, 9, 4]);
  const elsewhere = hints({ ...given, file: "client.js" });
  expect(elsewhere.map(({ where }) => where)).toEqual([undefined, undefined, undefined]);
  expect(textsOf(elsewhere).join(" ")).not.toMatch(/line \d/i);
  expect(textsOf(hints({ ...given, file: "server.js" }))).toEqual(textsOf(found));
});
