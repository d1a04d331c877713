// The client who writes bytes by hand, and on which of its lines a session still is: it tells nobody when it leaves one.
import type { Checkpoint, LinkId, TraceEvent } from "#trace/event.ts";
import { sidAfter } from "#trace/link-session.ts";

/** As the trace names whoever writes bytes by hand. */
export const BY_HAND = "By hand";

/** What an event changes: a session has lost its last line, or has one (again). */
export type HandChange = Readonly<{ sid: string; isLost: boolean }>;

/** The open lines by hand, as of the last event noted. */
export function createHandLines() {
  const lines = new Map<LinkId, string | undefined>();
  return {
    /** Begins where older events are gone. */
    restore({ links }: Pick<Checkpoint, "links">): void {
      lines.clear();
      for (const { link, client, sid } of links) if (client === BY_HAND) lines.set(link, sid);
    },
    has: (sid: string): boolean => [...lines.values()].includes(sid),
    note(event: TraceEvent): HandChange | undefined {
      if (!("client" in event) || event.client !== BY_HAND) return undefined;
      switch (event.kind) {
        case "link.closed": {
          const sid = lines.get(event.link);
          lines.delete(event.link);
          const isOver = sid !== undefined && ![...lines.values()].includes(sid);
          return isOver ? { sid, isLost: true } : undefined;
        }
        case "http.request":
        case "http.response":
        case "frame": {
          const sid = sidAfter(event, lines.get(event.link));
          if (sid === lines.get(event.link)) return undefined;
          lines.set(event.link, sid);
          return sid === undefined ? undefined : { sid, isLost: false };
        }
        default:
          return undefined;
      }
    },
  };
}
