// What a program did inside itself, as facts: joins, sockets, logs, limits, faults. The network's own facts are not here.
import type { Operation } from "#protocol/runner.ts";
import type { Fact, SessionId, TurnId } from "#trace/event.ts";
import { faultOf } from "./fault.ts";
import { doingOf } from "./doing.ts";

/** The fact that an operation is, if it is one; `files` are the program's, for the code around a fault. */
export function factOf(
  turn: TurnId,
  operation: Operation,
  files: Readonly<Record<string, string>>,
): Fact | undefined {
  const doing = doingOf(turn, operation);
  switch (operation.op) {
    case "socketOpened": {
      const { nsp, id, recovered } = operation;
      const session = operation.session as SessionId;
      return { kind: "socket.opened", ...doing, session, nsp, id, recovered };
    }
    case "socketClosed": {
      const { nsp, id, reason } = operation;
      const session = operation.session as SessionId;
      return { kind: "socket.closed", ...doing, session, nsp, id, reason };
    }
    case "unheard": {
      const { nsp, id, event } = operation;
      return { kind: "unheard", ...doing, session: operation.session as SessionId, nsp, id, event };
    }
    case "joined":
    case "left": {
      const kind = operation.op === "joined" ? "room.joined" : "room.left";
      const { nsp, room, id } = operation;
      return { kind, ...doing, nsp, room, id };
    }
    case "log": {
      const { level, text } = operation;
      return { kind: "log", from: { side: "server" }, ...doing, level, text };
    }
    case "limit":
      return { kind: "limit", ...doing, what: operation.what, text: operation.text };
    case "fault": {
      const { during, name, message, stack } = operation;
      return faultOf({ doing, during, error: { name, message, stack }, files });
    }
    case "listen":
    case "unlisten":
    case "engine":
    case "engineClosed":
    case "hooks":
    case "answer":
    case "serves":
    case "watch":
    case "packet":
    case "broadcast":
    case "disconnect":
    case "respond":
    case "beginAnswer":
    case "writeAnswer":
    case "endAnswer":
    case "cutAnswer":
    case "timer":
    case "exit":
      return undefined;
    default:
      return operation satisfies never;
  }
}
