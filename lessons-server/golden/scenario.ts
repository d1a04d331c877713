// A golden scenario as data, and playing it: a real program through the real runner, real clients, step by step with
// quiet between. What it gives is a trace, and where in it each step begins. That the program itself does not depend on
// who is faster is the scenario's own care: in one step, one client begins.
import { SceneClient } from "#protocol/scene.ts";
import type { Deed, LinkId, RequestId, Trace } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { sessions } from "#trace/sessions.ts";
import type { LaneStep } from "#trace/testing/lanes.ts";
import { openHeadlessBench } from "../testing/headless-bench.ts";

/** A step: one client does something, or loses its network. */
export type Step = { readonly title: string; readonly client: string } & (
  | { readonly deed: Deed }
  | { readonly cut: true }
);

export type Scenario = {
  /** Names the golden file. */
  readonly name: string;
  /** What it shows, in a sentence. */
  readonly shows: string;
  /** `server.js`, and the code of clients that have some. */
  readonly files: Readonly<Record<string, string>>;
  /** They enter in this order, each a step. */
  readonly clients: readonly SceneClient[];
  readonly steps: readonly Step[];
};

export type Played = {
  readonly trace: Trace;
  readonly steps: readonly LaneStep[];
  /** The id in the sandbox's address. */
  readonly id: string;
};

const REST_MS = 10_000;
/** No reconnection within a run, unless a client of the scene asks for another delay. */
const PATIENT = { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 };

/** Acts of a scenario, in few words. */
export const emits = (client: string, event: string, ...args: readonly unknown[]): Step => ({
  title: `${client} emits ${event}${args.length > 0 ? ` ${args.map((arg) => JSON.stringify(arg)).join(", ")}` : ""}`,
  client,
  deed: { do: "emit", nsp: "/", event, args: [...args] },
});
export const asks = (client: string, event: string, ...args: readonly unknown[]): Step => ({
  title: `${client} emits ${event} and waits for the answer`,
  client,
  deed: { do: "emitWithAck", nsp: "/", event, args: [...args], timeout: 20_000 },
});
export const leaves = (client: string): Step => ({
  title: `${client} disconnects`,
  client,
  deed: { do: "disconnect" },
});
export const loses = (client: string): Step => ({
  title: `${client}'s network is cut`,
  client,
  cut: true,
});

/** Plays a scenario on a sandbox of its own. @throws when a step does not come to rest. */
export async function play({ files, clients, steps }: Scenario): Promise<Played> {
  const bench = await openHeadlessBench({ patience: { deadline: 20_000 } });
  const begun: { title: string; from: number }[] = [];
  const step = async (title: string, act: () => Promise<unknown>): Promise<void> => {
    begun.push({ title, from: (bench.trace().at(-1)?.seq ?? -1) + 1 });
    await act();
    const settled = await bench.settle();
    const isQuiet = settled.ok && (await bench.until(isAtRest, REST_MS));
    if (!isQuiet) throw new Error(`"${title}" did not end: ${settled.heldUpBy.join("; ")}`);
  };
  try {
    await step("the program loads", async () => {
      const started = await bench.run({ entry: "server.js", files: { ...files } });
      if (!started.ok) throw new Error(started.why);
    });
    const onStage = new Map<string, Awaited<ReturnType<typeof bench.openClient>>>();
    for (const client of clients) {
      await step(`${client.name} connects`, async () => {
        onStage.set(
          client.name,
          await bench.openClient(SceneClient.parse({ ...PATIENT, ...client })),
        );
      });
    }
    for (const next of steps) {
      await step(next.title, async () => {
        if ("deed" in next) return onStage.get(next.client)?.perform(next.deed);
        const closed = countClosed(bench.trace(), next.client) + 1;
        bench.cut(next.client);
        return bench.until((trace) => countClosed(trace, next.client) >= closed, REST_MS);
      });
    }
    return { trace: bench.trace(), steps: begun, id: bench.id };
  } finally {
    await bench.close();
  }
}

/**
 * What the settle barrier leaves open, since no packet depends on it: that who is polling has its next poll there, and
 * that the TCP connections of WebSockets are closed.
 */
export function isAtRest(trace: Trace): boolean {
  const waiting = new Map<RequestId, string>();
  const webSockets = new Set<LinkId>();
  for (const event of trace) {
    if (event.kind === "http.request" && event.method === "GET")
      waiting.set(event.request, engineIoTarget(event.target)?.sid ?? "");
    if (event.kind === "http.response") waiting.delete(event.request);
    if (event.kind === "http.response" && event.status === 101) webSockets.add(event.link);
    if (event.kind === "link.closed") webSockets.delete(event.link);
  }
  const open = sessions(trace).filter(({ end }) => end.state === "open");
  const polling = open.filter(({ transport }) => transport === "polling");
  const polls = new Set(waiting.values());
  return (
    webSockets.size === open.length - polling.length && polling.every(({ sid }) => polls.has(sid))
  );
}

function countClosed(trace: Trace, client: string): number {
  return sessions(trace).filter((one) => one.client === client && one.end.state === "closed")
    .length;
}
