// The clients on stage, as the page has them: owns the hidden frame in which they run, opens and closes them, hands
// them orders and hands on what they report. Learner code runs behind that frame, so everything from it is read here.
import type { Order, Report } from "#protocol/client.ts";
import type { ClientCode } from "#protocol/client-code.ts";
import { clientHostPath, FromHost, type WrittenToHost } from "#protocol/host.ts";
import { clientAddress, openingOf, type SceneClient } from "#protocol/scene.ts";
import { createArrival, type Arrival } from "./arrival.ts";

/** Who comes on stage, and into which run. */
export type Entrance = {
  readonly run: string;
  readonly client: SceneClient;
  /** Asked once it could come: it may have been dismissed while that took its time. */
  readonly isWanted: () => boolean;
  readonly server?: string;
  readonly code?: ClientCode;
  /** In a second tab: what it is called here, where its person's name is taken. */
  readonly as?: string;
};

export type ClientHost = {
  /** Resolves when each of its connections is made or refused, or is not to be made yet. */
  readonly enter: (entrance: Entrance) => Promise<void>;
  readonly order: (client: string, order: Order) => void;
  /** One leaves, as a program does. */
  readonly dismiss: (client: string) => void;
  /** Those of this run who have come and not gone. */
  readonly present: (run: string | undefined) => readonly string[];
  /** All leave; resolves when they have said so. After a stop they first hear from the server that it is gone. */
  readonly leave: (how?: { afterDisconnect: boolean }) => Promise<void>;
  readonly close: () => void;
};

type Hear = (run: string, client: string, report: Report) => void;

/** How long a frame may take to load, and clients to leave, before the page goes on without. */
const PATIENCE_MS = 1_500;
const LOADING_MS = 10_000;
/** What the gateway hears of a second tab: nothing that would speak for its person. */
const OF_ANY_TAB: ReadonlySet<Report["report"]> = new Set(["handled", "log", "fault"]);
/** Counts that the gateway asks for have lower numbers. */
const OWN_ROUNDS = 1_000_000_000;

export function openClientHost(sandbox: string, hear: Hear): ClientHost {
  const frame = document.createElement("iframe");
  const clients = new Map<string, Arrival>();
  /** Whose the second tabs are. */
  const persons = new Map<string, string>();
  const watchers = new Set<() => void>();
  let round = OWN_ROUNDS;
  let ready = () => {};
  const loaded = new Promise<void>((resolve) => {
    ready = resolve;
  });

  const tell = (message: WrittenToHost) => {
    // The frame's origin is opaque: there is no other name for it.
    frame.contentWindow?.postMessage(message, "*");
  };

  const listen = ({ source, data }: MessageEvent<unknown>) => {
    if (source === null || source !== frame.contentWindow) return;
    const { data: said } = FromHost.safeParse(data);
    if (said === undefined) return;
    if (said.says === "ready") return ready();
    const { run, client, report } = said;
    const arrival = clients.get(client);
    if (arrival?.run === run) {
      arrival.hear(report);
      if (arrival.isGone()) clients.delete(client);
    }
    const isOurs = report.report === "counts" && report.round > OWN_ROUNDS;
    const person = persons.get(client);
    if (person === undefined) {
      if (!isOurs) hear(run, client, report);
      // The account of a connection is that of its person's first tab.
    } else if (OF_ANY_TAB.has(report.report)) hear(run, person, report);
    for (const look of watchers) look();
  };
  window.addEventListener("message", listen);
  frame.hidden = true;
  frame.title = "Where the clients on stage run";
  frame.setAttribute("aria-hidden", "true");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = clientHostPath(sandbox);
  document.body.append(frame);

  /** Resolves when `holds`, looked at after each report, or when it has taken too long. */
  const until = (holds: () => boolean, ms: number): Promise<void> => {
    if (holds()) return Promise.resolve();
    return new Promise((resolve) => {
      const end = () => {
        watchers.delete(look);
        clearTimeout(late);
        resolve();
      };
      const look = () => {
        if (holds()) end();
      };
      const late = setTimeout(end, ms);
      watchers.add(look);
    });
  };

  return {
    async enter({ run, client, isWanted, server, code, as }) {
      await Promise.race([loaded, pause(LOADING_MS)]);
      if (!isWanted()) return;
      const name = as ?? client.name;
      const arrival = createArrival(run);
      if (as !== undefined) persons.set(as, client.name);
      clients.set(name, arrival);
      const url = clientAddress(`${location.origin}/s/${sandbox}`, client);
      const opening = openingOf(client, {
        url,
        ...(server !== undefined && { server }),
        ...(code && { code }),
      });
      tell({ tell: "open", run, opening, ...(as !== undefined && { as }) });
      // Answered behind the opening: whatever was to be connected at once has said so by then.
      round += 1;
      tell({ tell: "order", client: name, order: { order: "count", round } });
      await until(() => arrival.isThere(), LOADING_MS);
    },
    dismiss: (client) => tell({ tell: "close", client }),
    order: (client, order) => tell({ tell: "order", client, order }),
    present: (run) =>
      [...clients].flatMap(([name, its]) => (its.run === run && !persons.has(name) ? [name] : [])),
    async leave({ afterDisconnect } = { afterDisconnect: false }) {
      if (clients.size === 0) return;
      const all = [...clients.values()];
      if (afterDisconnect) await until(() => all.every((each) => !each.isConnected()), PATIENCE_MS);
      tell({ tell: "closeAll" });
      await until(() => all.every((each) => each.isGone()), PATIENCE_MS);
      for (const [name, arrival] of clients) if (all.includes(arrival)) clients.delete(name);
    },
    close() {
      window.removeEventListener("message", listen);
      frame.remove();
    },
  };
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
