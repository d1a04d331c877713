import { expect, test } from "vitest";
import type { WrittenCheck } from "#protocol/exercise.ts";
import { seeded } from "#trace/testing/seeded.ts";
import { drawWords } from "./draw-check.ts";

const written: WrittenCheck = {
  names: ["$one", "$two"],
  scene: { clients: [{ name: "$one", auth: { name: "$one" } }, { name: "$two" }] },
  acts: [{ act: "emit", client: "$one", event: "say", args: ["$text"] }],
  claims: [{ receives: { event: "said", exactly: ["$two"], args: ["$text"] } }],
};

test("the same word is the same everywhere, names are names, and other draws are others", () => {
  const first = drawWords(written, seeded(1));
  const [one, two] = first.scene.clients;
  expect(one?.name).toMatch(/^[A-Z][a-z]+$/);
  expect(one?.auth).toEqual({ name: one?.name });
  expect(two?.name).not.toBe(one?.name);
  expect(first.claims[0]?.receives.exactly).toEqual([two?.name]);
  const [act] = first.acts;
  expect(act).toMatchObject({ act: "emit", args: first.claims[0]?.receives.args });
  expect(JSON.stringify(act)).toMatch(/\["[a-z]+-[a-z]+"\]/);
  expect(JSON.stringify(first)).not.toContain("$");
  expect(drawWords(written, seeded(2))).not.toEqual(first);
});

test("what is no check is refused with the place that is wrong", () => {
  const wrong = { ...written, claims: [] };
  expect(() => drawWords(wrong, seeded(1))).toThrow("claims");
});
