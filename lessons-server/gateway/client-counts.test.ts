import { describe, expect, it } from "vitest";
import type { Order, Report } from "#protocol/client.ts";
import { createCountsOfClients } from "./client-counts.ts";

const counts = { connections: [], namespaces: [], nextTimer: null, fetches: 0, deeds: 0 };
const gone: Report = {
  report: "client",
  nsp: "/",
  state: { state: "gone", why: "an endless loop" },
  buffered: 0,
};

/** The counts of a page's clients, and the orders that went out for them. */
function start() {
  const orders: { client: string; order: Order }[] = [];
  const asked = createCountsOfClients((client, order) => void orders.push({ client, order }));
  const ask = (client: string) => asked.of([client]).get(client)?.();
  return { ...asked, orders, ask };
}

describe("the counts of clients", () => {
  it("are those of the round and the client that was asked", async () => {
    const { ask, heard, orders } = start();
    const alice = ask("alice");
    const bob = ask("bob");
    expect(orders).toEqual([
      { client: "alice", order: { order: "count", round: 1 } },
      { client: "bob", order: { order: "count", round: 2 } },
    ]);
    heard("bob", { report: "counts", round: 1, counts: { ...counts, deeds: 9 } });
    heard("alice", { report: "counts", round: 7, counts: { ...counts, deeds: 9 } });
    heard("bob", { report: "counts", round: 2, counts: { ...counts, deeds: 2 } });
    heard("alice", { report: "counts", round: 1, counts });
    expect([await alice, await bob]).toEqual([counts, { ...counts, deeds: 2 }]);
  });

  it("are none of a client that is gone, until it comes again", async () => {
    const { ask, heard, orders } = start();
    const waiting = ask("alice");
    heard("alice", gone);
    expect(await waiting).toBeNull();
    expect(await ask("alice")).toBeNull();
    expect(orders).toHaveLength(1);
    heard("alice", { ...gone, state: { state: "connecting" } });
    const again = ask("alice");
    heard("alice", { report: "counts", round: 2, counts });
    expect(await again).toEqual(counts);
  });

  it("are none when nobody can answer any more, and those of an older run are nobody's", async () => {
    const { ask, heard, begin, giveUp } = start();
    const first = ask("alice");
    giveUp();
    expect(await first).toBeNull();
    heard("alice", gone);
    begin();
    const second = ask("alice");
    heard("alice", { report: "counts", round: 1, counts: { ...counts, deeds: 9 } });
    heard("alice", { report: "counts", round: 2, counts });
    expect(await second).toEqual(counts);
  });
});
