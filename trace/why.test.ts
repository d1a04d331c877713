// The chain of causes and effects, in a person's words.
import { expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { type Deed, type Seq, TurnId } from "#trace/event.ts";
import { kinOf } from "#trace/kin.ts";
import { why } from "#trace/why.ts";

const LINE = { file: "server.js", line: 14, column: 8 };
const SCENE = ["Alice", "Bob", "Carol", "Dave"];
const chain = (t: Builder, seq: Seq, button?: string): readonly string[] => {
  const trace = t.trace();
  const buttonOf = () => button;
  const { links, more } = why(trace, { seq, kin: kinOf(trace, seq), scene: SCENE, buttonOf });
  const words = links.map(({ is, text, where }) => {
    const place = where === undefined ? "" : ` (${where.file}:${where.line})`;
    return `${is === "selected" ? "» " : is === "effect" ? "→ " : ""}${text}${place}`;
  });
  return more === 0 ? words : [...words, `${more} more`];
};

function chat() {
  const t = build();
  for (const client of SCENE) t.connects(client);
  const deed: Deed = { do: "emit", nsp: "/", event: "say", args: ["hi"] };
  const act = t.fact({ kind: "act", act: 1, client: "Alice", deed }).seq;
  t.sends("Alice", "say", { args: ["hi"] });
  for (const client of ["Bob", "Carol", "Dave"]) t.joins(client, "room1");
  const broadcast = t.broadcasts("chat", {
    args: ["hi"],
    rooms: ["room1"],
    where: LINE,
    drop: { Dave: "volatile" },
  });
  t.handles("Bob", "chat");
  t.handles("Carol", "chat", { listeners: 0 });
  return { t, act, broadcast: broadcast.seq };
}

it("goes from who was told to do something to who heard of it", () => {
  const { t, broadcast } = chat();
  expect(chain(t, broadcast, "Say hi")).toEqual([
    "Alice was told “Say hi”",
    'say "hi" arrived from Alice',
    "turn 9",
    '» broadcast chat "hi" to room1 (server.js:14)',
    "→ Bob received it; nothing listens for it at Carol; dropped for Dave",
  ]);
});

it("names the first effects of what had several, and counts the rest", () => {
  const { t, act } = chat();
  expect(chain(t, act)).toEqual([
    '» Alice was told to emit say "hi"',
    '→ say "hi" arrived from Alice',
    '→ broadcast chat "hi" to room1: Bob received it; nothing listens for it at Carol; dropped for Dave (server.js:14)',
    "→ Bob joins room1",
    "2 more",
  ]);
});

it("says since when a timer was set, and where", () => {
  const t = build();
  t.connects("Alice");
  t.sends("Alice", "wake me");
  const setIn = t.trace().at(-1);
  t.turn({ by: "timer", setIn: TurnId.parse(setIn?.kind === "turn" ? setIn.turn : 0), delay: 500 });
  const { seq } = t.emits("Alice", "wake", { where: LINE });
  expect(chain(t, seq)).toEqual([
    "wake me arrived from Alice",
    "turn 3",
    "a timer set 500 ms before, in turn 3",
    "» emit wake to Alice (server.js:14)",
    "→ sent to Alice",
  ]);
  t.turn({ by: "timer", delay: 20 });
  expect(chain(t, t.emits("Alice", "lost").seq)[0]).toBe(
    "a timer set 20 ms before, by whom is not known",
  );
});

it("says of a receipt only what led to it", () => {
  const { t } = chat();
  const handled = t.trace().findLast((event) => event.kind === "handled" && event.client === "Bob");
  expect(chain(t, handled?.seq as Seq)).toEqual([
    'Alice was told to emit say "hi"',
    'say "hi" arrived from Alice',
    "turn 9",
    'broadcast chat "hi" to room1 (server.js:14)',
    "» Bob received chat: 1 listener ran",
  ]);
});
