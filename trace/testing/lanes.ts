// A trace printed by lanes, for golden files: step by step, and in each step what each recorder wrote, side by side.
// Facts of different recorders reach the gateway in an order that nobody decides; printed in one row they would differ
// from run to run, printed in lanes they do not. Nothing here sorts within a lane, except turns by who set them off.
import type { RequestId, Seq, Trace, TraceEvent, TurnId } from "#trace/event.ts";
import { createPrintContext, type PrintContext } from "#trace/print-context.ts";
import { type LaneLine, laneLines, type LaneMemory, type LaneName } from "./lane-lines.ts";

/** What belongs together between two moments at which nothing was in flight. `from` is the `seq` it begins with. */
export type LaneStep = Readonly<{ title: string; from: number }>;

export type PrintedLanes = Readonly<{
  text: string;
  /** What the program sent, in the order in which it is printed, each with its line. */
  sent: readonly Readonly<{ seq: Seq; line: string }>[];
  /** The context after the last event, for what is printed below the lanes. */
  context: PrintContext;
}>;

type Turn = {
  readonly origin: string;
  readonly lines: Readonly<{ seq: Seq; text: string }>[];
};

/** Prints the lanes of each step. Names are the normalising printer's; `renumbered` makes them independent of timing. */
export function printLanes(trace: Trace, steps: readonly LaneStep[]): PrintedLanes {
  const context = createPrintContext({ normalise: true });
  const memory: LaneMemory = { context, webSockets: new Set(), sentIn: new Map() };
  const origins = createOrigins(context);
  const sent: { seq: Seq; line: string }[] = [];
  const clients: string[] = [];
  const texts = steps.map(({ title, from }, i) => {
    const until = steps[i + 1]?.from ?? Number.POSITIVE_INFINITY;
    const lines: LaneLine[] = [];
    const turns = new Map<TurnId, Turn>();
    let upgrading: ReadonlySet<string> = new Set();
    for (const event of trace.filter(({ seq }) => seq >= from && seq < until)) {
      context.note(event);
      origins.note(event);
      if ("client" in event && !clients.includes(event.client)) clients.push(event.client);
      for (const line of laneLines(memory, event)) {
        if (line.at === "turn") {
          const turn = turns.get(line.turn) ?? { origin: origins.of(line.turn), lines: [] };
          turn.lines.push({ seq: line.seq, text: line.text });
          turns.set(line.turn, turn);
        } else lines.push(line);
        if (line.at === "lane" && line.lane === "connection" && line.text.endsWith("  upgrade"))
          upgrading = new Set([...upgrading, line.client]);
      }
    }
    const inOrder = [...turns.values()].toSorted(
      (one, other) => clients.indexOf(one.origin) - clients.indexOf(other.origin),
    );
    for (const { lines: own } of inOrder)
      sent.push(
        ...own
          .filter(({ seq }) => memory.sentIn.has(seq))
          .map(({ seq, text }) => ({ seq, line: text })),
      );
    return stepText({ title, lines, turns: inOrder, clients, upgrading });
  });
  return { text: texts.join("\n"), sent, context };
}

type Step = Readonly<{
  title: string;
  lines: readonly LaneLine[];
  turns: readonly Turn[];
  clients: readonly string[];
  upgrading: ReadonlySet<string>;
}>;

function stepText({ title, lines, turns, clients, upgrading }: Step): string {
  const at = (place: "begin" | "end") =>
    lines.filter((line) => line.at === place).map(({ text }) => text);
  const lane = (name: LaneName, client: string, heading: string): string[] => {
    const own = lines.filter(
      (line) => line.at === "lane" && line.lane === name && line.client === client,
    );
    if (own.length === 0) return [];
    return [
      heading + over(own, upgrading.has(client)),
      ...own.flatMap(({ text }) => indented(text)),
    ];
  };
  const program = turns.flatMap(({ lines: own }) =>
    own.flatMap(({ text }, i) => indented(text, i === 0 ? 1 : 2)),
  );
  return [
    `== ${title}`,
    ...at("begin"),
    ...clients.flatMap((client) => [
      ...lane("connection", client, `${client}'s connection`),
      ...lane("up", client, `${client} → server`),
    ]),
    ...(program.length > 0 ? ["server", ...program] : []),
    ...clients.flatMap((client) => lane("down", client, `server → ${client}`)),
    ...clients.flatMap((client) => lane("reports", client, client)),
    ...at("end"),
    "",
  ].join("\n");
}

/** What carried a lane's packets; while a session changes over, timing decides which of the two carried what. */
function over(lines: readonly LaneLine[], isUpgrading: boolean): string {
  const carriers = new Set(lines.map((line) => (line.at === "lane" ? line.carrier : undefined)));
  carriers.delete(undefined);
  if (carriers.size === 0) return "";
  return isUpgrading ? ", from polling to WebSocket" : `, over ${[...carriers].join(" and ")}`;
}

function indented(text: string, depth = 1): string[] {
  return text.split("\n").map((line) => `${"  ".repeat(depth)}${line}`.trimEnd());
}

/** Which client set a turn off, also through timers; "" for the loading of the program. */
function createOrigins(context: PrintContext) {
  const requests = new Map<RequestId, string>();
  const turns = new Map<TurnId, string>();
  return {
    note(event: TraceEvent): void {
      if (event.kind === "http.request") requests.set(event.request, event.client);
      if (event.kind !== "turn") return;
      const { trigger } = event;
      const origin =
        "session" in trigger
          ? context.clientOf(trigger.session)
          : trigger.by === "timer"
            ? trigger.setIn !== undefined && turns.get(trigger.setIn)
            : trigger.by === "request"
              ? requests.get(trigger.request)
              : undefined;
      turns.set(event.turn, origin || "");
    },
    of: (turn: TurnId): string => turns.get(turn) ?? "",
  };
}

/** Numbers the stable names (`sid2`, `id1` …) by where they stand in the text, whatever numbers they had. */
export function renumbered(text: string): string {
  const counts = new Map<string, number>();
  const names = new Map<string, string>();
  return text.replace(/\b(sid|id|pid|offset|run)\d+\b/g, (name, kind: string) => {
    const known = names.get(name);
    if (known !== undefined) return known;
    const next = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, next);
    names.set(name, `${kind}${next}`);
    return `${kind}${next}`;
  });
}
