// What each view of a run takes to work out, by the length of the run: the first time, and when a frame's worth of events
// has been added to what it has been asked for before.
import { acks } from "../../trace/acks.ts";
import { build } from "../../trace/builder.ts";
import { clientSheets } from "../../trace/client-sheets.ts";
import { deliveries } from "../../trace/deliveries.ts";
import type { Trace } from "../../trace/event.ts";
import { flights } from "../../trace/flights.ts";
import { kinOf } from "../../trace/kin.ts";
import { lanes } from "../../trace/lanes.ts";
import { printTrace } from "../../trace/print.ts";
import { roomMaps } from "../../trace/rooms.ts";
import { stage } from "../../trace/stage.ts";
import { steps } from "../../trace/steps.ts";
import { timeline } from "../../trace/timeline.ts";
import { wire } from "../../trace/wire.ts";
import { median, quantile, show } from "../figures.ts";
import { atMost, type Report, type Row } from "../report.ts";
import type { Effort } from "../settings.ts";

const CLIENTS = ["Alice", "Bob", "Carol", "Dave"];
const SCREENFUL = 40;

/** What is worked out of a trace for each view. A new view is a line here. */
const VIEWS: Readonly<Record<string, (trace: Trace) => unknown>> = {
  stage: (trace) => stage(trace, CLIENTS),
  "stage, what flies": (trace) => flights(trace, (trace.at(-1)?.seq ?? 0) - PER_FRAME),
  scrubber: steps,
  deliveries,
  "timeline, lanes": (trace) => lanes(trace, CLIENTS),
  "timeline, lines": (trace) => {
    const { rows, words } = timeline(trace, CLIENTS);
    return rows.slice(-SCREENFUL).map(words);
  },
  rooms: (trace) => roomMaps(trace),
  acks,
  cause(trace) {
    const last = trace.at(-1);
    return last && kinOf(trace, last.seq);
  },
  clients: (trace) => clientSheets(trace, CLIENTS),
  wire,
  "the trace printed": printTrace,
};

const LENGTHS = [100, 1_000, 10_000];
/** A thousand events a second, on a screen that draws sixty times. */
const PER_FRAME = 17;
const FRAME_MS = 16;
/** Views that are drawn again with every frame while events arrive. */
const AT_EVERY_FRAME: ReadonlySet<string> = new Set(["stage", "stage, what flies"]);

export async function measureProjections({ isQuick }: Effort): Promise<Report> {
  const rounds = isQuick ? 5 : 15;
  const frames = isQuick ? 20 : 100;
  const whole = conversation(Math.max(...LENGTHS) + PER_FRAME * frames);
  const figures: Record<string, Record<string, readonly number[]>> = {};
  for (const [name, view] of Object.entries(VIEWS)) {
    const own: Record<string, readonly number[]> = {};
    for (const length of LENGTHS)
      own[`first at ${length}`] = firstTimes(view, whole, { length, rounds });
    own.grown = grownTimes(view, whole, frames);
    figures[name] = own;
  }
  return {
    title: "Working out the views of a run, in ms of CPU time",
    columns: [
      "view",
      ...LENGTHS.map((length) => `${show(length)} events`),
      `then ${PER_FRAME} more`,
      "p95",
    ],
    rows: Object.entries(figures).map(([name, own]): Row => {
      const grown = own.grown ?? [];
      const p95 = quantile(grown, 0.95);
      return {
        cells: [
          name,
          ...LENGTHS.map((length) => show(median(own[`first at ${length}`] ?? []))),
          show(median(grown)),
          show(p95),
        ],
        claims: AT_EVERY_FRAME.has(name) ? [atMost("p95", p95, FRAME_MS)] : [],
      };
    }),
    notes: [
      "A conversation of four clients: events with acknowledgements, and broadcasts that each of the others handles.",
      `The first time nothing is known of the events, not even their decoding. The last two columns: ${show(Math.max(...LENGTHS))} events are known, and ${PER_FRAME} more have come.`,
    ],
    figures,
  };
}

type Rounds = Readonly<{ length: number; rounds: number }>;

/** Each round with a copy of its own, of which nothing can be remembered. */
function firstTimes(
  view: (trace: Trace) => unknown,
  whole: Trace,
  { length, rounds }: Rounds,
): readonly number[] {
  return Array.from({ length: rounds }, () => {
    const trace = structuredClone(whole.slice(0, length)) as Trace;
    return took(() => view(trace));
  });
}

function grownTimes(
  view: (trace: Trace) => unknown,
  whole: Trace,
  frames: number,
): readonly number[] {
  const trace = structuredClone(whole);
  const known = Math.max(...LENGTHS);
  view(trace.slice(0, known));
  return Array.from({ length: frames }, (_, frame) =>
    took(() => view(trace.slice(0, known + PER_FRAME * (frame + 1)))),
  );
}

/** CPU time: what else this machine does is not the view's. */
function took(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** So many events: four clients in a room, who ask and are answered, and speak to the others. */
function conversation(length: number): Trace {
  const t = build();
  for (const client of CLIENTS) {
    t.connects(client);
    t.joins(client, "red");
  }
  for (let turn = 0; ; turn++) {
    const client = CLIENTS[turn % CLIENTS.length] ?? "Alice";
    t.sends(client, "say", { args: ["hi", turn], ack: turn });
    t.acks(client, turn, { args: ["ok"] });
    t.broadcasts("chat", { args: ["hi", turn], rooms: ["red"], except: [client] });
    for (const other of CLIENTS) if (other !== client) t.handles(other, "chat");
    if (turn % 50 === 0 && t.trace().length >= length) return t.trace().slice(0, length);
  }
}
