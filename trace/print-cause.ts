// The words for where a fact of the program comes from: its line, whose work it is, what began a turn.
import type { EventOf, Position, Trigger } from "#trace/event.ts";
import type { PrintContext } from "#trace/print-context.ts";

const place = ({ file, line, column }: Position): string => `${file}:${line}:${column}`;
/** The line, and whose work it is if another turn's than the one under which it stands. */
export function at(
  context: PrintContext,
  { where, cause }: Pick<EventOf<"emit">, "where" | "cause">,
): string {
  const whose = cause === undefined ? "" : `(of ${turnWords(context, cause)}) `;
  return `${where ? `${place(where)} ` : ""}${whose}`;
}

/** Numbers of turns are timing's: normalised, a turn is known by what began it. */
function turnWords(context: PrintContext, turn: NonNullable<EventOf<"emit">["cause"]>): string {
  if (turn === "unknown") return "an unknown turn";
  const trigger = context.triggerOf(turn);
  if (!context.isNormalised || trigger === undefined) return `turn ${turn}`;
  return triggerWords(context, trigger).replace(/, set in turn \d+$/, "");
}

/** What began a turn. */
export function triggerWords(context: PrintContext, trigger: Trigger): string {
  switch (trigger.by) {
    case "load":
      return "the program loads";
    case "connection":
      return `${context.clientOf(trigger.session)} connects`;
    case "packet":
      return `packet ${trigger.packet} from ${context.clientOf(trigger.session)}`;
    case "upgrade":
      return `${context.clientOf(trigger.session)} has upgraded`;
    case "transport":
      return `the transport of ${context.clientOf(trigger.session)}`;
    case "close":
      return `${context.clientOf(trigger.session)} is gone`;
    case "request": {
      const request = context.requestOf(trigger.request);
      return request === undefined
        ? `request ${trigger.request}`
        : `${request.method} ${context.shown(request.target)}`;
    }
    case "timer":
      return `timer of ${trigger.delay} ms, set ${trigger.setIn === undefined ? "nobody knows where" : `in turn ${trigger.setIn}`}`;
    default:
      return trigger satisfies never;
  }
}
