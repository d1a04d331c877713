// The short words of the stage: why a card was passed over, what became of a packet, and the moment as one sentence.
import type { Absence, Outcome, Reason, RoomName } from "#trace/delivery.ts";

/** Why nothing was sent to a client, in the fewest words that are still a reason. */
export function reasonWords(reason: Reason, nsp: string): string {
  switch (reason.reason) {
    case "sender":
      return "the sender is left out";
    case "excluded":
      return reason.by.of === undefined
        ? `in ${reason.by.room}, which is left out`
        : "left out by id";
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

/** What became of it for one who was chosen. `isGood`: it arrived where something listens. */
export function resultWords(
  result: Exclude<Outcome["result"], { result: "not-sent" }>,
): Readonly<{ text: string; isGood: boolean }> {
  switch (result.result) {
    case "handled":
      return {
        text: `received, ${result.listeners} listener${result.listeners === 1 ? "" : "s"} ran`,
        isGood: true,
      };
    case "no-listener":
      return { text: "received, but nothing listens for it", isGood: false };
    case "sent":
      return { text: result.report === "awaited" ? "on its way" : "sent", isGood: false };
    case "dropped":
      return { text: `dropped (${result.why})`, isGood: false };
    default:
      return result satisfies never;
  }
}

/** A room's name, or whose own room it is. */
export const roomWords = ({ room, of }: RoomName): string =>
  of === undefined ? room : `${of}'s own room`;

/** "a", "a or b", "a, b or c". */
export function listed(names: readonly string[], word: "and" | "or"): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} ${word} ${last}`;
}
