// Writing code: what the editor offers and complains of, where a program broke, how one gets out of it with the
// keyboard, and how one writes with fingers.
import { devices, expect, type Page, test } from "@playwright/test";
import {
  bench,
  complaints,
  expectNoViolationOf,
  LESSON,
  runButton,
  runInstead,
  violations,
  write,
  wrote,
} from "./workbench.ts";

const PROGRAM = `import { Server } from "socket.io";

const io = new Server(3000);
io.on("connection", (socket) => {
  socket.user = "anyone";
});
`;

const offers = (page: Page) => page.locator(".suggest-widget .monaco-list-row .label-name");
const problems = (page: Page) => page.locator(".squiggly-error");

test("the editor offers what a socket can do, and complains of a slip and of nothing else", async ({
  page,
}) => {
  const heard = complaints(page);
  await page.goto(LESSON);
  await write(page, PROGRAM.replace('socket.user = "anyone"', "socket.emitt()"));
  await expect(problems(page)).toHaveCount(1);

  await write(page, PROGRAM);
  await expect(problems(page)).toHaveCount(0);
  // Before the list is open: for a screen reader's sake Monaco gives its rows another role on Windows.
  await expectNoViolationOf(page);
  await page.keyboard.type("\nio.of(1).");
  await expect(offers(page).first()).toBeVisible();
  const names = await offers(page).allInnerTexts();
  expect(names).toContain("adapter");
  expect(names.filter((name) => name.startsWith("_"))).toEqual([]);
  await page.keyboard.press("Escape");

  await write(page, "const socket = io();\nlog(me, location.href);\nsocket.", "client.js");
  await page.keyboard.press("ControlOrMeta+Space");
  await expect(offers(page).first()).toBeVisible();
  expect(await offers(page).allInnerTexts()).toContain("emitWithAck");
  expect(heard).toEqual([]);
});

test("the keyboard gets in, and out again at either side", async ({ page }) => {
  await page.goto(LESSON);
  const files = bench(page).getByRole("tab", { name: "server.js" });
  await files.focus();
  await page.keyboard.press("Tab");
  const editor = page.getByRole("textbox", { name: "server.js, editor. Escape leaves it." });
  await expect(editor).toBeFocused();
  await page.keyboard.type("Math.");
  await expect(offers(page).first()).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(offers(page).first()).toBeHidden();
  await expect(editor).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(page.getByText("Out of the editor.", { exact: false })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(editor).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await expect(bench(page).getByRole("tab", { name: "Deliveries" })).toBeFocused();
});

test("where a program broke is marked with what it said, in either theme", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto(LESSON);
  await write(page, `${PROGRAM}${"\n".repeat(40)}nobody();\n`);
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(bench(page).getByRole("alert")).toContainText("nobody is not defined");
  // Far down, and brought before the eyes.
  const line = page.locator(".view-line", { hasText: "nobody();" });
  await expect(line).toContainText("ReferenceError: nobody is not defined");
  await expect(line).toBeInViewport();
  await expectNoViolationOf(page);

  await bench(page).getByRole("tab", { name: "client.js" }).click();
  await bench(page).getByRole("alert").getByRole("button", { name: "server.js:47" }).click();
  await expect(page.getByRole("textbox", { name: /^server\.js, editor/ })).toBeFocused();
  await expect(line).toBeInViewport();

  const editor = page.locator(".monaco-editor").first();
  const paper = () => editor.evaluate((element) => getComputedStyle(element).backgroundColor);
  const dark = await paper();
  await page.emulateMedia({ colorScheme: "light" });
  await expect.poll(paper).not.toBe(dark);
  expect(await violations(page, { rule: "color-contrast" })).toEqual([]);
});

test("a program that cannot be read says so, and not that its clients' code is missing", async ({
  page,
}) => {
  await wrote(page, { "server.js": `${PROGRAM}io.on(;\n` });
  await page.goto(LESSON);
  await runButton(page).click();
  await expect(bench(page).getByRole("alert")).toContainText("SyntaxError");
  await expect(page.getByText("is not there to be run")).toHaveCount(0);
});

test("the line of a chosen event comes before the eyes, in whichever file it is", async ({
  page,
}) => {
  await page.goto(LESSON);
  const answer = '  socket.on("say", () => socket.emit("news"));';
  await runInstead(page, PROGRAM.replace("\n});", `${"\n".repeat(40)}${answer}\n});`));
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await bench(page).getByRole("tab", { name: "client.js" }).click();
  await bench(page).getByRole("tab", { name: "Timeline" }).click();
  await bench(page).getByRole("button", { name: "Lines", exact: true }).click();
  const sending = bench(page).getByRole("button", { name: /news.*server\.js:45/ });
  await sending.first().click();
  await expect(page.locator(".view-line", { hasText: answer.trim() })).toBeInViewport();
});

const { defaultBrowserType: _, ...phone } = devices["Pixel 7"];

test.describe("with fingers", () => {
  test.use(phone);

  test("code is written in a plain field, as coloured as ever, and no editor is loaded", async ({
    page,
  }) => {
    const loaded: string[] = [];
    page.on("request", (request) => loaded.push(new URL(request.url()).pathname));
    await page.goto(LESSON);
    await page.getByRole("button", { name: "Code" }).tap();
    const field = page.getByRole("textbox", { name: "server.js, editor" });
    await field.tap({ position: { x: 120, y: 20 } });
    await expect(field).toBeFocused();
    await field.fill(PROGRAM);
    await page.keyboard.press("ControlOrMeta+End");
    await page.keyboard.type("if (io) {\nnobody();");
    await expect(field).toHaveValue(`${PROGRAM}if (io) {\n  nobody();`);
    await page.keyboard.type("\n}");
    await expect(bench(page).getByText("nobody", { exact: true })).toHaveCSS(
      "color",
      "rgb(31, 95, 191)",
    );

    await runButton(page).tap();
    await expect(bench(page).getByRole("alert")).toContainText("nobody is not defined");
    await expect(page.locator('[data-faulty="true"]')).toHaveText(/8\s*nobody\(\);/);
    await expectNoViolationOf(page);
    expect(loaded.filter((path) => path.startsWith("/types/"))).toEqual([]);
  });
});
