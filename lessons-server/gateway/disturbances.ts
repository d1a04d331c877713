// What is being done to the clients of one run, on purpose: each as a fact when it begins and when it ends, before its
// effect. Outlives the program: a network does not mend because a server restarts.
import type { Report } from "#protocol/client.ts";
import type { ClientDisturbance } from "#trace/disturbance.ts";
import type { Fact } from "#trace/event.ts";
import { createWays, type Ways } from "./way.ts";

export type Disturbances = {
  /** For the network. */
  readonly ways: Ways;
  /**
   * One of each kind at a time: another of the same takes its place. Whoever freezes a client has it told so itself.
   * Returns why not, in a sentence; undefined when it has begun.
   */
  readonly begin: (client: string, disturbance: ClientDisturbance) => string | undefined;
  /** Ends everything that this client suffers, but for a frozen one's sleep. */
  readonly calm: (client: string) => undefined;
  /** Hears what a client reports: that it has thawed, or is gone. */
  readonly heard: (client: string, report: Report) => void;
};

type Kind = ClientDisturbance["is"];

/** How many clients may suffer at once: as many as a sandbox holds. */
const MOST_CLIENTS = 25;
const TOO_MANY = `The networks of ${MOST_CLIENTS} clients are disturbed already. Put one back to normal first.`;

export function createDisturbances(append: (fact: Fact) => unknown): Disturbances {
  const suffered = new Map<string, Map<Kind, ClientDisturbance>>();
  const ways = createWays((client) => end(client, "reset"));

  function begin(client: string, disturbance: ClientDisturbance): string | undefined {
    const its = suffered.get(client) ?? new Map<Kind, ClientDisturbance>();
    if (its.size === 0 && suffered.size >= MOST_CLIENTS) return TOO_MANY;
    end(client, disturbance.is);
    suffered.set(client, its.set(disturbance.is, disturbance));
    append({ kind: "disturbance", phase: "begun", on: { side: "client", client }, disturbance });
    if (disturbance.is !== "freeze") ways.of(client).begin(disturbance);
    return undefined;
  }

  function end(client: string, is: Kind): void {
    const its = suffered.get(client);
    const disturbance = its?.get(is);
    if (!its || !disturbance) return;
    its.delete(is);
    if (its.size === 0) suffered.delete(client);
    append({ kind: "disturbance", phase: "ended", on: { side: "client", client }, disturbance });
    if (is !== "freeze") ways.of(client).end(is);
  }

  return {
    ways,
    begin,
    calm(client) {
      for (const is of suffered.get(client)?.keys() ?? []) if (is !== "freeze") end(client, is);
      return undefined;
    },
    heard(client, report) {
      const isGone = report.report === "client" && report.state.state === "gone";
      if (isGone || report.report === "thawed") end(client, "freeze");
    },
  };
}
