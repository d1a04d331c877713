// A learner meets the first lesson: runs the server, sees who receives what and who does not and why, changes a line,
// runs again, steps back, comes back the next day. In the learner's words and by roles and names alone.
import { expect, test } from "@playwright/test";
import {
  bench,
  codeOf,
  complaints,
  deliveries,
  everyoneIsThere,
  expectNoViolationOf,
  LESSON,
  openAndRun,
  runButton,
  write,
  wrote,
} from "./workbench.ts";

test("Alice says something: Bob, Carol and Dave receive it, and Alice is told why she does not", async ({
  page,
}) => {
  const heard = complaints(page);
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();

  await expect(deliveries(page)).toContainText("said");
  for (const name of ["Bob", "Carol", "Dave"])
    await expect(deliveries(page)).toContainText(`${name} received said`);
  await expect(deliveries(page)).toContainText("Alice is the sender");
  await expectNoViolationOf(page);
  expect(heard).toEqual([]);
});

test("a changed line changes who receives it: Dave is not in room1, and is told so", async ({
  page,
}) => {
  const heard = complaints(page);
  await openAndRun(page);
  const text = await codeOf(page);
  expect(text).toContain('socket.broadcast.emit("said", text)');
  await write(
    page,
    text.replace('socket.broadcast.emit("said", text)', 'socket.to("room1").emit("said", text)'),
  );
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(bench(page).getByText(/^Started in/)).toBeVisible();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Bob received said");
  await expect(deliveries(page)).toContainText("Dave is not in room1");

  await page.reload();
  await expect(page.getByText("Your edits are back, as you left them.")).toBeVisible();
  await expect(bench(page).getByText('socket.to("room1").emit("said", text)')).toBeVisible();
  // The program lived on, and its clients have come back.
  await everyoneIsThere(page);

  await bench(page).getByRole("button", { name: "Compare with the start" }).click();
  await expect(bench(page).getByText(/taken out:.*emit\("said", text\)/)).toBeVisible();
  await bench(page).getByRole("button", { name: "Back to editing" }).click();
  await bench(page).getByRole("button", { name: "Reset", exact: true }).click();
  await expect(bench(page).getByText('socket.broadcast.emit("said", text)')).toBeVisible();
  await bench(page).getByRole("button", { name: "Undo reset" }).click();
  await expect(bench(page).getByText('socket.to("room1").emit("said", text)')).toBeVisible();
  expect(heard).toEqual([]);
});

