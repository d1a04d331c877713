// The client host in a real browser: a bare page that embeds it, with this test as the page's other half. It controls
// a sandbox over the real namespace and passes on what the gateway and the clients say to each other.
import { expect, type Page, test } from "@playwright/test";
import { io, type Socket } from "socket.io-client";
import type { Report } from "#protocol/client.ts";
import {
  type Answer,
  CONTROL_NAMESPACE,
  CONTROL_PATH,
  type FromPage,
  type Opened,
  type ToPage,
} from "#protocol/control.ts";
import { clientHostPath, type FromHost, type WrittenToHost } from "#protocol/host.ts";
import { clientAddress, openingOf, type SceneClient } from "#protocol/scene.ts";
import type { Deed, TraceEvent } from "#trace/event.ts";

const SERVER = `
  import { Server } from "socket.io";
  const io = new Server(3000, { cors: { origin: "http://localhost:5173" } });
  io.on("connection", (socket) => {
    socket.on("say", (text, answer) => { io.emit("said", text); answer("told"); });
  });
`;

type Playground = {
  readonly open: (client: SceneClient, code?: string) => Promise<void>;
  readonly close: (client: string) => Promise<void>;
  readonly act: (client: string, deed: Deed) => Promise<void>;
  readonly until: (fits: (event: TraceEvent) => boolean) => Promise<TraceEvent>;
  readonly trace: () => readonly TraceEvent[];
  readonly settle: (...clients: string[]) => Promise<unknown>;
};

let control: Socket<ToPage, FromPage> | undefined;
test.afterEach(() => void control?.disconnect());

/** A sandbox in which the server runs, and a page with its client host. */
async function start(page: Page, site: string): Promise<Playground> {
  const socket: Socket<ToPage, FromPage> = io(`${site}${CONTROL_NAMESPACE}`, {
    path: CONTROL_PATH,
  });
  control = socket;
  const events: TraceEvent[] = [];
  const looks = new Set<() => void>();
  socket.on("trace", (batch) => {
    events.push(...batch.events);
    for (const look of looks) look();
  });
  const { sandbox } = granted<Opened>(await socket.emitWithAck("open", {}));
  const program = { entry: "server.js", files: { "server.js": SERVER } };
  const { run } = granted(await socket.emitWithAck("run", { program }));

  let ready: () => void = () => undefined;
  let reported = 0;
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  await page.exposeFunction("hear", (said: FromHost) => {
    if (said.says === "ready") return ready();
    const { client, report } = said;
    const reports = [{ client, report }];
    return void socket.emitWithAck("report", { run: said.run, after: reported++, reports });
  });
  await page.goto("/");
  await page.evaluate((src) => {
    const frame = document.createElement("iframe");
    frame.id = "clients";
    frame.sandbox.add("allow-scripts");
    addEventListener("message", ({ source, data }) => {
      if (source !== frame.contentWindow) return;
      (window as unknown as { hear: (said: unknown) => void }).hear(data);
    });
    frame.src = src;
    document.body.append(frame);
  }, clientHostPath(sandbox));
  await isReady;

  const tell = (told: WrittenToHost) =>
    page.evaluate((message) => {
      const frame = document.querySelector<HTMLIFrameElement>("#clients");
      frame?.contentWindow?.postMessage(message, "*");
    }, told as object);
  socket.on("order", ({ client, order }) => void tell({ tell: "order", client, order }));

  return {
    async open(client, source) {
      const url = clientAddress(`${site}/s/${sandbox}`, client);
      const code = source === undefined ? {} : { code: { file: "client.js", source } };
      await tell({ tell: "open", run, opening: openingOf(client, { url, ...code }) });
    },
    close: (client) => tell({ tell: "close", client }),
    async act(client, deed) {
      granted(await socket.emitWithAck("act", { client, deed }));
    },
    until: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = events.find(fits);
          if (found === undefined) return;
          looks.delete(look);
          resolve(found);
        };
        looks.add(look);
        look();
      }),
    trace: () => events,
    settle: async (...clients) => granted(await socket.emitWithAck("settle", { clients })).settled,
  };
}

