// What a client's card says at this moment: what it got, why it got nothing, or how its connection is.
import { httpWords } from "#trace/client-words.ts";
import { argsWords, deedWords } from "#trace/deed-words.ts";
import type { Deed, SessionId } from "#trace/event.ts";
import type { Passage } from "#trace/lately.ts";
import type { Answer } from "#trace/stage-answers.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { resultWords } from "#trace/stage-words.ts";

export type Note = Readonly<{
  tone: "got" | "awaited" | "passed" | "sends" | "warn" | "bad" | "quiet";
  /** What was on the wire, in the wire's type. */
  code: string | undefined;
  text: string;
  /** What may be left out where there is little room. */
  more?: string;
  /** The text ends with how long it is until then, in milliseconds of the run. */
  until?: number;
}>;

/**
 * `answer` is how the acknowledgement of the moment stands, as soon as that is known. `onlookers` are the clients that run
 * no code: that nothing of theirs listens is no mistake of anybody's; `plain` those that never ask for a connection.
 */
export type Told = Pick<Stage, "moment"> &
  Readonly<{
    answer?: Answer | undefined;
    onlookers?: ReadonlySet<string> | undefined;
    plain?: ReadonlySet<string> | undefined;
  }>;

/** `isUnderWay`: the packet of this moment is still seen travelling to the client, whatever has become of it since. */
export function noteOf(client: StageClient, told: Told, isUnderWay = false): Note {
  const note = happening(client, told) ?? standing(client, told);
  if (!isUnderWay || (note.tone !== "got" && note.tone !== "warn")) return note;
  return { tone: "awaited", code: note.code, text: "on its way" };
}

const quiet = (text: string): Note => ({ tone: "quiet", code: undefined, text });
const bad = (text: string): Note => ({ tone: "bad", code: undefined, text });

function happening(client: StageClient, told: Told): Note | undefined {
  const { moment, answer } = told;
  const isMain = client.who === client.name;
  switch (moment.what) {
    case "to-server":
      if (!isOf(client, moment)) return undefined;
      return {
        tone: ANSWERED[answer?.state ?? "waiting"],
        code: `${moment.event ?? "ack"}${argsWords(moment.args)}`,
        text: answer?.text ?? "sent to the server",
      };
    case "unheard":
      if (!isOf(client, moment)) return undefined;
      return {
        tone: "warn",
        code: `${moment.event ?? ""}${argsWords(moment.args)}`,
        text: "the server has no listener for it",
      };
    case "to-clients":
      return delivered(client, moment, told);
    case "act":
      if (moment.client !== client.name || !isMain) return undefined;
      return { tone: "sends", code: undefined, text: `is told to ${deedWords(moment.deed)}` };
    case "failed":
      return isOf(client, { ...moment, session: undefined })
        ? { ...bad(moment.why), ...moment.brief, code: askedIn(moment.deed) }
        : undefined;
    case "upgrading":
    case "upgraded":
      return isOf(client, moment)
        ? { tone: "sends", code: undefined, ...UPGRADES[moment.what] }
        : undefined;
    case "fault":
      return moment.client === client.name && isMain ? bad(moment.text) : undefined;
    case "nothing":
    case "server":
    case "joined":
    case "left":
    case "connecting":
    case "connected":
    case "disconnected":
    case "refused":
    case "gone":
      return undefined;
    default:
      return moment satisfies never;
  }
}

/** What came to an onlooker has arrived, and nothing is amiss. */
export function seenBy(client: string, passage: Passage, { onlookers }: Told): Passage {
  const isWatched = passage.direction === "down" && passage.became === "unheard";
  return isWatched && onlookers?.has(client) ? { ...passage, became: "received" } : passage;
}

const WATCHED = { text: "received", more: ", and only looks on", isGood: true };

const ANSWERED = { waiting: "sends", answered: "got", "timed out": "bad", lost: "bad" } as const;

const UPGRADES = {
  upgrading: { text: "tries a WebSocket", more: ", on long polling meanwhile" },
  upgraded: { text: "moved to WebSocket", more: ", from long polling" },
} as const;

const askedIn = (deed: Deed | undefined): string | undefined =>
  deed !== undefined && "event" in deed ? `${deed.event}${argsWords(deed.args)}` : undefined;

/** Whose clients report what they receive, and have not reported this. */
export function awaitedIn(moment: Moment): ReadonlySet<SessionId> {
  if (moment.what !== "to-clients" || moment.delivery.sent.what === "ack") return new Set();
  return new Set(
    moment.recipients.flatMap(({ session, result }) =>
      session !== undefined && result.result === "sent" && result.report === "awaited"
        ? [session]
        : [],
    ),
  );
}

