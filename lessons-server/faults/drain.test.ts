import { get, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { expect, it, onTestFinished } from "vitest";
import { ECHO } from "../testing/control-rig.ts";
import { openLessons } from "../testing/served-lessons.ts";

const SANDBOXES = 5;
const CLIENTS = 10;

/** The whole body of an answer; rejects when it was cut short. */
function bodyOf(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (res) => {
      let text = "";
      res.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      res.once("end", () => (res.complete ? resolve(text) : reject(new Error("cut short"))));
      res.once("error", reject);
    }).once("error", reject);
  });
}

it("a server that is to stop tells its pages, lets everybody go, and cuts no answer short", async () => {
  let answering: ServerResponse | undefined;
  const slow = {
    prefix: "/slow",
    request: (_req: unknown, res: ServerResponse) => {
      answering = res;
      res.write("The first half, ");
    },
    upgrade: () => undefined,
    close: async () => undefined,
  } as const;
  const lessons = await openLessons({}, [slow]);
  onTestFinished(lessons.close);
  const { url, port, server } = lessons;

  const leaving: Promise<unknown>[] = [];
  const told: Promise<{ text: string }>[] = [];
  const pages = await Promise.all(Array.from({ length: SANDBOXES }, lessons.page));
  for (const page of pages) {
    const { sandbox } = await page.open();
    await page.ask("run", { program: ECHO });
    await page.until(({ kind }) => kind === "server.listening");
    told.push(page.next("stopping"));
    leaving.push(new Promise((gone) => page.socket.once("disconnect", gone)));
    const path = `/s/${sandbox}/socket.io/`;
    for (let n = 0; n < CLIENTS; n++) {
      const transports = n % 2 === 0 ? ["websocket"] : ["polling"];
      const guest: Socket = io(url, { path, transports, reconnection: false, forceNew: true });
      await new Promise<void>((connected) => guest.once("connect", connected));
      leaving.push(new Promise((gone) => guest.once("disconnect", gone)));
      onTestFinished(() => void guest.disconnect());
    }
  }
  const whole = bodyOf(`${url}/slow`);
  await expect.poll(() => answering, { timeout: 30_000 }).toBeDefined();
  const supervisor = connect(port, "127.0.0.1");
  await new Promise((connected) => supervisor.once("connect", connected));

  const drained = server.drain();
  supervisor.write("GET /readyz HTTP/1.1\r\nHost: x\r\n\r\n");
  const unready = await new Promise((said) =>
    supervisor.once("data", (text) => said(String(text))),
  );
  expect(unready).toMatch(/^HTTP\/1\.1 503 /);
  for (const { text } of await Promise.all(told)) expect(text).toContain("What you wrote is kept");
  // As when a process ends under Node: who polls has a request that fails.
  expect(new Set(await Promise.all(leaving))).toEqual(
    new Set(["transport close", "transport error"]),
  );
  // No page is told that its program was stopped: when the server is back, it is to run again.
  for (const page of pages)
    expect(page.trace().some(({ kind }) => kind === "run.ended")).toBe(false);

  answering?.end("and the second.");
  expect(await whole).toBe("The first half, and the second.");
  await drained;
  await expect(bodyOf(`${url}/livez`)).rejects.toThrow("ECONNREFUSED");
});
