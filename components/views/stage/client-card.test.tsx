import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Words } from "./client-card.tsx";

const drawn = (text: string): string =>
  renderToStaticMarkup(<Words note={{ tone: "got", code: 'greeting "Alice is here"', text }} />);

test("what was sent has the lines that its outcome leaves free", () => {
  expect(drawn("received")).toContain('<code data-alone="true">');
  expect(drawn("the server has no listener for it")).toContain('<code data-alone="false">');
});
