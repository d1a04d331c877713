// One outcome of a delivery as a sentence that a person would say.
import { durationWords } from "#trace/duration-words.ts";
import type { Absence, Delivery, Later, Outcome, Reason, RoomName } from "#trace/delivery.ts";
import { listed } from "#trace/listed.ts";
import { pushedSentence, toldIn } from "#trace/pushed.ts";

/** What became of a delivery for one client, in one English sentence. */
export function sentence(delivery: Delivery, outcome: Outcome): string {
  const { later } = outcome;
  const first = sentenceNow(delivery, outcome);
  return later === undefined ? first : `${first} ${laterSentence(later)}`;
}

/** Both ends were measured where the packets left. */
function laterSentence({ ms, result }: Later): string {
  const sent = `Sent once more ${durationWords(ms)} later, when the connection was recovered`;
  switch (result.result) {
    case "handled":
      return `${sent}: ${result.listeners === 1 ? "1 listener" : `${result.listeners} listeners`} ran.`;
    case "no-listener":
      return `${sent}, but nothing there listens for it.`;
    case "sent":
    case "dropped":
    case "not-sent":
      return `${sent}.`;
    default:
      return result satisfies never;
  }
}

function sentenceNow(delivery: Delivery, outcome: Outcome): string {
  const what = whatOf(delivery);
  const { who, result } = outcome;
  switch (result.result) {
    case "handled":
      return `${who} received ${what}: ${result.listeners === 1 ? "1 listener" : `${result.listeners} listeners`} ran.`;
    case "no-listener":
      return `${who} received ${what}, but nothing there listens for it.`;
    case "sent":
      if (delivery.sent.what === "ack") return `${capital(what)} was sent to ${who}.`;
      return result.report === "awaited"
        ? `${capital(what)} was sent to ${who}, who has not reported it yet.`
        : `${capital(what)} was sent to ${who}, whose program cannot report what it did with it.`;
    case "dropped":
      return droppedSentence(result.why, { who, what });
    case "not-sent": {
      const told = toldIn(result);
      if (told !== undefined) return pushedSentence(told);
      return `Not sent to ${who}: ${because(delivery, result, who)}.`;
    }
    default:
      return result satisfies never;
  }
}

function whatOf({ sent }: Delivery): string {
  switch (sent.what) {
    case "event":
      return sent.event === "" ? "an event" : sent.event;
    case "ack":
      return "the acknowledgement";
    case "unreadable":
      return "a packet that cannot be read";
    default:
      return sent satisfies never;
  }
}

// An event's name keeps its spelling, also at the head of a sentence.
const capital = (what: string): string =>
  what.replace(/^(?=the |an? )./, (first) => first.toUpperCase());

type Names = Readonly<{ who: string; what: string }>;

function droppedSentence(
  why: Extract<Outcome["result"], { result: "dropped" }>["why"],
  { who, what }: Names,
): string {
  switch (why) {
    case "volatile":
      return `${capital(what)} was dropped for ${who}: it was volatile, and the connection was not ready for it.`;
    case "closed":
      return `${capital(what)} was dropped for ${who}: the connection had closed.`;
    case "slow reader":
      return `${capital(what)} was dropped for ${who}: too much was already waiting to be read there.`;
    default:
      return why satisfies never;
  }
}

function because({ nsp }: Delivery, reason: Reason, who: string): string {
  switch (reason.reason) {
    case "sender":
      return `${who} is the sender, and this broadcast leaves the sender out`;
    case "excluded":
      return reason.by.of === undefined
        ? `${who} is in ${reason.by.room}, which was excluded`
        : `${who} was excluded by id`;
    case "not-in-room":
      return notIn(reason.rooms, who);
    case "other-namespace":
      return `${who} is connected to ${listed(reason.namespaces, "and")}, not to ${nsp}`;
    case "not-connected":
      return absent(reason.absence, who, nsp);
    case "addressed-to-other":
      return `it was addressed to ${reason.to} only`;
    case "unexplained":
      return "the trace does not say why";
    default:
      return reason satisfies never;
  }
}

function notIn(rooms: readonly RoomName[], who: string): string {
  const names = rooms.map(({ room, of }) => (of === undefined ? room : `${of}'s own room`));
  return `${who} is not in ${listed(names, "or")}`;
}

function absent(absence: Absence, who: string, nsp: string): string {
  switch (absence.was) {
    case "never":
      return `${who} has not connected`;
    case "http":
      return `${who} has no socket, and speaks HTTP`;
    case "connecting":
      return `${who} is not connected to ${nsp} yet`;
    case "refused":
      return `${who} was refused (${absence.message})`;
    case "disconnected":
      return `${who} is disconnected (${absence.why})`;
    default:
      return absence satisfies never;
  }
}