test("stepping back, an event has not happened yet; live again, it has", async ({ page }) => {
  await openAndRun(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Dave received said");
  await bench(page).getByRole("button", { name: "Bob: Say “hello”" }).click();
  await expect(deliveries(page)).toContainText("2 of 2");
  await expect(deliveries(page)).toContainText("Dave received said");
  // Whatever is looked at in the list is what the stage shows.
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  await deliveries(page).getByRole("button", { name: "The one before" }).click();
  await expect(deliveries(page)).toContainText("1 of 2");
  await expect(deliveries(page)).toContainText("Dave received said");
  await expect(stage.getByText('said "hi"')).toHaveCount(3);
  await expect(stage).toContainText("not sent: the sender is left out");
  await deliveries(page).getByRole("button", { name: "The next one" }).click();
  await expect(stage.getByText('said "hello"')).toHaveCount(3);

  await bench(page).getByRole("button", { name: "First event" }).click();
  await expect(bench(page).getByText("Nothing has been sent yet", { exact: false })).toBeVisible();
  await expect(page).toHaveURL(/#at=\d+/);
  await bench(page).getByRole("button", { name: "Live" }).click();
  await expect(deliveries(page)).toContainText("Dave received said");

  const moment = bench(page).getByRole("slider", { name: "Moment of the run" });
  await moment.focus();
  await page.keyboard.press("Home");
  await expect(moment).toHaveAttribute("aria-valuetext", /^event 1 of/);
});

test("a mistake is shown with its line, and a click leads there", async ({ page }) => {
  await page.goto(LESSON);
  await write(page, 'import { Server } from "socket.io";\n\nnew Server(3000).useless();');
  await page.keyboard.press("ControlOrMeta+Enter");
  const fault = bench(page).getByRole("alert");
  await expect(fault).toContainText("TypeError");
  await expect(bench(page).getByText("The program crashed: TypeError")).toBeVisible();
  await fault.getByRole("button", { name: "server.js:3" }).click();
  await expect(page.getByRole("textbox", { name: /^server\.js, editor/ })).toBeFocused();
  await expectNoViolationOf(page);
});

test("with the keyboard alone: run, send an event of one's own, go back and forth, go anywhere, stop", async ({
  page,
}) => {
  await page.goto(LESSON);
  await runButton(page).focus();
  await page.keyboard.press("Enter");
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "More for Bob" }).focus();
  await page.keyboard.press("Enter");
  const form = page.getByRole("form", { name: "Bob sends an event" });
  await form.getByLabel("Event", { exact: true }).focus();
  await page.keyboard.type("say");
  await page.keyboard.press("Tab");
  await page.keyboard.type("from Bob");
  await expect(form.getByText('A text needs quotes: "from Bob"')).toBeVisible();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type('"from Bob"');
  await page.keyboard.press("Enter");
  await page.keyboard.press("Escape");
  await expect(deliveries(page)).toContainText("Alice received said");
  await expect(deliveries(page)).toContainText("Bob is the sender");

  // What was typed was text; now that nobody writes, letters are shortcuts.
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  await page.keyboard.press("c");
  await expect(
    stage.getByRole("listitem").filter({ hasText: "Carol" }).locator(":focus"),
  ).toHaveCount(1);
  const moment = bench(page).getByRole("slider", { name: "Moment of the run" });
  await page.keyboard.press("b");
  await expect(moment).toHaveAttribute("aria-valuetext", /, \w+: sent$/);
  await page.keyboard.press(",");
  await expect(moment).toHaveAttribute("aria-valuetext", /\d: Bob: sent$/);
  await page.keyboard.press("n");
  await expect(moment).toHaveAttribute("aria-valuetext", /, \w+: sent$/);
  await page.keyboard.press("k");
  await expect(moment).toHaveAttribute("aria-valuetext", "live");
  await page.keyboard.press("m");
  await expect(moment).toBeFocused();
  await page.keyboard.press("w");
  await expect(page.getByRole("article")).toBeFocused();
  await page.keyboard.press("2");
  const timeline = bench(page).getByRole("tabpanel", { name: "Timeline" });
  await expect(timeline).toBeFocused();

  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await page.keyboard.press("?");
  await expect(sheet.getByText("Step back")).toBeVisible();
  await expectNoViolationOf(page);
  const letters = sheet.getByRole("checkbox", { name: "Single letters are shortcuts" });
  await expect(letters).toBeFocused();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await page.keyboard.press("x");
  await bench(page).getByRole("button", { name: "Keyboard shortcuts" }).focus();
  await page.keyboard.press("Enter");
  await expect(letters).not.toBeChecked();
  await letters.focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Escape");
  await expect(bench(page).getByText("4 clients connected")).toBeVisible();
  await page.keyboard.press("x");
  await expect(bench(page).getByText("Stopped", { exact: true })).toBeVisible();
});

test("an endless loop in the server is stopped and named, and the next run works", async ({
  page,
}) => {
  await wrote(page, { "server.js": "for (;;) {}" });
  await page.goto(LESSON);
  await runButton(page).click();
  await expect(bench(page).getByRole("alert")).toBeVisible();
  await bench(page).getByRole("button", { name: "Reset", exact: true }).click();
  await runButton(page).click();
  await everyoneIsThere(page);
});

