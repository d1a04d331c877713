// A learner writes what the clients run, as people write it: TypeScript, modules, the package imported by its name.
import { expect, type Page, test } from "@playwright/test";
import {
  bench,
  complaints,
  everyoneIsThere,
  LESSON,
  runButton,
  write,
  wrote,
} from "./workbench.ts";

// The page of a lesson is changed on its way, and then it is not the one whose scripts its policy knows.
test.use({ bypassCSP: true });

/** The lesson as it would be if its clients were written in TypeScript. */
async function openInTypeScript(page: Page): Promise<void> {
  await page.route(`**${LESSON}`, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll("client.js", "client.ts");
    await route.fulfill({ response: answer, body });
  });
  await page.goto(LESSON);
}

const TYPED = `import { io, type Socket } from "socket.io-client";

interface Heard { said: (text: string) => void }
const socket: Socket<Heard> = io({ auth: { name: me } });

const shown = (text: string): string => \`\${me as string}, in types: \${text}\`;
socket.on("said", (text) => log(shown(text)));
export {};
`;

test("clients in TypeScript, as modules, run as they stand in the client's tab", async ({
  page,
}) => {
  const heard = complaints(page);
  await wrote(page, { "client.ts": TYPED });
  await openInTypeScript(page);
  await runButton(page).click();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await bench(page).getByRole("tab", { name: "Log" }).click();
  for (const name of ["Bob", "Carol", "Dave"])
    await expect(bench(page).getByText(`${name}, in types: hi`)).toBeVisible();
  expect(heard).toEqual([]);
});

test("a mistake in client code is shown with its line in the client's tab, and a click leads there", async ({
  page,
}) => {
  await openInTypeScript(page);
  await write(page, TYPED.replace("me as string}", "(null as any).name}"), "client.ts");
  await runButton(page).click();
  await everyoneIsThere(page);
  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  const fault = bench(page).getByRole("alert");
  await expect(fault).toContainText("TypeError");
  await fault.getByRole("button", { name: "client.ts:6" }).click();
  await expect(page.getByRole("textbox", { name: /^client\.ts, editor/ })).toBeFocused();

  await write(page, `${TYPED}\nimport { text } from "./words.js";`, "client.ts");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(fault).toContainText("Cannot find module './words.js' imported from client.ts");
  await expect(fault.getByRole("button", { name: "client.ts:10" })).toBeVisible();
});
