// Why an event happened, as a chain in a person's words: what it came from, itself, and what came of it. Each link can
// be looked at.
import { castOf, inCastOrder } from "#trace/cast.ts";
import { argsWords, deedWords } from "#trace/deed-words.ts";
import { deliveryAt, isLasting } from "#trace/delivery-at.ts";
import type { Delivery } from "#trace/delivery.ts";
import type { Deed, EventOf, Position, Seq, Trace, TraceEvent } from "#trace/event.ts";
import type { Kin } from "#trace/kin.ts";
import { listed } from "#trace/listed.ts";
import { createPrintContext, type PrintContext } from "#trace/print-context.ts";
import { triggerWords } from "#trace/print-cause.ts";
import { whoOf } from "#trace/print-words.ts";
import { rowWords } from "#trace/timeline-words.ts";
import { type Upward, upwards } from "#trace/upward.ts";

export type WhyLink = Readonly<{
  seq: Seq;
  is: "cause" | "selected" | "effect";
  text: string;
  /** The line of the program that did it. */
  where: Position | undefined;
}>;

export type Why = Readonly<{
  links: readonly WhyLink[];
  /** What else came of it, beyond the effects that are named. */
  more: number;
}>;

type Asked = Readonly<{
  seq: Seq;
  kin: Kin;
  /** The names of the scene's clients, in the order in which they are to be named. */
  scene?: readonly string[];
  /** What the button says with which a client is told to do something; undefined if there is none. */
  buttonOf?: (client: string, deed: Deed) => string | undefined;
}>;

/** So many effects are named. */
const NAMED = 3;

/** Empty for an event that is not in the trace. */
export function why(trace: Trace, asked: Asked): Why {
  const { seq, kin } = asked;
  const telling = tellingOf(trace, asked);
  const selected = telling.events.get(seq);
  if (selected === undefined) return { links: [], more: 0 };
  const link = (event: TraceEvent, is: WhyLink["is"], text: string): WhyLink => {
    const where = "where" in event ? event.where : undefined;
    return { seq: event.seq, is, text, where };
  };
  const causes = kin.up.flatMap((one): WhyLink[] => {
    const event = telling.events.get(one);
    const text = event && causeWords(event, telling);
    return event === undefined || text === undefined ? [] : [link(event, "cause", text)];
  });
  const itself = link(
    selected,
    "selected",
    causeWords(selected, telling) ?? plainWords(selected, telling),
  );
  const fate = fateOf(trace, selected, telling);
  // What was sent comes first: it is what one asks for.
  const isSent = (one: Seq): boolean => {
    const kind = telling.events.get(one)?.kind;
    return kind === "emit" || kind === "broadcast" || telling.sent.has(one);
  };
  const down = [...kin.down.filter(isSent), ...kin.down.filter((one) => !isSent(one))];
  const effects = down.flatMap((one): WhyLink[] => {
    const event = telling.events.get(one);
    const text = event && effectWords(event, { trace, telling });
    return event === undefined || text === undefined ? [] : [link(event, "effect", text)];
  });
  const named =
    fate === undefined
      ? effects.slice(0, NAMED)
      : [{ ...fate, where: undefined }, ...effects.slice(0, NAMED)];
  return { links: [...causes, itself, ...named], more: Math.max(0, effects.length - NAMED) };
}

type Telling = Readonly<{
  events: ReadonlyMap<Seq, TraceEvent>;
  context: PrintContext;
  sent: ReadonlyMap<Seq, readonly Upward[]>;
  scene: readonly string[];
  buttonOf: NonNullable<Asked["buttonOf"]>;
}>;

/** Only what the words need is read. */
function tellingOf(trace: Trace, { kin, scene = [], buttonOf = () => undefined }: Asked): Telling {
  const context = createPrintContext();
  const events = new Map<Seq, TraceEvent>();
  for (const event of trace) {
    if (isLasting(event) || kin.seqs.has(event.seq)) context.note(event);
    if (kin.seqs.has(event.seq)) events.set(event.seq, event);
  }
  const sent = new Map<Seq, Upward[]>();
  for (const one of upwards(trace))
    if (kin.seqs.has(one.seq)) sent.set(one.seq, [...(sent.get(one.seq) ?? []), one]);
  return { events, context, sent, scene, buttonOf };
}

