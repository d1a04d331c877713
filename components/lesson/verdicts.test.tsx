import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Verdicts } from "./verdicts.tsx";

const nobody = () => {};
const holds = { claim: "Bob receives `said` once", ok: true, expected: "once", got: "once" };
const fails = {
  claim: "Alice should not receive `said`",
  ok: false,
  expected: "nothing",
  got: "Alice received it",
  at: 7 as never,
  about: "when Nils sends `chat`",
};
const drawn = (verdicts: readonly (typeof holds | typeof fails)[]) =>
  renderToStaticMarkup(<Verdicts verdicts={verdicts} hints={[]} show={nobody} light={nobody} />);

test("what does not hold comes first, with whose doing it is of; what holds is folded", () => {
  const html = drawn([holds, fails]);
  expect(html).toContain("Not yet: 1 of 2 did not hold.");
  expect(html.indexOf("Alice")).toBeLessThan(html.indexOf("<details"));
  expect(html).toContain("when Nils sends <code>chat</code>");
  expect(html).toContain("<summary>1 thing held</summary>");
});

test("of a program that did it all, everything is said shortly", () => {
  const html = drawn([holds]);
  expect(html).toContain("Solved.");
  expect(html).toContain('<details class="');
  expect(html).not.toContain("<dl>");
  expect(html).not.toContain("See it on the stage");
});
