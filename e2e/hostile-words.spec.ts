// Words that are HTML, script, addresses or code in somebody's eyes: wherever they are shown they are words.
import { deflateSync } from "node:zlib";
import { expect, type Page, test } from "@playwright/test";
import { writeShare } from "#protocol/share.ts";
import { build } from "#trace/builder.ts";
import { bench, complaints, deliveries, LESSON, openAndRun, wrote } from "./workbench.ts";

const WORDS = [
  '<img src=x onerror="document.title=1">',
  "</script><script>document.title=1</script>",
  '"><svg onload=document.title=1>',
  "javascript:document.title=1",
  "data:text/html,<script>document.title=1</script>",
  "{process.env.PATH}",
  "__proto__",
];

const SERVER = `
import { Server } from "socket.io";
const words = ${JSON.stringify(WORDS)};
const io = new Server(3000);
io.of("/closed").use((socket, next) => next(new Error(words[0])));
io.on("connection", (socket) => {
  for (const word of words) socket.join(word);
  socket.on("say", () => {
    for (const word of words) {
      console.log(word);
      io.to(word).emit(word, word, { [word]: word });
    }
  });
  socket.on("fail", () => {
    const error = new Error(words[0]);
    error.name = words[1];
    throw error;
  });
});
`;

const CLIENT = `
const words = ${JSON.stringify(WORDS)};
const socket = io();
socket.onAny((...said) => log(...said));
if (me === "Dave") io("/closed");
if (me === "Bob") socket.on("connect", () => socket.emit(words[0], words[1]));
if (me === "Carol") throw new Error(words[0]);
`;

/** Watches for what comes alive of words: dialogs, complaints, elements made of them, what our policy had to refuse. */
async function watchForLife(page: Page) {
  const heard = complaints(page);
  page.on("dialog", (dialog) => {
    heard.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", ({ violatedDirective }) =>
      console.error(`refused by ${violatedDirective}`),
    );
  });
  return async () => {
    const made = await page
      .locator('img[src="x"], [onload], [onerror], [href^="javascript:"], [href^="data:"]')
      .evaluateAll((elements) => elements.map(({ outerHTML }) => outerHTML));
    return [...heard, ...made, ...((await page.title()) === "1" ? ["the title was changed"] : [])];
  };
}

const inspector = (page: Page, view: string) =>
  bench(page).getByRole("tabpanel", { name: new RegExp(`^${view}`) });
const look = (page: Page, view: string) =>
  bench(page)
    .getByRole("tab", { name: new RegExp(`^${view}`) })
    .click();

/** The timeline's rows, from its end to its beginning: a long list is drawn only where one looks at it. */
async function rowsOf(page: Page): Promise<string> {
  const list = inspector(page, "Timeline").getByRole("list");
  const first = list.getByRole("listitem").first();
  const place = () => first.getAttribute("aria-posinset");
  const seen: string[] = [];
  await list.getByRole("button").last().hover();
  for (let at = await place(); ; at = await place()) {
    seen.push(await list.innerText());
    if (at === "1") return seen.join("\n");
    await page.mouse.wheel(0, -150);
    await expect(first).not.toHaveAttribute("aria-posinset", at ?? "");
  }
}

test("names and values that are HTML stay words on the stage, in deliveries, timeline and log", async ({
  page,
}) => {
  const alive = await watchForLife(page);
  await wrote(page, { "server.js": SERVER, "client.js": CLIENT });
  await openAndRun(page);

  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  for (const room of WORDS) await expect(stage.getByText(`Room ${room}:`)).toBeAttached();
  await expect(stage.getByText(`refused in /closed: ${WORDS[0]}`)).toBeVisible();

  await bench(page).getByRole("button", { name: "Alice: Say “hi”" }).click();
  await expect(deliveries(page).getByText(`${WORDS.length} of ${WORDS.length}`)).toBeVisible();
  await expect(stage.getByText(`${WORDS.at(-1)} "${WORDS.at(-1)}"`).first()).toBeVisible();
  for (const word of WORDS.toReversed()) {
    await expect(deliveries(page)).toContainText(`Alice received ${word}`);
    if (word !== WORDS[0])
      await deliveries(page).getByRole("button", { name: "The one before" }).click();
  }

  await look(page, "Log");
  for (const word of WORDS) await expect(inspector(page, "Log")).toContainText(word);

  await look(page, "Timeline");
  await inspector(page, "Timeline").getByRole("button", { name: "Lines", exact: true }).click();
  const rows = await rowsOf(page);
  for (const word of WORDS) expect(rows).toContain(`sends ${word}`);
  expect(await alive()).toEqual([]);
});

test("a mistake, an address and an event of the learner's own that are HTML are words too", async ({
  page,
}) => {
  const alive = await watchForLife(page);
  const [image = "", script = ""] = WORDS;
  await wrote(page, { "server.js": SERVER });
  await openAndRun(
    page,
    `${LESSON}?code=${encodeURIComponent(script)}#at=${encodeURIComponent(image)}&event=__proto__`,
  );
  await bench(page).getByRole("button", { name: "More for Bob" }).click();
  const form = page.getByRole("form", { name: "Bob sends an event" });
  await form.getByLabel("Event", { exact: true }).fill(image);
  await form.getByLabel("Arguments, as JSON").fill(JSON.stringify({ [script]: script }));
  await form.getByRole("button", { name: "Emit" }).click();
  const stage = bench(page).getByRole("region", { name: /^Stage/ });
  await expect(stage.getByRole("button", { name: `${image} from Bob` })).toBeVisible();

  await form.getByLabel("Event", { exact: true }).fill("fail");
  await form.getByRole("button", { name: "Emit" }).click();
  await page.keyboard.press("Escape");
  await expect(bench(page).getByRole("alert")).toContainText(`${script}: ${image}`);
  await expect(bench(page).getByText(`The program crashed: ${script}`)).toBeVisible();
  expect(await alive()).toEqual([]);
});

/** A link that no page of ours has made: its names, events, rooms and code are words like these. */
function hostileLink(): string {
  const t = build();
  for (const word of WORDS) t.connects(word);
  for (const word of WORDS) t.joins(WORDS[0] ?? "", word);
  for (const word of WORDS) t.sends(word, word, { args: [word, { [word]: word }] });
  t.fact({ kind: "log", from: { side: "server" }, level: "log", text: WORDS.join(" ") });
  for (const word of WORDS) t.broadcasts(word, { args: [word], rooms: [word] });
  const share = writeShare({
    lesson: "who-receives-it",
    files: WORDS.map((name) => ({ name, text: name })).concat({
      name: "server.js",
      text: WORDS.join("\n"),
    }),
    clients: WORDS.map((name) => ({ name })),
    trace: [...t.trace()],
  });
  return `${LESSON}#view=log&share=${deflateSync(share).toString("base64url")}`;
}

test("a link that a stranger made up is words too, and what is no link is a sentence", async ({
  page,
}) => {
  const alive = await watchForLife(page);
  await page.goto(hostileLink());
  await expect(bench(page).getByText("A recorded run, shared with you")).toBeVisible();
  await expect(inspector(page, "Log")).toContainText(WORDS.join(" "));
  await look(page, "Deliveries");
  await expect(deliveries(page)).toContainText(WORDS.at(-1) ?? "");
  await expect(
    bench(page)
      .getByText(WORDS[0] ?? "")
      .first(),
  ).toBeVisible();

  await page.goto(`${LESSON}#share=${encodeURIComponent(WORDS[0] ?? "")}`);
  await expect(bench(page).getByText("This link is not whole")).toBeVisible();
  expect(await alive()).toEqual([]);
});
