// Random conversations: no projection fails on any prefix or behind any gap, and deliveries say what the adapter did.
import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { type Builder, build } from "#trace/builder.ts";
import { deliveries } from "#trace/deliveries.ts";
import { deliveryAt, sendings } from "#trace/delivery-at.ts";
import type { Fact } from "#trace/event.ts";
import { packets } from "#trace/packets.ts";
import { onEveryGap, onEveryPrefix, PROJECTIONS } from "#trace/testing/every-prefix.ts";
import { type Seeded, seeded } from "#trace/testing/seeded.ts";

const CLIENTS = ["Alice", "Bob", "Carol", "Dave"];
const ROOMS = ["room1", "room2", "none"];
const SPACES = ["/", "/news"];

/** Whatever a hostile client or a broken recorder may write: bytes and texts of any kind, facts in any order. */
function garbage(t: Builder, random: Seeded): void {
  const { seq: _, at: __, ...fact } = random.pick(t.trace());
  const bytes = Uint8Array.from({ length: random.below(30) }, () =>
    random.pick([random.below(256), 0x81, 0x82, 0x34, 0x32, 0x5b, 0x22, 0x1e]),
  );
  const odd = { base64: toBase64(bytes), size: bytes.length + random.pick([0, 0, 9]) };
  const text = random.pick([
    "",
    "2[",
    '51-["a"]',
    "\ud83d",
    '2["__proto__"]',
    "9",
    '2["chat","xx',
    "0{}",
    "4",
    String.fromCharCode(...bytes),
  ]);
  const target = random.pick([
    "/socket.io/?EIO=4&transport=polling",
    "/?EIO=3&transport=polling&sid=x",
    "/%E0?EIO=4&transport=websocket&sid=Alice-sid-1",
    "",
  ]);
  const packet = { text, size: text.length + random.pick([0, 5]), attachments: random.below(3) };
  const number = random.below(6);
  t.fact({
    ...fact,
    ...("bytes" in fact ? { bytes: odd } : {}),
    ...("body" in fact ? { body: odd } : {}),
    ...("target" in fact ? { target, method: random.pick(["GET", "POST", ""]) } : {}),
    ...("packet" in fact && typeof fact.packet === "object" ? { packet } : {}),
    ...("session" in fact ? { session: number } : {}),
    ...("turn" in fact ? { turn: number, cause: random.pick([undefined, "unknown", number]) } : {}),
    ...("trigger" in fact
      ? { trigger: { by: "timer", setIn: random.pick([undefined, number]), delay: 1 } }
      : {}),
  } as Fact);
}

/** One random step; what the state does not allow is not done. */
function step(t: Builder, random: Seeded): void {
  const [client, room, nsp] = [random.pick(CLIENTS), random.pick(ROOMS), random.pick(SPACES)];
  const some = (from: readonly string[]): readonly string[] =>
    from.filter(() => random.chance(0.3));
  const drop = random.chance(0.15)
    ? { [client]: random.pick(["volatile", "closed", "slow reader"] as const) }
    : {};
  const args = random.chance(0.3) ? [Uint8Array.of(random.below(256))] : ["x"];
  const steps: readonly (() => unknown)[] = [
    () => t.connects(client, { transport: random.pick(["polling", "websocket"]), nsp }),
    () => t.appears(client),
    () => t.upgrades(client),
    () => t.enters(client, nsp),
    () => t.exits(client, nsp),
    () => t.disconnects(client, random.pick(["ping timeout", "transport close"])),
    () => t.joins(client, room, { nsp }),
    () => t.leaves(client, room, { nsp }),
    () =>
      t.sends(client, "say", {
        nsp,
        args,
        ...(random.chance(0.3) ? { ack: random.below(3) } : {}),
      }),
    () => t.answers(client, random.below(3), { nsp, args }),
    () => t.turn({ by: "timer", setIn: t.turn({ by: "load" }), delay: 1 }),
    () => t.emits(client, "hey", { nsp, args, drop }),
    () => t.acks(client, random.below(5), { nsp, args }),
    () =>
      t.broadcasts("all", {
        nsp,
        args,
        drop,
        rooms: some([...ROOMS, client]),
        except: some([...ROOMS, ...CLIENTS]),
      }),
    () => t.broadcasts("all", { nsp, args }),
    () => t.handles(client, "all", { nsp, listeners: random.below(3) }),
  ];
  try {
    random.pick(steps)();
  } catch (error) {
    // The builder refuses what cannot happen.
    if (!(error instanceof Error) || !/is not connected|is not in|already/.test(error.message))
      throw error;
  }
}

