import { existsSync, openSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { io } from "socket.io-client";
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { z } from "zod";
import { log, type LogSettings, openLog } from "./log.ts";
import { redactError, redactSaid } from "./log-redaction.ts";
import { openLessons, type ServedLessons } from "../testing/served-lessons.ts";

let lessons: ServedLessons;
beforeAll(async () => {
  lessons = await openLessons();
});
afterAll(() => lessons.close());
afterEach(() => openLog({ format: "words", level: "warn" }));

/** A log of JSON lines in a file, and what it has so far. Nobody closes the file: lines may still be on their way. */
async function openLogFile(level: LogSettings["level"]) {
  const folder = await mkdtemp(path.join(tmpdir(), "sockets-101-log-"));
  const file = path.join(folder, "log");
  const fd = openSync(file, "w");
  onTestFinished(() => rm(folder, { recursive: true }));
  openLog({ format: "json", level }, fd);
  const text = (): string => readFileSync(file, "utf8");
  const lines = (): Record<string, unknown>[] =>
    text()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { text, lines };
}

/** Everything that a learner may keep to themselves, in a program that also says it. */
const TELLTALE = `
  import { Server } from "socket.io";
  import http from "http";
  const server = http.createServer((req, res) => {
    console.log("SECRET-log", req.headers.cookie);
    res.end("SECRET-body");
  });
  new Server(server).on("connection", (socket) => {
    socket.join("SECRET-room");
    socket.on("SECRET-event", (payload) => { throw new Error("SECRET-error " + payload); });
  });
  server.listen(3000);
`;

describe("the log", () => {
  it("tells what happened in a session full of secrets, and none of them", async () => {
    const { text, lines } = await openLogFile("debug");
    const { url, page: openPage } = lessons;
    const page = await openPage();
    const { sandbox, token } = await page.open();
    await page.ask("run", { program: { entry: "server.js", files: { "server.js": TELLTALE } } });
    await page.until(({ kind }) => kind === "server.listening");
    await fetch(`${url}/s/${sandbox}/SECRET-path?q=SECRET-query`, {
      headers: { Cookie: "SECRET-cookie", Authorization: "Bearer SECRET-bearer" },
    });
    const guest = io(url, {
      path: `/s/${sandbox}/socket.io/`,
      reconnection: false,
      auth: { token: "SECRET-auth" },
      query: { key: "SECRET-key" },
    });
    onTestFinished(() => void guest.disconnect());
    await new Promise<void>((connected) => guest.once("connect", connected));
    guest.emit("SECRET-event", "SECRET-payload");
    await page.until(({ kind }) => kind === "run.ended");
    await page.ask("act", { client: "SECRET-client", deed: "SECRET-deed" });

    await expect
      .poll(lines, { timeout: 30_000 })
      .toContainEqual(
        expect.objectContaining({ level: "info", why: "crashed", msg: "A program has ended" }),
      );
    await expect.poll(lines, { timeout: 30_000 }).toContainEqual(
      expect.objectContaining({
        level: "debug",
        part: "/s",
        status: 200,
        req: expect.any(String) as unknown,
      }),
    );
    const marks = new Set(lines().map((line) => line["sandbox"]));
    expect(marks.has(lines().find(({ msg }) => msg === "A program runs")?.["sandbox"])).toBe(true);
    for (const secret of ["SECRET", sandbox, token]) expect(text()).not.toContain(secret);
  });

  it("has of our own errors what went wrong and where, without what they quote", () => {
    const attempt = (fail: () => unknown): unknown => {
      try {
        return fail();
      } catch (error) {
        return new Error("it failed at /s/SECRET-id/@alice?token=SECRET", { cause: error });
      }
    };
    const errors = [
      attempt(() => JSON.parse('SECRET-token of "SECRET-word"')),
      attempt(() => JSON.parse(`{"a": SECRET`)),
      attempt(() => z.strictObject({}).parse({ "SECRET-key": 1 })),
      attempt(() => z.enum(["a"]).parse("SECRET-value")),
      "SECRET-thrown",
    ];
    expect(redactSaid('runner: TypeError: "SECRET" is not it\n')).toBe(
      "runner: TypeError: … is not it",
    );
    const told = JSON.stringify(errors.map((error) => redactError(error)));
    expect(told).not.toContain("SECRET");
    expect(told).toContain("it failed at /s/…");
    expect(told).toContain("SyntaxError");
    expect(told).toContain("log.test.ts");
  });

  it("says in a terminal what went wrong in words", () => {
    const said = vi.spyOn(console, "error").mockReturnValue();
    openLog({ format: "words", level: "warn" });
    log.info("not worth a word");
    log.error({ err: new Error("no such thing") }, "It could not be done");
    expect(said.mock.calls).toEqual([
      [expect.stringMatching(/^It could not be done: Error: no such thing\n +at .*log\.test\.ts/)],
    ]);
    said.mockRestore();
  });

  it.skipIf(!existsSync("/dev/full"))("may have nowhere to go: the server lives", async () => {
    const full = openSync("/dev/full", "w");
    openLog({ format: "json", level: "debug" }, full);
    const { url } = lessons;
    for (let n = 0; n < 20_000; n++) log.info({ n }, "x".repeat(100));
    for (let n = 0; n < 5; n++) expect((await fetch(`${url}/livez`)).status).toBe(200);
    // Not as long as so much to log has blocked it.
    const ready = async () => (await fetch(`${url}/readyz`)).status;
    await expect.poll(ready, { timeout: 30_000 }).toBe(200);
  });
});
