// What became of an acknowledgement, in few words.
import type { Ack, AckOf } from "#trace/acks.ts";
import { argsWords } from "#trace/deed-words.ts";

/** "answered after 12 ms: 5"; whatever else there is to say follows. */
export function ackWords(
  { who: asker, id }: Pick<Ack, "who" | "id">,
  { who, state }: AckOf,
): string {
  switch (state.state) {
    case "waiting":
      return waitingWords(state.because, who);
    case "answered": {
      const what = state.args?.length === 0 ? " nothing in it" : argsWords(state.args);
      const late = state.isLate ? `; too late: ${asker} had given up` : "";
      const again = state.again.length;
      const more =
        again === 0
          ? ""
          : `; then ${again === 1 ? "once" : `${again} times`} more, which nobody hears`;
      return `answered after ${millisOf(state.ms)} ms:${what}${late}${more}`;
    }
    case "timed out":
      return `${asker} gave up after ${state.after} ms${id === undefined ? ", before it could leave" : ""}`;
    case "lost":
      return `cannot be answered any more: ${state.why}`;
    default:
      return state satisfies never;
  }
}

export function waitingWords(because: "no listener" | "taken" | undefined, asked: string): string {
  const who = asked === "server" ? "the server" : asked;
  switch (because) {
    case "no listener":
      return `no answer: nothing at ${who} listens for it`;
    case "taken":
      return `no answer yet: ${who} has it, and has not called the callback`;
    case undefined:
      return "no answer yet";
    default:
      return because satisfies never;
  }
}

const millisOf = (ms: number): string => (ms < 10 ? ms.toFixed(1) : String(Math.round(ms)));