test("the exercise: what it starts with fails and says how, the right lines solve it", async ({
  page,
}) => {
  await openAndRun(page);
  const exercise = page.getByRole("region", { name: "Three kinds of message" });
  await exercise.scrollIntoViewIfNeeded();
  await exercise.getByRole("button", { name: "Open in the editor" }).click();
  // What ran before is another program's.
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  await expect(stage).toContainText("is not running");
  await exercise.getByRole("button", { name: "Run check" }).click();
  await expect(bench(page).getByText("On stage is the check’s run, with")).toBeVisible();
  await expect(stage).toContainText("listens on 3000");
  await expect(exercise.getByText("Not yet: 3 of 5 did not hold.")).toBeVisible();
  const chat = exercise.getByRole("listitem").filter({ hasText: /not receive chat/ });
  await chat.getByRole("button", { name: "See it on the stage" }).click();
  await expect(deliveries(page)).toContainText("1 of 3");
  await expect(stage.getByRole("button", { name: /^chat from/ })).toBeVisible();
  await expectNoViolationOf(page);

  await exercise.getByRole("button", { name: "Give me a hint" }).click();
  await exercise.getByRole("button", { name: "Another hint (2 left)" }).click();
  await expect(exercise.getByText(/Line 13 sent it, on/)).toBeVisible();
  await exercise.getByRole("button", { name: "server.js, line 13" }).click();

  await exercise.getByRole("button", { name: "Show the solution" }).click();
  await exercise.getByRole("button", { name: /^Take this: place 1/ }).click();
  await expect.poll(() => codeOf(page)).toContain('socket.to(room).emit("chat"');
  await exercise.getByRole("button", { name: "Undo", exact: true }).click();
  await expect.poll(() => codeOf(page)).toContain('io.to(room).emit("chat"');
  await expectNoViolationOf(page);
  await exercise.getByRole("button", { name: "Take all" }).click();
  await expect(exercise.getByText("There is no difference left.", { exact: false })).toBeVisible();
  await expect(exercise.getByRole("heading", { name: "Why it works" })).toBeHidden();
  await exercise.getByRole("button", { name: "Run check" }).click();
  await expect(exercise.getByText("Solved.", { exact: false })).toBeVisible();
  await expect(exercise.getByRole("heading", { name: "Why it works" })).toBeVisible();
  // The learner's own run has not been touched.
  await exercise.getByRole("button", { name: "Back to the lesson’s code" }).click();
  await everyoneIsThere(page);
});

test("an endless loop in a client ends that client and freezes nothing", async ({ page }) => {
  await wrote(page, { "client.js": 'io({ auth: { name: me } });\nif (me === "Bob") for (;;);' });
  await page.goto(LESSON);
  await runButton(page).click();
  await expect(bench(page).getByText("3 of 4 connected")).toBeVisible();
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page)).toContainText("Carol received said");
});

for (const width of [390, 1024])
  test(`nothing is wider than a screen of ${width} pixels, and everything is there`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.goto(LESSON);
    if (width < 900) {
      // A prediction, its answer, and from there to the stage.
      const guess = page.getByRole("region", { name: /Alice says “hi”/ });
      await expect(page.getByText("sounds like everyone.")).toBeHidden();
      // What is pressed before the playground is there is held for it, and done then.
      const bob = guess.getByRole("checkbox", { name: "Bob" });
      await bob.click();
      await expect(bob).toBeChecked();
      await guess.getByRole("button", { name: "Run it" }).click();
      await expect(guess).toContainText("You said Bob; it was Bob, Carol and Dave.");
      await expect(page.getByText("sounds like everyone.")).toBeVisible();
      await guess.getByRole("button", { name: "See it on the stage" }).click();
    } else {
      await runButton(page).click();
      await everyoneIsThere(page);
      await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
    }
    if (width >= 900) await page.getByRole("button", { name: "Inspector" }).click();
    await expect(deliveries(page)).toContainText("Bob received said");
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - window.innerWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await expectNoViolationOf(page);
  });
