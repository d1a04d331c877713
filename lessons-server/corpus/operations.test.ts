// Whatever a program says to the gateway, in whatever order: nothing throws there, and nobody else is disturbed. Only a
// program that owns its machine says most of it, and would say it past the runtime. `FUZZ=10` does ten times as much.
import { setImmediate as nextRound } from "node:timers/promises";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { Operation } from "#protocol/runner.ts";
import { OUR_FAULT } from "../gateway/ending-words.ts";
import { anyOf } from "../testing/any-of-schema.ts";
import { type Begun, openSpokenFor, type SpokenFor } from "./spoken-for.ts";

const TIMES = Number(process.env["FUZZ"] ?? 1);
/** Milliseconds, for a machine that is busy with other things. */
const PATIENCE = 120_000 * TIMES;
const ROUNDS = 100 * TIMES;
const TURNS_OF_A_ROUND = 100;
/** After these there is little left to disturb, so they are said seldom. */
const ENDINGS: ReadonlySet<string> = new Set(["exit", "fault", "unlisten", "engineClosed"]);

const operations = Operation.options.map((schema) => {
  const [op] = schema.shape.op.def.values;
  return { weight: ENDINGS.has(String(op)) ? 1 : 200, arbitrary: anyOf(schema) };
});
const said = fc
  .array(fc.oneof(...operations), { minLength: 1, maxLength: 4 })
  .map((list) => JSON.stringify(list));
/** Nearly one: a character of it is another, or it ends too early. */
const broken = fc
  .tuple(said, fc.nat(), fc.constantFrom("", '"', "}", "\\", "-", "9", "\u0000", "[[[["))
  .map(
    ([text, at, other]) =>
      text.slice(0, at % text.length) + other + text.slice((at % text.length) + 1),
  );
/** What cannot be read ends a run, so it comes last. */
const turns = fc
  .tuple(
    fc.array(said, { minLength: TURNS_OF_A_ROUND, maxLength: TURNS_OF_A_ROUND }),
    fc.oneof(broken, fc.string()),
  )
  .map(([readable, last]) => [...readable, last]);

let attacked: SpokenFor;
let other: SpokenFor;
let neighbour: Begun;

beforeAll(async () => {
  [attacked, other] = await Promise.all([openSpokenFor(), openSpokenFor()]);
  neighbour = await other.begin();
});
afterAll(() => Promise.all([attacked.close(), other.close()]));

it(
  "takes any operations in any order, and refuses the rest without a throw",
  async () => {
    const complaints = vi.spyOn(console, "error");
    let heard = 0;
    const strange: string[] = [];
    neighbour.socket.on("message", (data: Buffer) => {
      const text = String(data);
      if (text === "2") neighbour.socket.send("3");
      else if (text !== `42["n",${heard++}]`) strange.push(text);
    });
    const property = fc.asyncProperty(turns, async (texts) => {
      const { say, run } = await attacked.begin();
      for (const text of texts) say(text);
      const told = heard;
      neighbour.say(JSON.stringify([{ op: "packet", to: 1, text: `2["n",${told}]` }]));
      await nextRound();
      run.recorder.flush();
      const faults = run.recorder.trace().filter((event) => event.kind === "fault");
      expect(faults.filter(({ message }) => message === OUR_FAULT.message)).toEqual([]);
      expect(complaints.mock.calls).toEqual([]);
      await vi.waitFor(() => expect(heard).toBe(told + 1), { timeout: 30_000 });
      expect(strange).toEqual([]);
    });
    await fc
      .assert(property, { numRuns: ROUNDS, endOnFailure: true })
      .finally(() => complaints.mockRestore());
    expect(Object.keys({}.constructor.prototype as object)).toEqual([]);
  },
  PATIENCE,
);
