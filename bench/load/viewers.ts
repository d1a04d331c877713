// Those who watch a trace while it is written: real clients, to whom batches come as to a page. They check that no event
// is missing, and note how long after it was due a message was shown.
import { io } from "socket.io-client";
import type { ToPage } from "#protocol/control.ts";
import type { Place } from "../hosts/host.ts";
import { createLatencies, type Latency, latencyOf, recordMs } from "./latencies.ts";

/** Of all viewers together; times in milliseconds from when a message was due until the fact of its ack was there. */
export type Viewed = {
  readonly events: number;
  /** Neither shown nor folded into a gap. */
  readonly missing: number;
  readonly inGaps: number;
  readonly shown: Latency;
  /** Share of what was shown that came in time. */
  readonly prompt: number;
};

export type Viewers = {
  /** From now on the messages with these numbers are looked for, each due at the time under its number. */
  readonly follow: (due: readonly number[]) => void;
  readonly viewed: () => Viewed;
  readonly close: () => void;
};

export const PROMPT_MS = 250;
type Batch = Parameters<ToPage["trace"]>[0];

export async function openViewers({ url, path }: Place, count: number): Promise<Viewers> {
  let due: readonly number[] = [];
  let tally = newTally();
  const clients = Array.from({ length: count }, () => {
    const client = io(url, { path, transports: ["websocket"], forceNew: true });
    let last = -1;
    client.on("trace", ({ events }: Batch) => {
      const now = performance.now();
      for (const event of events) {
        const skipped = event.seq - last - 1;
        if (event.kind === "gap") tally.inGaps += skipped + 1;
        else tally.missing += skipped;
        last = event.seq;
        tally.events++;
        const at = event.kind === "emit" ? due[numberOf(event.packet.text)] : undefined;
        if (at !== undefined) note(tally, now - at);
      }
    });
    return client;
  });
  await Promise.all(clients.map((client) => new Promise<void>((on) => client.once("connect", on))));
  return {
    follow: (given) => {
      due = given;
    },
    viewed: () => {
      const { times, prompt, events, missing, inGaps } = tally;
      tally = newTally();
      return { events, missing, inGaps, shown: latencyOf(times), prompt: prompt / times.count };
    },
    close: () => {
      for (const client of clients) client.disconnect();
    },
  };
}

const newTally = () => ({ events: 0, missing: 0, inGaps: 0, prompt: 0, times: createLatencies() });

function note(tally: ReturnType<typeof newTally>, ms: number): void {
  recordMs(tally.times, ms);
  if (ms <= PROMPT_MS) tally.prompt++;
}

/** The number that an ack gives back: `4317[17]`. */
const numberOf = (packet: string): number => Number(/^\d+\[(\d+)\]/.exec(packet)?.[1] ?? -1);
