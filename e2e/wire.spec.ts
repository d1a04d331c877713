// The wire: what was sent, opened down to its bits, walked with the keyboard alone.
import { expect, test } from "@playwright/test";
import { bench, deliveries, expectNoViolationOf, openAndRun } from "./workbench.ts";

test("what a delivery's bytes are, part by part with the keyboard, and how their connection began", async ({
  page,
}) => {
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await deliveries(page).getByRole("button", { name: "bytes", exact: true }).click();
  const wire = bench(page).getByRole("region", { name: "Wire" });
  // A packet for each recipient: they are chosen by name.
  await wire.getByRole("button", { name: "Carol", exact: true }).click();
  await expect(wire).toContainText("EVENT said");

  const part = (name: RegExp) => wire.getByRole("button", { name });
  await part(/^event, 4 bytes?, said|^event, 6 bytes, said/)
    .first()
    .focus();
  await page.keyboard.press("ArrowRight");
  await expect(part(/^argument 1, 4 bytes, "hi"/).first()).toBeFocused();
  // What stands there in every other layer lights up with it, down to what the frame or the answer carries.
  await expect(wire.locator("[data-lit=true]").filter({ hasText: /payload|body/ })).toHaveCount(1);
  await page.keyboard.press("ArrowDown");
  await expect(part(/^argument 1, 4 bytes, "hi"/).last()).toBeFocused();
  await expectNoViolationOf(page);

  await wire.getByRole("button", { name: "How it began" }).click();
  const opening = wire.getByRole("region", { name: "How the connection of Carol began" });
  await expect(opening).toContainText("Sec-WebSocket-Accept");
  await expect(opening).toContainText("✓ as it must be");
  await opening.getByRole("button", { name: "2probe" }).click();
  await expect(wire).toContainText("ping probe");
  await wire.getByRole("button", { name: "The packet after" }).press("Enter");
  await expect(wire).toContainText("pong probe");
  await expect(wire.getByRole("button", { name: "The packet after" })).toBeFocused();
});