function conversation(seed: number, steps: number): Builder {
  const random = seeded(seed);
  const t = build();
  for (let i = 0; i < steps; i++) step(t, random);
  return t;
}

/** Golden traces are looked at from every place; of these, which are many, each fourth is enough. */
const EVERY = 4;

describe("random traces", () => {
  it.each([1, 2, 3, 4, 5])(
    "seed %d: every projection is total on prefixes and behind gaps of any length",
    (seed) => {
      const trace = conversation(seed, 60).trace();
      onEveryPrefix(trace, PROJECTIONS, EVERY);
      onEveryGap(trace, PROJECTIONS, EVERY);
    },
  );

  it.each([11, 12, 13, 14])("seed %d: nor on garbage among it", (seed) => {
    const random = seeded(seed);
    const t = build();
    for (let i = 0; i < 60; i++) {
      if (random.chance(0.5)) garbage(t, random);
      else step(t, random);
    }
    onEveryPrefix(t.trace(), PROJECTIONS, EVERY);
    onEveryGap(t.trace(), PROJECTIONS, EVERY);
  });

  it("100 seeds: who was chosen is never said to be not sent to, and everyone else always is, with a reason", () => {
    let sendings = 0;
    for (let seed = 100; seed < 200; seed++) {
      const trace = conversation(seed, 80).trace();
      for (const delivery of deliveries(trace)) {
        const event = trace.find(({ seq }) => seq === delivery.seq);
        if (event?.kind !== "emit" && event?.kind !== "broadcast")
          throw new Error(`seed ${seed}: no sending ${delivery.seq}`);
        const to = (event.kind === "emit" ? [event.to] : event.to).map(({ session }) => session);
        for (const { session, result } of delivery.outcomes) {
          const isChosen = session !== undefined && to.includes(session);
          expect(result.result === "not-sent", `seed ${seed}, seq ${delivery.seq}`).toBe(!isChosen);
          if (result.result === "not-sent")
            expect(result.reason, `seed ${seed}, seq ${delivery.seq}`).not.toBe("unexplained");
        }
        expect(
          delivery.outcomes.filter(({ session }) => session !== undefined && to.includes(session))
            .length,
        ).toBe(to.length);
        sendings++;
      }
    }
    expect(sendings).toBeGreaterThan(500);
  });

  it("20 seeds: one delivery by itself is what it is among all", () => {
    for (let seed = 100; seed < 120; seed++) {
      const trace = conversation(seed, 60).trace();
      const all = deliveries(trace);
      expect(sendings(trace), `seed ${seed}`).toEqual(all.map(({ seq }) => seq));
      for (const delivery of all)
        expect(deliveryAt(trace, delivery.seq), `seed ${seed}, seq ${delivery.seq}`).toEqual(
          delivery,
        );
    }
  });

  it("100 seeds: each packet that left is on the wire under the number that its fact gave it", () => {
    for (let seed = 100; seed < 200; seed++) {
      const trace = conversation(seed, 80).trace();
      const wire = new Set(
        packets(trace).flatMap(({ from, session, number }) =>
          from === "server" ? [`${session} ${number}`] : [],
        ),
      );
      const dropped = new Set(
        trace.flatMap((event) =>
          event.kind === "dropped" ? [`${event.of} ${event.session}`] : [],
        ),
      );
      for (const event of trace) {
        const to = event.kind === "emit" ? [event.to] : event.kind === "broadcast" ? event.to : [];
        for (const { session, packet } of to)
          if (!dropped.has(`${event.seq} ${session}`))
            expect(wire, `seed ${seed}, seq ${event.seq}`).toContain(`${session} ${packet}`);
      }
    }
  });
});
