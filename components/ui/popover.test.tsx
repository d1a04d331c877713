import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Popover } from "./popover.tsx";

test("a panel can be closed by a button of its own, also before there is any script", () => {
  const markup = renderToStaticMarkup(
    <Popover id="bob" title="Bob" isAside>
      What Bob does
    </Popover>,
  );
  expect(markup).toContain('id="bob" popover="auto"');
  expect(markup).toMatch(/<button[^>]* popoverTarget="bob" popoverTargetAction="hide"[^>]*>/i);
  expect(markup).toContain('aria-label="Close"');
});
