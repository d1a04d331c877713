// For tests: a bare page with a client host, and the test as the page's other half. It controls a sandbox over the real
// namespace and passes on what the gateway and the clients say to each other.
import { type Page, test } from "@playwright/test";
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

export type Playground = {
  /** Has a client come in; it runs its `file`, which is one of the program's. */
  readonly open: (client: SceneClient) => Promise<void>;
  readonly close: (client: string) => Promise<void>;
  readonly act: (client: string, deed: Deed) => Promise<void>;
  readonly until: (fits: (event: TraceEvent) => boolean) => Promise<TraceEvent>;
  readonly trace: () => readonly TraceEvent[];
  readonly settle: (...clients: string[]) => Promise<unknown>;
};

let control: Socket<ToPage, FromPage> | undefined;
test.afterEach(() => void control?.disconnect());

export type Files = Readonly<Record<string, string>>;

/** A sandbox in which `server.js` of these files runs, and a page with its client host. */
export async function startPlayground(page: Page, site: string, files: Files): Promise<Playground> {
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
  const program = { entry: "server.js", files };
  const { run } = granted(await socket.emitWithAck("run", { program }));

  let ready: () => void = () => undefined;
  let reported = 0;
  const isReady = new Promise<void>((resolve) => (ready = resolve));
  await page.exposeFunction("hear", (said: FromHost) => {
    if (said.says === "ready") return ready();
    const { client, report } = said;
    const reports = [{ client, report }];
    // Clients go on reporting until the page is gone; nobody waits for the last of it.
    const heard = socket.emitWithAck("report", { run: said.run, after: reported++, reports });
    return void heard.catch(() => undefined);
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
    async open(client) {
      const url = clientAddress(`${site}/s/${sandbox}`, client);
      const { file } = client;
      const code =
        file === undefined ? {} : granted(await socket.emitWithAck("code", { run, file }));
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

export const isIn =
  (client: string, state: Extract<Report, { report: "client" }>["state"]["state"]) =>
  (event: TraceEvent): boolean =>
    event.kind === "client" && event.client === client && event.state.state === state;
export const logOf =
  (client: string, text: string) =>
  (event: TraceEvent): boolean =>
    event.kind === "log" &&
    event.from.side === "client" &&
    event.from.client === client &&
    event.text === text;
export const faultOf =
  (client: string) =>
  (event: TraceEvent): boolean =>
    event.kind === "fault" && event.from.side === "client" && event.from.client === client;
