// The crowd of the load scenarios: raw clients in a process of their own, which speak at fixed times and note what
// everybody heard, when, and in which order.
import type { RecordableHistogram } from "node:perf_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { answerCalls } from "../calls.ts";
import { type Place, ownCpuMs } from "../hosts/host.ts";
import { createLatencies, type Latency, latencyOf, recordMs } from "./latencies.ts";
import { type RawClient, connectRaw } from "./raw-client.ts";
import { onSchedule } from "./schedule.ts";
import { join } from "./traffic.ts";
import { type Viewed, type Viewers, openViewers } from "./viewers.ts";

export type Gathering = {
  readonly places: readonly Place[];
  /** At each place. */
  readonly clients: number;
  /** Whether they enter the room that broadcasts go to. */
  readonly joins: boolean;
};
export type Speech = {
  readonly perSecond: number;
  readonly ms: number;
  /** Characters of each message, its number included. */
  readonly characters: number;
  /** Under which name it is added up with what was said before. */
  readonly into: string;
};
/** What became of one speech. Times in milliseconds, from when a message was due. */
export type Heard = {
  readonly expected: number;
  readonly lost: number;
  readonly outOfOrder: number;
  /** Share of a core that the generator used meanwhile. */
  readonly share: number;
  /** False when that was too much: then its times are the generator's own, and are not added up. */
  readonly isKept: boolean;
};

export type Crowd = {
  readonly gather: (gathering: Gathering) => Promise<void>;
  /** The first says it, all hear it. */
  readonly broadcast: (speech: Speech) => Promise<Heard>;
  /** All in turn emit with an ack, and hear that. */
  readonly ask: (speech: Speech) => Promise<Heard>;
  readonly latency: (into: string) => Latency;
  readonly view: (where: { readonly place: Place; readonly viewers: number }) => Promise<void>;
  /** What the viewers were shown since this was asked last. */
  readonly viewed: () => Viewed;
  /** @throws when somebody was disconnected. */
  readonly leave: () => void;
};

/** A generator that is busier than this measures itself. */
export const MOST_SHARE = 0.8;
/** How long what was said may take to be heard. */
const PATIENCE_MS = 10_000;
const CONNECTING_AT_ONCE = 25;

export function createCrowd(): Crowd {
  const totals = new Map<string, RecordableHistogram>();
  let clients: RawClient[] = [];
  let viewers: Viewers | undefined;

  const whyLost = (): string | undefined =>
    clients.map((client) => client.lost()).find((why) => why !== undefined);

  async function gather({ places, clients: each, joins }: Gathering): Promise<void> {
    const wanted = places.flatMap((place) => Array<Place>(each).fill(place));
    for (let from = 0; from < wanted.length; from += CONNECTING_AT_ONCE) {
      const some = wanted.slice(from, from + CONNECTING_AT_ONCE).map(connectRaw);
      clients.push(...(await Promise.all(some)));
    }
    if (joins) await Promise.all(clients.map(join));
  }

  /** Says what is due, and waits until `heard` counts as many as are expected. */
  async function speak(
    { perSecond, ms, into }: Speech,
    {
      expected,
      heard,
      times,
    }: { expected: number; heard: () => number; times: RecordableHistogram },
    send: (number: number, due: number) => void,
  ): Promise<Omit<Heard, "outOfOrder">> {
    const before = { cpu: ownCpuMs(), at: performance.now() };
    await onSchedule({ perSecond, count: countOf({ perSecond, ms }) }, send);
    const share = (ownCpuMs() - before.cpu) / (performance.now() - before.at);
    const end = performance.now() + PATIENCE_MS;
    while (heard() < expected && !whyLost() && performance.now() < end) await sleep(10);
    const isKept = share <= MOST_SHARE;
    if (isKept) totalOf(into).add(times);
    return { expected, lost: expected - heard(), share, isKept };
  }

  async function broadcast(speech: Speech): Promise<Heard> {
    const times = createLatencies();
    const due: number[] = [];
    let heard = 0;
    let outOfOrder = 0;
    for (const client of clients) {
      let next = 0;
      client.onPacket = (packet) => {
        if (!packet.startsWith("42")) return;
        const number = numberIn(packet);
        if (number !== next) outOfOrder++;
        next = number + 1;
        heard++;
        recordMs(times, performance.now() - (due[number] ?? Number.NaN));
      };
    }
    const [speaker] = clients;
    const expected = countOf(speech) * clients.length;
    const said = await speak(speech, { expected, heard: () => heard, times }, (number, at) => {
      due[number] = at;
      speaker?.send(`42["shout","${`${number}:`.padEnd(speech.characters, "x")}"]`);
    });
    return { ...said, outOfOrder };
  }

  async function ask(speech: Speech): Promise<Heard> {
    const times = createLatencies();
    const due: number[] = [];
    let heard = 0;
    let outOfOrder = 0;
    for (const client of clients) {
      let last = -1;
      client.onPacket = (packet) => {
        if (!packet.startsWith("43")) return;
        const number = numberIn(packet);
        if (number <= last) outOfOrder++;
        last = number;
        heard++;
        recordMs(times, performance.now() - (due[number] ?? Number.NaN));
      };
    }
    viewers?.follow(due);
    const expected = countOf(speech);
    const said = await speak(speech, { expected, heard: () => heard, times }, (number, at) => {
      due[number] = at;
      clients[number % clients.length]?.send(`42${number}["ping",${number}]`);
    });
    return { ...said, outOfOrder };
  }

  function totalOf(name: string): RecordableHistogram {
    const total = totals.get(name) ?? createLatencies();
    totals.set(name, total);
    return total;
  }

  return {
    gather,
    broadcast,
    ask,
    latency: (name) => latencyOf(totalOf(name)),
    view: async ({ place, viewers: count }) => {
      viewers = await openViewers(place, count);
    },
    viewed: () => {
      if (!viewers) throw new Error("nobody is viewing: call view first");
      return viewers.viewed();
    },
    leave: () => {
      const lost = whyLost();
      for (const client of clients) client.close();
      viewers?.close();
      [clients, viewers] = [[], undefined];
      if (lost) throw new Error(lost);
    },
  };
}

export function playCrowd(): void {
  const crowd = createCrowd();
  answerCalls(crowd, async () => crowd.leave());
}

const countOf = ({ perSecond, ms }: Pick<Speech, "perSecond" | "ms">): number =>
  Math.round((perSecond * ms) / 1_000);

/** The number in `42["heard","17:…"]` or `4317[17]`. */
const numberIn = (packet: string): number =>
  Number(/(?:"|\[)(\d+)/.exec(packet)?.[1] ?? Number.NaN);
