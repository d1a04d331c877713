// Callbacks that were called where nobody had asked for an acknowledgement: in Node, the most common crash of a first server.
import type { Position, Seq, Trace } from "#trace/event.ts";
import { turnOf } from "#trace/cause.ts";
import { upwards } from "#trace/upward.ts";

/** `seq` is the fault's; `event` came from `client` without asking for an acknowledgement. */
export type AckFault = Readonly<{
  seq: Seq;
  client: string;
  event: string;
  message: string;
  where: Position | undefined;
}>;

// What programs call the last argument of a listener.
const CALLBACK = /^(ack|acknowledge|answer|callback|cb|done|fn|next|reply|respond|response)\b/i;
const NO_FUNCTION = /^(\S+) is not a function/;

export function ackFaults(trace: Trace): readonly AckFault[] {
  const faults = trace.filter(
    (event) => event.kind === "fault" && CALLBACK.test(NO_FUNCTION.exec(event.message)?.[1] ?? ""),
  );
  if (faults.length === 0) return [];
  const unasked = new Map(
    upwards(trace)
      .filter(({ event, wantsAck }) => event !== undefined && !wantsAck)
      .map((one) => [`${one.session} ${one.message}`, one]),
  );
  const triggers = new Map(
    trace.flatMap((event) =>
      event.kind === "turn" && event.trigger.by === "packet"
        ? [[event.turn, `${event.trigger.session} ${event.trigger.packet}`]]
        : [],
    ),
  );
  return faults.flatMap((fault) => {
    if (fault.kind !== "fault" || fault.turn === undefined) return [];
    const turn = turnOf({ turn: fault.turn, cause: fault.cause });
    const said = unasked.get((turn === undefined ? undefined : triggers.get(turn)) ?? "");
    if (said?.event === undefined) return [];
    const { seq, message, where } = fault;
    return [{ seq, client: said.client, event: said.event, message, where }];
  });
}
