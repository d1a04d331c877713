// What the moment lights: a namespace, rooms, and the tokens that were chosen.
import type { Moment } from "#trace/stage-moment.ts";
import type { SessionId } from "#trace/event.ts";

export type Light = Readonly<{
  /** The namespace that was addressed as a whole. */
  namespace: string | undefined;
  roomState(nsp: string, room: string): "lit" | "except" | "plain";
  tokenState(
    nsp: string,
    token: Readonly<{ session: SessionId; id: string }>,
  ): "lit" | "dim" | "plain";
}>;

export function lightOf(moment: Moment): Light {
  switch (moment.what) {
    case "to-clients": {
      const { delivery, recipients } = moment;
      const chosen = new Set(recipients.map(({ session }) => session));
      const toRooms = delivery.by === "broadcast" ? delivery.rooms : [];
      const except = delivery.by === "broadcast" ? delivery.except : [];
      return {
        namespace: delivery.by === "broadcast" && toRooms.length === 0 ? delivery.nsp : undefined,
        roomState(nsp, room) {
          if (nsp !== delivery.nsp) return "plain";
          if (except.some((other) => other.room === room)) return "except";
          return toRooms.some((other) => other.room === room) ? "lit" : "plain";
        },
        tokenState: (nsp, { session }) =>
          nsp === delivery.nsp && chosen.has(session) ? "lit" : "dim",
      };
    }
    case "joined":
    case "left":
      return {
        namespace: undefined,
        roomState: (nsp, room) => (nsp === moment.nsp && room === moment.room ? "lit" : "plain"),
        tokenState: (nsp, { id }) => (nsp === moment.nsp && id === moment.id ? "lit" : "plain"),
      };
    case "nothing":
    case "server":
    case "act":
    case "failed":
    case "upgrading":
    case "upgraded":
    case "to-server":
    case "unheard":
    case "connecting":
    case "connected":
    case "disconnected":
    case "refused":
    case "gone":
    case "fault":
      return { namespace: undefined, roomState: () => "plain", tokenState: () => "plain" };
    default:
      return moment satisfies never;
  }
}