/** Undefined for what only carries, or opens the way for, another link of the chain. */
function causeWords(event: TraceEvent, telling: Telling): string | undefined {
  const { context, sent, buttonOf } = telling;
  const ups = sent.get(event.seq);
  if (ups !== undefined) return ups.map(arrivalWords).join(", then ");
  switch (event.kind) {
    case "act": {
      const button = buttonOf(event.client, event.deed);
      return button === undefined
        ? `${event.client} was told to ${deedWords(event.deed)}`
        : `${event.client} was told “${button}”`;
    }
    case "turn":
      return turnWords(event, context);
    case "emit":
    case "broadcast":
      return sendingWords(event, telling);
    case "handled":
      return plainWords(event, telling);
    case "http.request":
      return context.requestOf(event.request) === undefined || /[?&]EIO=/.test(event.target)
        ? undefined
        : `${event.client} asked for ${event.method} ${event.target}`;
    default:
      return undefined;
  }
}

const arrivalWords = ({ client, event, args }: Upward): string =>
  event === undefined
    ? `${client} acknowledged${argsWords(args)}`
    : `${event === "" ? "an event" : event}${argsWords(args)} arrived from ${client}`;

function turnWords({ turn, trigger }: EventOf<"turn">, context: PrintContext): string {
  switch (trigger.by) {
    case "packet":
    case "request":
      return `turn ${turn}`;
    case "timer": {
      const set = trigger.setIn === undefined ? "by whom is not known" : `in turn ${trigger.setIn}`;
      return `a timer set ${Math.round(trigger.delay)} ms before, ${set}`;
    }
    case "load":
    case "connection":
    case "upgrade":
    case "transport":
    case "close":
      return triggerWords(context, trigger);
    default:
      return trigger satisfies never;
  }
}

/** `broadcast chat to room1`. */
function sendingWords(
  event: EventOf<"emit"> | EventOf<"broadcast">,
  { context, scene }: Telling,
): string {
  const words = rowWords(context, event, castOf([], scene)).replace(/ → .*$/, "");
  if (event.kind === "broadcast") return words.replace(/^sends /, "broadcast ");
  const to = context.clientOf(event.to.session);
  return words.startsWith("acknowledges")
    ? `the answer to ${to}`
    : `${words.replace(/^sends /, "emit ")} to ${to}`;
}

function plainWords(event: TraceEvent, { context, scene, sent }: Telling): string {
  const ups = sent.get(event.seq);
  if (ups !== undefined) return ups.map(arrivalWords).join(", then ");
  const who =
    event.kind === "room.joined" || event.kind === "room.left"
      ? context.ownerOf(event.nsp, event.id)
      : whoOf(context, event);
  const words = rowWords(context, event, castOf([], scene));
  return who === "server" ? words : `${who} ${words}`;
}

function effectWords(
  event: TraceEvent,
  { trace, telling }: Readonly<{ trace: Trace; telling: Telling }>,
): string | undefined {
  switch (event.kind) {
    case "emit":
    case "broadcast": {
      const fate = fateOf(trace, event, telling);
      return fate === undefined ? undefined : `${sendingWords(event, telling)}: ${fate.text}`;
    }
    case "room.joined":
    case "room.left":
      return event.room === event.id ? undefined : plainWords(event, telling);
    case "socket.opened":
    case "log":
    case "fault":
    case "limit":
      return plainWords(event, telling);
    default:
      return telling.sent.get(event.seq)?.map(arrivalWords).join(", then ");
  }
}

/** What became of a sending, at the last that is known of it; undefined for everything else. */
function fateOf(trace: Trace, event: TraceEvent, { scene }: Telling): WhyLink | undefined {
  if (event.kind !== "emit" && event.kind !== "broadcast") return undefined;
  const delivery = deliveryAt(trace, event.seq);
  if (delivery === undefined) return undefined;
  return { seq: event.seq, is: "effect", text: fateWords(delivery, scene), where: undefined };
}

const FATES = [
  ["handled", (who: string) => `${who} received it`],
  ["no-listener", (who: string) => `nothing listens for it at ${who}`],
  ["sent", (who: string) => `sent to ${who}`],
  ["dropped", (who: string) => `dropped for ${who}`],
] as const;

/** `Bob and Carol received it; dropped for Dave`. */
function fateWords(delivery: Delivery, scene: readonly string[]): string {
  const outcomes = inCastOrder(delivery.outcomes, castOf([], scene));
  const words = FATES.flatMap(([result, say]) => {
    const names = outcomes.flatMap(({ who, result: own }) => (own.result === result ? [who] : []));
    const more = names.length - NAMED;
    const all = more > 0 ? [...names.slice(0, NAMED), `${more} more`] : names;
    return names.length === 0 ? [] : [say(listed(all, "and"))];
  });
  return words.length === 0 ? "nobody was chosen" : words.join("; ");
}
