// A lesson on stage as its page has it, with headless clients: what its people do, and who receives what of it.
import type { BenchClient } from "#checks/run-check.ts";
import { seenPackets } from "#checks/wire.ts";
import { type HeadlessBench, openHeadlessBench } from "#lessons-server/testing/headless-bench.ts";
import { deedOfDoing, type Doing } from "#protocol/doing.ts";
import type { Deed, Trace, TurnId } from "#trace/event.ts";
import { pushed } from "#trace/pushed.ts";
import type { LoadedLesson } from "../load-lesson.ts";

export type LessonStage = {
  /**
   * How often each received the event after this, of those who received it at all. So many as are `due` are waited for: a
   * program may take its time. @throws when it did not come to rest.
   */
  readonly after: (
    doing: Doing,
    event: string,
    due?: number,
  ) => Promise<Readonly<Record<string, number>>>;
  /** The same of a button on the client's card. @throws when it has none of that name. */
  readonly press: (
    client: string,
    label: string,
    event: string,
  ) => Promise<Readonly<Record<string, number>>>;
  /** Has a client do anything else. */
  readonly tell: (client: string, deed: Deed) => Promise<void>;
  readonly trace: () => Trace;
  readonly close: () => Promise<void>;
};

/** How long a program may take until it sends what is due. */
const DUE_MS = 15_000;

type Played = Pick<LoadedLesson, "files" | "entry" | "scene">;

/** @throws when the lesson's program does not run. */
export async function openLessonStage({ files, entry, scene }: Played): Promise<LessonStage> {
  const bench: HeadlessBench = await openHeadlessBench();
  const started = await bench.run({ entry, files: { ...files } });
  if (!started.ok) throw new Error(`the lesson's program does not run: ${JSON.stringify(started)}`);
  const clients = new Map<string, BenchClient>();
  for (const client of scene.clients) clients.set(client.name, await bench.openClient(client));
  await bench.settle();

  const received = (event: string, trace = bench.trace()): readonly string[] => {
    const emitting = turnsThatEmit(trace);
    return [
      ...seenPackets(trace).filter(
        (packet) => packet.direction === "down" && packet.event === event,
      ),
      ...pushed(trace).filter(({ turn }) => emitting.has(turn)),
    ]
      .toSorted((one, other) => one.seq - other.seq)
      .map(({ client }) => client);
  };

  type Awaited = { readonly event: string; readonly due?: number | undefined };
  const perform = async (client: string, deed: Deed | undefined, { event, due = 0 }: Awaited) => {
    const doer = clients.get(client);
    if (!doer || !deed) throw new Error(`nobody on stage is called ${client}, or can do this`);
    const before = received(event).length;
    await doer.perform(deed);
    await bench.until((trace) => received(event, trace).length >= before + due, DUE_MS);
    const { ok, heldUpBy, notProvenFor } = await bench.settle();
    if (!ok || notProvenFor.length > 0)
      throw new Error(`it did not come to rest: ${[...heldUpBy, ...notProvenFor].join("; ")}`);
    const times: Record<string, number> = {};
    for (const name of received(event).slice(before)) times[name] = (times[name] ?? 0) + 1;
    return times;
  };

  return {
    after: (doing, event, due) => perform(doing.client, deedOfDoing(doing), { event, due }),
    press(client, label, event) {
      const { buttons = [] } = scene.clients.find(({ name }) => name === client) ?? {};
      return perform(client, buttons.find((button) => button.label === label)?.deed, { event });
    },
    async tell(client, deed) {
      await perform(client, deed, { event: "" });
    },
    trace: bench.trace,
    close: () => bench.close(),
  };
}

/** What `after` says when each of these received it once. */
export const onceEach = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(names.map((name) => [name, 1]));

/** Over HTTP as well a program may answer for reasons of its own, which are no news: a long poll that took too long. */
const turnsThatEmit = (trace: Trace): ReadonlySet<TurnId> =>
  new Set(
    trace.flatMap((event) =>
      event.kind === "emit" || event.kind === "broadcast" ? [event.turn] : [],
    ),
  );
