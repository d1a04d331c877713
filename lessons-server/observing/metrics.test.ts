import { io } from "socket.io-client";
import { expect, it, onTestFinished } from "vitest";
import { createMetrics } from "./metrics.ts";
import { openMetricsPort } from "./metrics-port.ts";
import { createRecorder } from "../gateway/recorder.ts";
import type { Run } from "../gateway/run.ts";
import { freePort } from "../testing/sandbox-command.ts";
import { serveLessons } from "../testing/served-lessons.ts";

const SHOUT = `
  import { Server } from "socket.io";
  const io = new Server(3000);
  io.on("connection", (socket) => {
    socket.join("secret-room");
    socket.on("secret-event", (answer) => {
      io.to("secret-room").emit("secret-news");
      answer();
    });
    socket.on("spin", () => { for (;;); });
  });
`;

/** The figures by name and labels, as in `shed_total{limit="clients"}`. */
async function figuresAt(port: number): Promise<Map<string, number>> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const lines = text.split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.replace(/ \S+$/, ""), Number(line.split(" ").at(-1))]));
}

it("what learners do is counted on a private port, and none of their words are there", async () => {
  const metricsPort = await freePort();
  const { url, page: openPage } = await serveLessons({ METRICS_PORT: String(metricsPort) });
  const page = await openPage();
  const { sandbox, token } = await page.open();
  await page.ask("run", { program: { entry: "server.js", files: { "server.js": SHOUT } } });
  await page.until(({ kind }) => kind === "server.listening");
  await page.enter("alice");
  const guest = io(url, {
    path: `/s/${sandbox}/socket.io/`,
    transports: ["websocket"],
    reconnection: false,
  });
  onTestFinished(() => void guest.disconnect());
  await guest.emitWithAck("secret-event");

  const during = await figuresAt(metricsPort);
  expect(during.get('sandboxes{state="running"}')).toBe(1);
  expect(during.get('sandboxes{state="idle"}')).toBe(1);
  expect(during.get("create_seconds_count")).toBe(1);
  expect(during.get("stuck_threads_total")).toBe(0);
  if (process.platform === "linux")
    expect(during.get("runner_resident_bytes")).toBeGreaterThan(10_000_000);
  // The page's own connection, Alice's and the guest's.
  await expect
    .poll(async () => (await figuresAt(metricsPort)).get("ws_active"), { timeout: 30_000 })
    .toBe(3);
  // Both were told that they are connected, both heard the news, and one its answer.
  expect(during.get("deliveries_total")).toBe(5);

  guest.emit("spin");
  await page.until(({ kind }) => kind === "run.ended");
  await fetch(`${url}/s/nobody/`);
  await fetch(`${url}/control/?EIO=4&transport=polling`, { headers: { origin: "http://evil" } });
  await page.ask("open", { sandbox, token: "not-the-token" });
  const after = await figuresAt(metricsPort);
  expect(after.get('kills_total{reason="budget"}')).toBe(1);
  expect(after.get('runs_ended_total{why="killed"}')).toBe(1);
  expect(after.get('sandboxes{state="running"}')).toBe(0);
  expect(after.get('sandboxes{state="idle"}')).toBe(3);
  for (const why of ["sandbox", "origin", "token"])
    expect(after.get(`auth_reject_total{why="${why}"}`)).toBe(1);
  expect(after.get("loop_delay_seconds_count")).toBeGreaterThan(0);

  const all = [...after.keys()].join("\n");
  for (const word of ["secret", "alice", sandbox, token]) expect(all).not.toContain(word);
  expect((await fetch(`http://127.0.0.1:${metricsPort}/`)).status).toBe(404);
  expect(await (await fetch(`${url}/metrics`)).text()).toBe("The site.\n");
  const status = async (part: string) => (await fetch(url + part)).status;
  for (const part of ["/livez", "/readyz"])
    await expect.poll(() => status(part), { timeout: 30_000 }).toBe(200);
});

it("a port that is taken is said before anything is served", async () => {
  const metricsPort = await freePort();
  const close = await openMetricsPort(metricsPort, createMetrics());
  onTestFinished(close);
  await expect(openMetricsPort(metricsPort, createMetrics())).rejects.toThrow(
    `METRICS_PORT ${metricsPort} is in use by another program. Choose another, or leave METRICS_PORT out.`,
  );
});

it("counts what a full trace has folded, and makes no figure of a stranger's words", async () => {
  const metrics = createMetrics();
  const recorder = createRecorder({ limit: { events: 8, bytes: 100_000 } });
  metrics.tell({ is: "opened", sandbox: "mark" });
  metrics.tell({ is: "run", sandbox: "mark", run: { recorder } as Run });
  for (let n = 0; n < 20; n++) {
    recorder.append({ kind: "limit", what: `forged-${n}`, text: "" });
    if (n % 5 === 0) recorder.flush();
  }
  recorder.flush();
  const text = await metrics.text();
  expect(text).toContain('shed_total{limit="other"} 20\n');
  expect(text).not.toContain("forged");
  expect(text).toContain(`trace_gap_total ${recorder.dropped()}\n`);
  expect(recorder.dropped()).toBeGreaterThan(0);
});
