import { expect, test } from "vitest";
import type { WrittenCheck } from "#protocol/exercise.ts";
import { seeded } from "#trace/testing/seeded.ts";
import { drawCheck, drawWords } from "./draw-check.ts";

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
  const [act] = first.acts;
  expect(first.claims).toMatchObject([
    { receives: { exactly: [two?.name], args: act?.act === "emit" ? act.args : "an emit" } },
  ]);
  expect(JSON.stringify(act)).toMatch(/\["[a-z]+-[a-z]+"\]/);
  expect(JSON.stringify(first)).not.toContain("$");
  expect(drawWords(written, seeded(2))).not.toEqual(first);
});

test("what is no check is refused with the place that is wrong", () => {
  const wrong = { ...written, claims: [] };
  expect(() => drawWords(wrong, seeded(1))).toThrow("claims");
});

test("what stands for any value, and for a socket’s id, is no word", () => {
  const values = [{ id: { $id: "$one" }, at: { $any: true } }];
  const claims: WrittenCheck["claims"] = [
    { acknowledges: { client: "$one", event: "who", values } },
  ];
  const { scene, claims: drawn } = drawWords({ ...written, claims }, seeded(1));
  const client = scene.clients[0]?.name;
  expect(drawn).toEqual([
    {
      acknowledges: {
        client,
        event: "who",
        values: [{ id: { $id: client }, at: { $any: true } }],
      },
    },
  ]);
});

test("what the clients of a check run stands beside the learner’s own files, with its words drawn", () => {
  const files = { "hears.js": 'io().on("x", (answer) => answer("$text"));' };
  const program = { entry: "server.js", files: { "server.js": "1;", "hears.js": "mine" } };
  const check = drawCheck({ ...written, files }, program, seeded(1));
  const [act] = check.acts;
  const text = act?.act === "emit" ? act.args?.[0] : "an emit";
  expect(check.program.files).toEqual({
    "server.js": "1;",
    "hears.js": `io().on("x", (answer) => answer("${String(text)}"));`,
  });
});
