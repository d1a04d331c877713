// What a learner reads below the lanes of a golden trace: every delivery in sentences, and the table of sessions.
import { deliveries } from "#trace/deliveries.ts";
import type { Trace } from "#trace/event.ts";
import { sentence } from "#trace/sentence.ts";
import { type Session, type Socket, sessions } from "#trace/sessions.ts";
import { type LaneStep, type PrintedLanes, printLanes, renumbered } from "./lanes.ts";

/** The lanes of a trace, then its deliveries in the order of the lanes, then its sessions. */
export function printGolden(trace: Trace, steps: readonly LaneStep[]): string {
  const lanes = printLanes(trace, steps);
  const parts = [lanes.text, deliveriesText(trace, lanes), sessionsText(trace, lanes)];
  return renumbered(parts.join("\n"));
}

function deliveriesText(trace: Trace, { sent, context }: PrintedLanes): string {
  const all = new Map(deliveries(trace).map((delivery) => [delivery.seq, delivery]));
  const lines = sent.flatMap(({ seq, line }) => {
    const delivery = all.get(seq);
    if (delivery === undefined) return [];
    return [
      line,
      ...delivery.outcomes.map((outcome) => `  ${context.named(sentence(delivery, outcome))}`),
    ];
  });
  return ["== deliveries", ...(lines.length > 0 ? lines : ["none"]), ""].join("\n");
}

function sessionsText(trace: Trace, { context }: PrintedLanes): string {
  const lines = sessions(trace).flatMap((session) => [
    `${session.client}  ${context.named(session.sid)}  ${transportOf(session)}  ${endOf(session.end)}`,
    ...session.sockets.map(
      (socket) =>
        `  ${socket.nsp}  ${context.named(socket.id)}  ${socketEnd(socket, context.named)}`,
    ),
  ]);
  return ["== sessions", ...lines, ""].join("\n");
}

function transportOf({ transport, upgraded }: Session): string {
  return upgraded === undefined ? transport : `polling, then ${transport}`;
}

function endOf(end: Session["end"]): string {
  return end.state === "open" ? "open" : `closed: ${end.reason}`;
}

function socketEnd({ id, end }: Socket, named: (text: string) => string): string {
  if (end.state === "closed") return `closed: ${end.reason}`;
  const rooms = end.rooms.map((room) => (room === id ? "its own" : named(room)));
  return `open, in rooms: ${rooms.join(", ")}`;
}
