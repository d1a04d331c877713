// How a row of the timeline looks in its lane. What a turn or a listener took is drawn as long as it took.
import type { TraceEvent } from "#trace/event.ts";
import type { LaneMark } from "#trace/lane.ts";
import type { TimelineRow } from "#trace/timeline.ts";

type Look = Pick<LaneMark, "shape" | "ms" | "isFolded">;

export function shapeOf(row: TimelineRow): Look {
  const { event, sends, isFolded } = row;
  if (sends.length > 0) return { shape: "sent", ms: undefined, isFolded };
  if (event.kind === "turn")
    return { shape: "work", ms: event.ms, isFolded: !isWork(row, event.trigger) };
  if (event.kind === "handled")
    return { shape: event.listeners === 0 ? "unheard" : "received", ms: event.ms, isFolded };
  return { shape: plainShape(event), ms: undefined, isFolded };
}

/** Heartbeats and the like are bookkeeping; so is what Socket.IO does with packets of its own. */
function isWork({ names }: TimelineRow, trigger: Extract<TraceEvent, { kind: "turn" }>["trigger"]) {
  switch (trigger.by) {
    case "transport":
    case "upgrade":
    case "close":
      return false;
    case "packet":
      return names.length > 0;
    default:
      return true;
  }
}

function plainShape(event: TraceEvent): LaneMark["shape"] {
  switch (event.kind) {
    case "act":
      return "act";
    case "emit":
    case "broadcast":
      return "sent";
    case "room.joined":
      return "joined";
    case "room.left":
      return "left-room";
    case "socket.opened":
      return "came";
    case "socket.closed":
    case "dropped":
      return "went";
    case "client":
      if (event.state.state === "connected") return "came";
      return event.state.state === "disconnected" || event.state.state === "gone"
        ? "went"
        : "other";
    case "log":
      return "said";
    case "fault":
    case "limit":
      return "fault";
    case "run.ended":
      return event.why === "stopped" || event.why === "finished" ? "went" : "fault";
    default:
      return "other";
  }
}
