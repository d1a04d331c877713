// What a learner's server answers over HTTP stands at an address of the site, and must not become a page of it.
import { expect, type Page, test } from "@playwright/test";
import { addressOf, bench, LESSON, openAndRun, wrote } from "./workbench.ts";

/** Tries everything that a page of the site could do, and says how each attempt ended. */
const INTRUDER = `
const attempts = {
  "read the cookies": () => document.cookie,
  "set a cookie": () => { document.cookie = "intruder=1; path=/"; return document.cookie; },
  "read what is stored": () => localStorage.length,
  "empty what is stored": () => { localStorage.clear(); },
  "read the tab's store": () => sessionStorage.length,
  "open a database": () => indexedDB.open("intruder"),
  "open a cache": () => caches.open("intruder"),
  "read the site": async () => (await fetch("/")).text(),
  "read a lesson with cookies": async () => (await fetch("${LESSON}", { credentials: "include" })).text(),
  "ask control": async () => (await fetch("/control/?EIO=4&transport=polling")).text(),
  "take control": () => new Promise((resolve, reject) => {
    const socket = new WebSocket("ws://" + location.host + "/control/?EIO=4&transport=websocket");
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error("refused"));
  }),
  "stay as a service worker": () => navigator.serviceWorker.register("worker.js", { scope: "/" }),
  "open a window": () => { if (!open("/")) throw new Error("none opened"); },
  "look into a frame of the site": () => new Promise((resolve, reject) => {
    const frame = document.createElement("iframe");
    frame.src = "${LESSON}";
    frame.onload = () => frame.contentDocument ? resolve() : reject(new Error("nothing to see"));
    document.body.append(frame);
  }),
};
(async () => {
  for (const [what, attempt] of Object.entries(attempts)) {
    const ended = await Promise.resolve().then(attempt).then(() => "DONE", (error) => error.name);
    const line = document.createElement("li");
    line.textContent = what + ": " + ended;
    document.querySelector("ul").append(line);
  }
  document.querySelector("p").textContent = "all tried, from the origin " + self.origin;
})();
`;

const SERVER = `
import { createServer } from "node:http";
import { Server } from "socket.io";
const hostile = {
  "Set-Cookie": "intruder=1; Path=/",
  "Clear-Site-Data": '"*"',
  "Service-Worker-Allowed": "/",
  "Content-Security-Policy": "default-src * 'unsafe-inline'",
  "Refresh": "0; url=/",
};
const server = createServer((req, res) => {
  if (req.url === "/worker.js") {
    res.writeHead(200, { ...hostile, "Content-Type": "text/javascript" });
    return res.end("onfetch = (event) => event.respondWith(new Response('mine'))");
  }
  if (req.url === "/away") {
    res.writeHead(302, { ...hostile, Location: "/home" });
    return res.end();
  }
  res.writeHead(200, { ...hostile, "Content-Type": "text/html" });
  res.end("<!doctype html><title>" + req.url + "</title><p></p><ul></ul><script>" + ${JSON.stringify(INTRUDER)} + "</script>");
});
new Server(server);
server.listen(3000);
`;

/** What the site keeps in this browser. */
const kept = (page: Page) =>
  page.evaluate(async () => ({
    stored: Object.fromEntries(Object.entries(localStorage)),
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

test("a hostile answer has no origin: it reads nothing of the site, keeps nothing and clears nothing", async ({
  page,
  context,
}) => {
  await wrote(page, { "server.js": SERVER });
  await openAndRun(page);
  const before = await kept(page);
  expect(Object.keys(before.stored).join()).toContain("edits");
  const address = await addressOf(page);

  const visitor = await context.newPage();
  await visitor.goto(`${address}/`);
  await expect(visitor.getByText("all tried, from the origin null")).toBeVisible();
  const attempts = await visitor.getByRole("listitem").allTextContents();
  expect(attempts).toHaveLength(14);
  expect(attempts.filter((line) => line.endsWith("DONE"))).toEqual([]);

  // A redirect to a path of the program's own stays with the program.
  await visitor.goto(`${address}/away`);
  expect(visitor.url()).toBe(`${address}/home`);
  await expect(visitor.getByText("all tried")).toBeVisible();
  await visitor.goto(`${address}/worker.js`);

  expect(await kept(page)).toEqual(before);
  // The cookie it sets is its own sandbox's: no other address of the site is ever sent it.
  const site = new URL(address).origin;
  const elsewhere = ["/", LESSON, "/control/", "/s/another/"].map((path) => site + path);
  expect(await context.cookies(elsewhere)).toEqual([]);
  await page.reload();
  await expect(page.getByText("Your edits are back, as you left them.")).toBeVisible();
  await expect(bench(page).getByText(/^Started in/)).toBeVisible();
});
