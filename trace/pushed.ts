// What a turn of the program sent over plain HTTP to somebody who did not set that turn off: the answer to a request
// that had waited for it, or a piece of an answer that goes on. News, as an emit is.
import { fromBase64 } from "#trace/base64.ts";
import { type Doing, turnOf } from "#trace/cause.ts";
import type { Outcome } from "#trace/delivery.ts";
import type { EventOf, RequestId, Seq, Trace, TurnId } from "#trace/event.ts";
import { engineIoTarget } from "#trace/http.ts";
import { readUtf8 } from "#trace/utf8.ts";

/** `text`: what was said, as far as the recorder kept it. `target`: what the client had asked for, if that is still known. */
export type Pushed = Readonly<{
  seq: Seq;
  turn: TurnId;
  client: string;
  by: "answer" | "piece";
  target: string | undefined;
  text: string;
}>;

type Written = EventOf<"http.response"> | EventOf<"http.chunk">;

export function pushed(trace: Trace): readonly Pushed[] {
  const own = new Map<TurnId, RequestId>();
  const targets = new Map<RequestId, string>();
  for (const event of trace) {
    if (event.kind === "turn" && event.trigger.by === "request")
      own.set(event.turn, event.trigger.request);
    if (event.kind === "http.request") targets.set(event.request, event.target);
  }
  return trace.flatMap((event) => {
    if (event.kind !== "http.response" && event.kind !== "http.chunk") return [];
    const turn = turnIn(event);
    if (turn === undefined || own.get(turn) === event.request) return [];
    const target = targets.get(event.request);
    // What Engine.IO answers carries packets, which are emits.
    if (target !== undefined && engineIoTarget(target) !== undefined) return [];
    const bytes = event.kind === "http.chunk" ? event.bytes : event.body;
    if (bytes.size === 0) return [];
    const { seq, client } = event;
    const by = event.kind === "http.chunk" ? ("piece" as const) : ("answer" as const);
    const { text } = readUtf8(fromBase64(bytes.base64));
    return [{ seq, turn, client, by, target, text }];
  });
}

/** What the turn of a sending told each client over plain HTTP; read from the trace when the first is asked for. */
export function createTold(trace: Trace): (doing: Doing, client: string) => Pushed | undefined {
  let known: ReadonlyMap<string, Pushed> | undefined;
  return (doing, client) => {
    known ??= new Map(pushed(trace).map((one) => [`${one.turn} ${one.client}`, one]));
    return known.get(`${turnOf(doing)} ${client}`);
  };
}

/** Of an outcome without a packet what the client was told over plain HTTP instead. */
export const toldIn = (result: Outcome["result"]): Pushed | undefined =>
  result.result === "not-sent" && result.reason === "not-connected" && result.absence.was === "http"
    ? result.absence.told
    : undefined;

/** In the fewest words. */
export const pushedWords = ({ by, target }: Pushed): string =>
  by === "answer"
    ? `told over HTTP: the answer to its ${target === undefined ? "request" : `GET ${target.split("?")[0]}`}`
    : "told over HTTP: one more piece of its open answer";

const turnIn = ({ turn, cause }: Written): TurnId | undefined =>
  turn === undefined ? undefined : turnOf({ turn, ...(cause !== undefined && { cause }) });

/** In one sentence: how it came to the client. */
export function pushedSentence({ client, by, target }: Pushed): string {
  const asked = target === undefined ? "a request of before" : `GET ${target}`;
  return by === "answer"
    ? `${client} was sent it: as the answer to ${asked}, which had waited.`
    : `${client} was sent it: as a piece of the answer to ${asked}, which goes on.`;
}
