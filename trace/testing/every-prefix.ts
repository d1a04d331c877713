// Totality: scrubbing shows every prefix of a trace, and old events fold into a gap. No projection may fail on either.
import { ackFaults } from "#trace/ack-faults.ts";
import { ackWords } from "#trace/ack-words.ts";
import { acks } from "#trace/acks.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import { clientSheets } from "#trace/client-sheets.ts";
import { connectionWords, heartbeatWords, historyWords } from "#trace/client-words.ts";
import { arrivalSentence } from "#trace/client-sending-words.ts";
import { clientSendings } from "#trace/client-sendings.ts";
import { deliveries } from "#trace/deliveries.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import { feedTraffic } from "#trace/feed-traffic.ts";
import { feeds } from "#trace/feeds.ts";
import { flights } from "#trace/flights.ts";
import { kinOf } from "#trace/kin.ts";
import { lanes } from "#trace/lanes.ts";
import { lately } from "#trace/lately.ts";
import { filtered, logLines, turnWordsIn } from "#trace/log-lines.ts";
import { packets } from "#trace/packets.ts";
import { printTrace } from "#trace/print.ts";
import { pushed, pushedSentence } from "#trace/pushed.ts";
import { newsWords } from "#trace/room-words.ts";
import { roomMaps } from "#trace/rooms.ts";
import { linesPassed, said } from "#trace/said.ts";
import { seatsOf } from "#trace/seats.ts";
import { sentence } from "#trace/sentence.ts";
import { sessions } from "#trace/sessions.ts";
import { stage } from "#trace/stage.ts";
import { answerIn } from "#trace/stage-answers.ts";
import { captionOf } from "#trace/stage-caption.ts";
import { stageCards } from "#trace/stage-cards.ts";
import { momentSentence } from "#trace/stage-sentence.ts";
import { steps } from "#trace/steps.ts";
import { timeline } from "#trace/timeline.ts";
import { why } from "#trace/why.ts";
import { checkLayers } from "#trace/testing/layers.ts";
import { wire } from "#trace/wire.ts";
import { layersOf } from "#trace/wire-layers.ts";
import { openingOf } from "#trace/wire-opening.ts";
import { passageWords } from "#trace/wire-words.ts";

export type Projection = (trace: Trace) => unknown;

/** Every projection of trace/, by name. A new one belongs here. */
export const PROJECTIONS: Readonly<Record<string, Projection>> = {
  ackFaults,
  acks: (trace) => acks(trace).flatMap((ack) => ack.of.map((of) => ackWords(ack, of))),
  checkpointOf,
  clientSheets: (trace) =>
    clientSheets(trace, ["Alice", "Zoe"]).flatMap(({ connection, traffic, history }) => [
      connectionWords(connection),
      heartbeatWords(traffic.heartbeats),
      ...history.map(historyWords),
    ]),
  clientSendings: (trace) => clientSendings(trace).map(arrivalSentence),
  deliveries,
  sentences: (trace) =>
    deliveries(trace).flatMap((delivery) =>
      delivery.outcomes.map((outcome) => sentence(delivery, outcome)),
    ),
  feeds: (trace) => feeds(trace, { clients: ["Alice", "Zoe"], path: "/rate" }),
  feedTraffic,
  flights: (trace) => flights(trace, -1),
  why(trace) {
    const seq = trace.at((trace.length * 2) / 3)?.seq;
    return seq === undefined ? undefined : why(trace, { seq, kin: kinOf(trace, seq) });
  },
  kin: (trace) =>
    [trace.at(-1), trace.at(trace.length / 2), trace[0]].map(
      (event) => event && kinOf(trace, event.seq),
    ),
  lanes: (trace) => lanes(trace, ["Alice", "Zoe"]),
  lately: (trace) => lately(trace, seatsOf(trace).of("Alice"), 3),
  log(trace) {
    const lines = filtered(logLines(trace), {
      hidden: new Set(["debug"]),
      client: "Bob",
      text: "x",
    });
    return lines.map(({ turn }) => turn && turnWordsIn(trace)(turn));
  },
  packets,
  printTrace,
  "printTrace, normalised": (trace) => printTrace(trace, { normalise: true }),
  pushed: (trace) => pushed(trace).map(pushedSentence),
  rooms: (trace) => roomMaps(trace).flatMap(({ rooms }) => rooms.map(newsWords)),
  said: (trace) => linesPassed(said(trace), "Alice", ["client: 2probe", "server: 3…"]),
  sessions,
  stage(trace) {
    const now = stage(trace, ["Alice", "Zoe"]);
    return [
      momentSentence(now),
      captionOf(now),
      answerIn(trace, now.moment),
      stageCards(now, 3, ["Alice", "Zoe"]),
    ];
  },
  steps,
  timeline(trace) {
    const { rows, words } = timeline(trace);
    return rows.map(words);
  },
  wire(trace) {
    const run = wire(trace);
    const last = trace.at(-1)?.seq;
    for (const passage of run.find(last, last ?? -1)?.passages ?? []) {
      checkLayers(layersOf(passage, run.requestOf));
      openingOf(run, passage);
    }
    return run.all.map(passageWords);
  },
};

/**
 * Runs projections on every prefix of a trace, from none of it to all. Throws with the first prefix that one fails on.
 * `every`: what is dear runs on each n-th only, and on those that end with the first event of a kind or with the last.
 */
export function onEveryPrefix(
  trace: Trace,
  projections: Readonly<Record<string, Projection>> = PROJECTIONS,
  every = 1,
): void {
  for (const length of [0, ...lengths(trace, every)])
    run(trace.slice(0, length), projections, `the first ${length} events`);
}

/** The same for every way in which a trace's beginning may have been folded into a gap. */
export function onEveryGap(
  trace: Trace,
  projections: Readonly<Record<string, Projection>> = PROJECTIONS,
  every = 1,
): void {
  for (const dropped of lengths(trace, every))
    run(withGap(trace, dropped), projections, `a gap of ${dropped} events`);
}

function lengths(trace: Trace, every: number): readonly number[] {
  const kinds = new Set<TraceEvent["kind"]>();
  return trace.flatMap(({ kind }, place) => {
    const isNew = !kinds.has(kind);
    kinds.add(kind);
    return isNew || place % every === 0 || place === trace.length - 1 ? [place + 1] : [];
  });
}

/** The trace with its first events folded into a gap, as the recorder does. */
export function withGap(trace: Trace, dropped: number): Trace {
  const last = trace[dropped - 1];
  if (last === undefined) return trace;
  const checkpoint = checkpointOf(trace.slice(0, dropped));
  const gap: TraceEvent = { kind: "gap", dropped, checkpoint, seq: last.seq, at: last.at };
  return [gap, ...trace.slice(dropped)];
}

function run(trace: Trace, projections: Readonly<Record<string, Projection>>, what: string): void {
  for (const [name, project] of Object.entries(projections)) {
    try {
      project(trace);
    } catch (cause) {
      const last = trace.at(-1);
      throw new Error(
        `${name} fails on ${what}, the last being ${last?.kind ?? "none"} ${last?.seq ?? ""}`,
        { cause },
      );
    }
  }
}
