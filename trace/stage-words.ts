// The short words of the stage: to whom something was sent, why a card was passed over, what became of a packet.
import type { Absence, Delivery, Outcome, Reason, RoomName } from "#trace/delivery.ts";
import { listed } from "#trace/listed.ts";
import { pushedWords } from "#trace/pushed.ts";

/** Why nothing was sent to a client, in the fewest words that are still a reason. */
export function reasonWords(reason: Reason, nsp: string): string {
  switch (reason.reason) {
    case "sender":
      return "the sender is left out";
    case "excluded":
      return reason.by.of === undefined
        ? `except leaves out ${reason.by.room}`
        : "except leaves out this id";
    case "not-in-room":
      return `not in ${listed(reason.rooms.map(roomWords), "or")}`;
    case "other-namespace":
      return `in ${listed(reason.namespaces, "and")}, not in ${nsp}`;
    case "not-connected":
      return absenceWords(reason.absence);
    case "addressed-to-other":
      return `sent to ${reason.to} only`;
    case "unexplained":
      return "the trace does not say why";
    default:
      return reason satisfies never;
  }
}

function absenceWords(absence: Absence): string {
  switch (absence.was) {
    case "never":
      return "not connected";
    case "http":
      return absence.told === undefined ? "no socket" : pushedWords(absence.told);
    case "connecting":
      return "not connected yet";
    case "refused":
      return "was refused";
    case "disconnected":
      return "disconnected";
    default:
      return absence satisfies never;
  }
}

/** What became of it for one who was chosen; `more` may be left out. `isGood`: it arrived where something listens. */
export function resultWords(
  result: Exclude<Outcome["result"], { result: "not-sent" }>,
): Readonly<{ text: string; more: string; isGood: boolean }> {
  switch (result.result) {
    case "handled": {
      const ran = `, ${result.listeners} listener${result.listeners === 1 ? "" : "s"} ran`;
      return { text: "received", more: ran, isGood: true };
    }
    case "no-listener":
      return { text: "nothing listens for it", more: "", isGood: false };
    case "sent":
      return result.report === "awaited"
        ? { text: "on its way", more: "", isGood: false }
        : { text: "sent", more: "; outside programs do not report", isGood: false };
    case "dropped":
      return { ...DROPPED[result.why], isGood: false };
    default:
      return result satisfies never;
  }
}

const DROPPED = {
  volatile: { text: "dropped: volatile", more: ", and the connection was not ready" },
  closed: { text: "dropped: closed", more: " before it could leave" },
  "slow reader": { text: "dropped: too slow", more: ", too much waited to be read" },
} as const;

/** To whom it was to go: "to everyone in room1 or room2, except Alice". */
export function scopeWords(delivery: Delivery): string {
  const { nsp } = delivery;
  const inNsp = nsp === "/" ? "" : ` in ${nsp}`;
  if (delivery.by === "emit")
    return delivery.sent.what === "ack"
      ? `answers ${delivery.to}${inNsp}`
      : `to ${delivery.to} ${delivery.again === undefined ? "alone" : "once more, as the connection was recovered"}${inNsp}`;
  const { rooms, except, flags } = delivery;
  const to = rooms.length === 0 ? nsp : `${listed(rooms.map(roomWords), "or")}${inNsp}`;
  // Whoever leaves out a socket by its id means that one client.
  const left = except.map(({ room, of }) => of ?? room);
  const but = left.length === 0 ? "" : `, except ${listed(left, "and")}`;
  return `to everyone in ${to}${but}${flags.length === 0 ? "" : ` (${flags.join(", ")})`}`;
}

/** A room's name, or whose own room it is. */
export const roomWords = ({ room, of }: RoomName): string =>
  of === undefined ? room : `${of}'s own room`;
