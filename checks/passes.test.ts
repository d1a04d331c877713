import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { judge } from "./judge.ts";
import { passes } from "./passes.ts";

it("says how far it came, and where", () => {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  const lines = ["client: 2probe", "server: 3probe", "client: 5"];
  const judged = () =>
    judge([passes({ client: "Alice", lines })], { trace: t.trace(), clients: [] });
  expect(judged()).toMatchObject([
    {
      claim: "between Alice and the server pass `client: 2probe`, `server: 3probe`, `client: 5`",
      ok: false,
      got: "0 of 3; then client: 2probe is missing",
    },
  ]);
  expect(judged()[0]).not.toHaveProperty("at");
  t.upgrades("Alice");
  expect(judged()).toMatchObject([{ ok: true, got: "all 3", at: expect.any(Number) as number }]);
});