function granted<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new Error(answer.text);
  return answer;
}

const isIn =
  (client: string, state: Extract<Report, { report: "client" }>["state"]["state"]) =>
  (event: TraceEvent): boolean =>
    event.kind === "client" && event.client === client && event.state.state === state;
const logOf =
  (client: string, text: string) =>
  (event: TraceEvent): boolean =>
    event.kind === "log" &&
    event.from.side === "client" &&
    event.from.client === client &&
    event.text === text;
const said = (text: string): Deed => ({
  do: "emitWithAck",
  nsp: "/",
  event: "say",
  args: [text],
  timeout: 10_000,
});
const listening = `const socket = io(); socket.on("said", (text) => log("heard " + text));`;

test("clients by WebSocket and by polling talk to the learner's server", async ({
  page,
  baseURL,
}) => {
  const { open, close, act, until, settle, trace } = await start(page, baseURL ?? "");
  await open({ name: "alice", transports: ["websocket"] }, listening);
  await open({ name: "bob", transports: ["polling"] }, listening);
  await until(isIn("alice", "connected"));
  await until(isIn("bob", "connected"));
  await act("alice", said("hello"));
  await until(logOf("alice", "heard hello"));
  await until(logOf("bob", "heard hello"));
  expect(await settle("alice", "bob")).toMatchObject({ ok: true, notProvenFor: [] });
  expect(trace().filter(({ kind }) => kind === "handled")).toHaveLength(2);
  expect(trace().filter(({ kind }) => kind === "fault")).toEqual([]);

  for (const client of ["alice", "bob"]) {
    await close(client);
    await until(isIn(client, "gone"));
  }
  expect(trace().filter(({ kind }) => kind === "socket.closed")).toMatchObject([
    { reason: "client namespace disconnect" },
    { reason: "client namespace disconnect" },
  ]);
});

test("an endless loop in one client's code ends that client and no other", async ({
  page,
  baseURL,
}) => {
  const { open, act, until } = await start(page, baseURL ?? "");
  await open({ name: "alice" }, listening);
  await open({ name: "bob" }, `${listening} socket.on("said", () => { for (;;) {} });`);
  await until(isIn("alice", "connected"));
  await until(isIn("bob", "connected"));
  await act("alice", said("loop"));
  const gone = await until(isIn("bob", "gone"));
  expect(JSON.stringify(gone)).toContain("endless loop");
  await act("alice", said("still here"));
  await until(logOf("alice", "heard still here"));
});

test("client code reaches its own sandbox and nothing else", async ({ page, baseURL }) => {
  const { open, until } = await start(page, baseURL ?? "");
  await open(
    { name: "alice" },
    `
      // Without CORS, so that nothing but the policy can stand in the way.
      const tried = (what, url) => self.fetch(url, { mode: "no-cors" }).then(
        () => log(what + " reached"),
        () => log(what + " refused"),
      );
      await tried("site", "${baseURL}/");
      await tried("control", "${baseURL}/control/?EIO=4&transport=polling");
      await tried("another sandbox", "${baseURL}/s/another/");
      const { status } = await fetch("/socket.io/?EIO=3&transport=polling");
      log("own answered " + status);
      log([me, location.origin, typeof document].join(" "));
    `,
  );
  for (const text of [
    "site refused",
    "control refused",
    "another sandbox refused",
    "own answered 400",
    "alice http://localhost:3000 undefined",
  ])
    await until(logOf("alice", text));
});

test("a page of another origin is admitted as the learner's server says", async ({
  page,
  baseURL,
}) => {
  const { open, until } = await start(page, baseURL ?? "");
  const polling = { transports: ["polling" as const], reconnection: false };
  const code = `io("http://localhost:3000")`;
  await open({ name: "alice", origin: "http://localhost:5173", ...polling }, code);
  await open({ name: "mallory", origin: "http://evil.example", ...polling }, code);
  await until(isIn("alice", "connected"));
  await until(isIn("mallory", "refused"));
});
