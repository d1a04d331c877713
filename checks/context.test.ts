import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import type { Claim } from "#protocol/exercise.ts";
import type { Act } from "#protocol/scene.ts";
import { inContext } from "./context.ts";
import type { Judgement } from "./judge.ts";

const fails: Judgement = () => [{ claim: "it holds", ok: false, expected: "this", got: "that" }];
const says = (client: string): Act => ({
  act: "emit",
  client,
  nsp: "/",
  event: "chat",
  args: ["hi"],
});
const verdictsOf = (claim: Claim, clients: readonly { name: string; origin?: string }[]) => {
  const run = build();
  const deed = { do: "emit" as const, nsp: "/", event: "chat", args: ["hi"] };
  run.fact({ kind: "act", act: 1, client: "Alice", deed });
  const { seq } = run.fact({ kind: "act", act: 2, client: "Nils", deed });
  const acts = [says("Alice"), { act: "settle" } as const, says("Nils")];
  const judgement = inContext(fails, { claim, acts, clients });
  return { seq, verdicts: judgement({ trace: run.trace(), packets: [], clients: [] }) };
};

test("a claim between two deeds says whose it is, and where what never came could have come", () => {
  const { seq, verdicts } = verdictsOf({ receives: { event: "chat", exactly: [], since: 1 } }, []);
  expect(verdicts).toMatchObject([{ about: 'when Nils sends `chat` ("hi")', at: seq }]);
  const { verdicts: first } = verdictsOf(
    { receives: { event: "chat", exactly: [], until: 2 } },
    [],
  );
  expect(first).toMatchObject([{ about: 'when Alice sends `chat` ("hi")' }]);
});

test("a claim on the whole run belongs to no deed", () => {
  const { verdicts } = verdictsOf({ receives: { event: "chat", exactly: [] } }, []);
  expect(verdicts[0]).not.toHaveProperty("about");
});

test("of whoever is to be connected or not, it says from where they come", () => {
  const eve = { name: "Eve", origin: "https://eve.test" };
  const { verdicts } = verdictsOf({ connected: { exactly: [] } }, [eve]);
  expect(verdicts).toMatchObject([{ about: "a page of https://eve.test" }]);
});
