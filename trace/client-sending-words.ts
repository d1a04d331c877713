// What became of something a client sent, as sentences that a person would say.
import type { ClientSending, Fate } from "#trace/client-sendings.ts";
import { durationWords } from "#trace/duration-words.ts";

/** What became of it on its way to the server, and there. */
export function arrivalSentence({ event, who, client, act, fate }: ClientSending): string {
  const what = event === undefined ? "The acknowledgement" : event === "" ? "An event" : event;
  switch (fate.fate) {
    case "arrived": {
      const waited =
        fate.waited === undefined ? "" : `, after ${durationWords(fate.waited)} in ${who}'s buffer`;
      return `${what} arrived at the server${waited}. ${takenSentence(fate, what)}`.trimEnd();
    }
    case "buffered":
      return `${what} waits in ${client}'s buffer, for ${durationWords(fate.since)} now: ${client} ${stateWords(fate.state)}. It leaves as soon as there is a connection.`;
    case "under way":
      return act === undefined
        ? `${what} has not arrived yet.`
        : `${client} was told to send ${what}; it has not arrived yet.`;
    case "lost":
      return `${what} never arrived: ${fate.why}.`;
    default:
      return fate satisfies never;
  }
}

function takenSentence(
  { turn, isUnheard }: Extract<Fate, { fate: "arrived" }>,
  what: string,
): string {
  if (isUnheard) return `Nothing listens for ${what} there.`;
  if (turn === undefined) return "";
  const took = `It was taken up in turn ${turn.turn}, for ${durationOf(turn.ms)}`;
  return turn.doings === 0 ? `${took}, and nothing that could be seen came of it.` : `${took}.`;
}

const durationOf = (ms: number): string => (ms < 10 ? `${ms.toFixed(1)} ms` : durationWords(ms));

function stateWords(state: Extract<Fate, { fate: "buffered" }>["state"]): string {
  switch (state) {
    case "refused":
      return "was refused";
    case "reconnecting":
      return "is reconnecting";
    case "connecting":
      return "is connecting";
    case "disconnected":
    case "gone":
    case "connected":
    case undefined:
      return "is not connected";
    default:
      return state satisfies never;
  }
}