/** A moment of one connection is on that connection's card; one of a client on its main card. */
function isOf(
  { name, who, session }: StageClient,
  of: Readonly<{ client: string; session: SessionId | undefined }>,
): boolean {
  return of.session === undefined ? of.client === name && who === name : of.session === session;
}

function delivered(
  client: StageClient,
  { delivery, recipients, passedOver }: Extract<Moment, { what: "to-clients" }>,
  { answer, onlookers }: Told,
): Note | undefined {
  const got = recipients.find((one) => isOf(client, one));
  if (got !== undefined && got.result.result !== "not-sent") {
    const args = delivery.sent.what === "unreadable" ? undefined : delivery.sent.args;
    const what = delivery.sent.what === "ack" ? "ack" : labelOf(delivery);
    const isWatched = got.result.result === "no-listener" && onlookers?.has(client.name) === true;
    const { text, more, isGood } = isWatched ? WATCHED : resultWords(got.result);
    const isAwaited = got.result.result === "sent";
    // Nobody reports an acknowledgement: that it was sent is all that is known.
    if (isAwaited && delivery.sent.what === "ack")
      return { tone: "sends", code: `${what}${argsWords(args)}`, text: answer?.text ?? "sent" };
    return {
      tone: isGood ? "got" : isAwaited ? "awaited" : "warn",
      code: `${what}${argsWords(args)}`,
      text,
      more,
    };
  }
  // An answer to one was never meant for the others.
  if (delivery.sent.what === "ack") return undefined;
  const missed = passedOver.find((one) => isOf(client, one));
  return missed && { tone: missed.isTold ? "got" : "passed", code: undefined, text: missed.why };
}

function standing(
  { name, connection, transport, isPolling, refusals }: StageClient,
  { onlookers, plain }: Told,
): Note {
  switch (connection.state) {
    case "absent":
      if (!plain?.has(name)) return quiet("connects when the server runs");
      return quiet(onlookers?.has(name) ? "" : "asks when the server runs");
    case "http":
      return quiet(httpWords(connection.waitsFor));
    case "connecting": {
      const by = connection.by === "websocket" ? "a WebSocket" : "long polling";
      const asks = connection.by === undefined ? "opening a connection" : `asks over ${by}`;
      return quiet(
        connection.attempt === undefined ? asks : `attempt ${connection.attempt}: ${asks}`,
      );
    }
    case "connected": {
      const [refusal] = refusals;
      if (refusal !== undefined) return bad(`refused in ${refusal.nsp}: ${refusal.why}`);
      if (transport === "upgrading") return quiet("on long polling, tries a WebSocket");
      const ids = connection.ids.map(idWords).join(", ");
      if (isPolling === undefined) return quiet(ids);
      return quiet(
        `${isPolling ? "a long poll waits at the server" : "between two polls"}; ${ids}`,
      );
    }
    case "refused":
      return { ...bad(connection.why), code: "connect_error" };
    case "disconnected":
      return bad(connection.willReconnect ? `${connection.why}; will try again` : connection.why);
    case "reconnecting": {
      const { attempt, delay, since } = connection;
      const note: Note = { tone: "warn", code: undefined, text: `attempt ${attempt}` };
      return since === undefined
        ? { ...note, text: `attempt ${attempt}, ${Math.round(delay)} ms after the last` }
        : { ...note, until: since + delay };
    }
    case "lost":
      return bad("the client has lost it, and the server has not noticed");
    case "gone":
      return quiet(connection.why);
    default:
      return connection satisfies never;
  }
}

/** What `socket.id` is on this side, as far as it tells it from others. */
const idWords = ({ nsp, id }: Readonly<{ nsp: string; id: string }>): string =>
  `${nsp === "/" ? "" : `${nsp} `}socket.id ${id.length > 12 ? `${id.slice(0, 8)}…` : id}`;

/** The state as the card's head says it: the transport says that it is connected; what is wrong comes before both. */
export const stateWords = (client: StageClient): string =>
  client.suffers ?? connectionWords(client);

/** The same at length. */
export function stateInFull(client: StageClient): string {
  const words = connectionWords(client);
  return client.suffers === undefined ? words : `${client.suffers} · ${words}`;
}

function connectionWords({ connection, transport }: StageClient): string {
  switch (connection.state) {
    case "absent":
      return "not there";
    case "http":
      return connection.waitsFor.length > 0 ? "waits" : "HTTP";
    case "connected":
      return transport ?? "connected";
    case "connecting":
      if (connection.attempt !== undefined) return "reconnecting";
      return transport === "upgrading" ? "upgrading" : "connecting";
    case "reconnecting":
    case "refused":
    case "disconnected":
    case "lost":
    case "gone":
      return connection.state;
    default:
      return connection satisfies never;
  }
}
