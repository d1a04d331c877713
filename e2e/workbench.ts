// The workbench as a learner has it before the eyes: its parts by role and name, and what most tests do there.
import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

export const LESSON = "/learn/who-receives-it";

export const bench = (page: Page) => page.getByRole("region", { name: /^Workbench/ });
export const runButton = (page: Page) =>
  bench(page).getByRole("button", { name: "Run", exact: true });
export const deliveries = (page: Page) => bench(page).getByRole("region", { name: "Deliveries" });
export const everyoneIsThere = (page: Page) =>
  expect(bench(page).getByText("4 clients connected")).toBeVisible();

/** @param lesson its address, where it is not on the site that all tests share. */
export async function openAndRun(page: Page, lesson = LESSON): Promise<void> {
  await page.goto(lesson);
  await runButton(page).click();
  await everyoneIsThere(page);
}

const stillCode = (page: Page, file: string) =>
  page.getByRole("textbox", { name: `${file}, code` });

/** The code as it stands before the editor comes, without its line numbers. */
export const codeOf = (page: Page, file = "server.js"): Promise<string> =>
  stillCode(page, file).evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement;
    for (const number of copy.querySelectorAll("[aria-hidden]")) number.remove();
    return copy.textContent;
  });

/** Touches the code, and writes over all of it in the editor that comes. */
export async function write(page: Page, text: string, file = "server.js"): Promise<void> {
  await bench(page).getByRole("tab", { name: file }).click();
  const editor = page.getByRole("textbox", { name: new RegExp(`^${file}, editor`) });
  await stillCode(page, file).or(editor).focus();
  await expect(editor).toBeFocused();
  await page.keyboard.press("ControlOrMeta+a");
  // As one insertion: typed letter by letter, the editor would close brackets and indent on its own.
  await page.keyboard.insertText(text);
}

/** Has the browser of this page keep what a learner has written before: no editor has to come for it. */
export const wrote = (page: Page, files: Readonly<Record<string, string>>) =>
  page.addInitScript((written) => {
    // The frame of the clients keeps nothing.
    if (window !== top) return;
    const edits = JSON.stringify({ version: 1, files: written });
    // What has been written since stays.
    localStorage["sockets-101:edits:who-receives-it"] ??= edits;
  }, files);

/** How any client reaches the learner's server, as the page tells it. */
export const howToConnect = (page: Page) =>
  page.getByRole("dialog", { name: "Connect your own client" });

export const askHowToConnect = (page: Page) =>
  bench(page).getByRole("button", { name: "Connect your own client" }).click();

/** The address of the learner's server, without a slash at its end. */
export async function addressOf(page: Page): Promise<string> {
  await askHowToConnect(page);
  const line = await howToConnect(page).getByText("curl -i").innerText();
  await page.keyboard.press("Escape");
  return /http\S+(?=\/)/.exec(line)?.[0] ?? "";
}

/** Writes the program, runs it with the keyboard from where it was written, and waits for its clients. */
export async function runInstead(page: Page, text: string): Promise<void> {
  await write(page, text);
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(bench(page).getByText(/^Started in/)).toBeVisible();
  await everyoneIsThere(page);
}

/** Console errors and throws: what our policy refuses is among them. */
export function complaints(page: Page): string[] {
  const heard: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") heard.push(message.text());
  });
  page.on("pageerror", (error) => heard.push(error.message));
  return heard;
}

type Looked = {
  /** A selector: what is looked at, if not the whole page. */
  readonly within?: string;
  /** What is looked for, if not everything. */
  readonly rule?: string;
};

/** What is in the way of whoever cannot see it, or has no mouse. */
export async function violations(page: Page, { within, rule }: Looked = {}) {
  const axe = new AxeBuilder({ page })
    // In the page itself, which has no frame with anything to see, and without a list of all that is well: half the time.
    .setLegacyMode()
    .options({ resultTypes: ["violations"] });
  if (within !== undefined) axe.include(within);
  if (rule !== undefined) axe.withRules(rule);
  const { violations: found } = await axe.analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
  );
}
export const expectNoViolationOf = async (page: Page): Promise<void> =>
  expect(await violations(page)).toEqual([]);

/** What the log has, line for line. */
export async function logged(page: Page): Promise<readonly string[]> {
  await bench(page).getByRole("tab", { name: /^Log/ }).click();
  const log = bench(page).getByRole("tabpanel", { name: /^Log/ });
  await expect(log.getByRole("list", { name: "Lines of the log" })).toBeVisible();
  return log.getByRole("listitem").getByRole("code").allTextContents();
}
/** The numbers that somebody has counted to, in the order in which they stand in the log. */
export const counted = (lines: readonly string[], who: string) =>
  lines.filter((line) => line.startsWith(who)).map((line) => Number(line.split(" ")[1]));
export const upTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
