import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { LinkId, RequestId } from "#trace/event.ts";
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

it("takes lines on several connections for none, if they have to be on one", () => {
  const t = build();
  const lines = ["client: GET /price", "client: GET /price"];
  const one = passes({ client: "Alice", lines, on: "one connection" });
  const judged = () => judge([one], { trace: t.trace(), clients: [] })[0];
  const asks = (link: number): void => {
    const body = { base64: "", size: 0 };
    const on = { request: RequestId.parse(t.trace().length), link: LinkId.parse(link) };
    const asked = { client: "Alice", version: "1.1", headers: [], body, method: "GET" };
    t.fact({ kind: "http.request", ...on, ...asked, target: "/price" });
  };
  asks(1);
  asks(2);
  expect(judged()).toMatchObject({ ok: false, got: expect.stringMatching(/^1 of 2/) as string });
  expect(judged()?.claim).toContain(", on one connection");
  asks(2);
  expect(judged()).toMatchObject({ ok: true });
});
