// Who is or was connected: each Engine.IO session with its transport, the links it used, and its sockets by namespace.
import { checkpointOf } from "#trace/checkpoint.ts";
import type { LinkId, Seq, SessionId, Trace, TraceEvent } from "#trace/event.ts";
import { isUpgrade, sidAfter } from "#trace/link-session.ts";

/** Times are milliseconds since the run began. */
export type Session = Readonly<{
  session: SessionId;
  sid: string;
  client: string;
  since: number;
  /** The transport now. */
  transport: string;
  /** The client's Engine.IO `5` that moved the session to WebSocket, if it is in the trace. */
  upgraded: Readonly<{ seq: Seq; at: number; link: LinkId }> | undefined;
  /** The TCP connections it used, in order; a browser may share one among several sessions. */
  links: readonly LinkId[];
  sockets: readonly Socket[];
  end: Readonly<{ state: "open" }> | Readonly<{ state: "closed"; at: number; reason: string }>;
}>;

/** A session's socket in one namespace. */
export type Socket = Readonly<{
  nsp: string;
  id: string;
  since: number;
  end:
    | Readonly<{ state: "open"; rooms: readonly string[] }>
    | Readonly<{ state: "closed"; at: number; reason: string }>;
}>;

type Draft = {
  -readonly [K in keyof Pick<
    Session,
    "session" | "sid" | "client" | "since" | "transport" | "end"
  >]: Session[K];
} & {
  sockets: SocketDraft[];
};
type SocketDraft = {
  nsp: string;
  id: string;
  since: number;
  closed: Readonly<{ at: number; reason: string }> | undefined;
};

/** Every session of the trace in the order of their opening, the closed ones too. */
export function sessions(trace: Trace): readonly Session[] {
  const drafts = new Map<SessionId, Draft>();
  for (const event of trace) note(drafts, event);
  const { links, upgrades } = wireOf(trace);
  const { sockets: open } = checkpointOf(trace);
  return [...drafts.values()].map((draft) => {
    const upgraded = upgrades.get(draft.sid);
    return {
      ...draft,
      transport: upgraded === undefined ? draft.transport : "websocket",
      upgraded,
      links: links.get(draft.sid) ?? [],
      sockets: draft.sockets.map(({ nsp, id, since, closed }) => {
        const rooms = open.find((socket) => socket.nsp === nsp && socket.id === id)?.rooms;
        if (closed === undefined && rooms !== undefined)
          return { nsp, id, since, end: { state: "open", rooms } };
        return {
          nsp,
          id,
          since,
          end: {
            state: "closed",
            ...(closed ?? { at: trace.at(-1)?.at ?? 0, reason: "the program has ended" }),
          },
        };
      }),
    };
  });
}

function note(drafts: Map<SessionId, Draft>, event: TraceEvent): void {
  switch (event.kind) {
    case "gap":
      for (const { session, sid, client, since, transport } of event.checkpoint.sessions)
        drafts.set(session, {
          session,
          sid,
          client,
          since,
          transport,
          end: { state: "open" },
          sockets: [],
        });
      for (const { session, nsp, id, since } of event.checkpoint.sockets)
        drafts.get(session)?.sockets.push({ nsp, id, since, closed: undefined });
      break;
    case "session.opened": {
      const { session, sid, client, at, transport } = event;
      drafts.set(session, {
        session,
        sid,
        client,
        since: at,
        transport,
        end: { state: "open" },
        sockets: [],
      });
      break;
    }
    case "session.closed": {
      const draft = drafts.get(event.session);
      if (draft !== undefined) draft.end = { state: "closed", at: event.at, reason: event.reason };
      break;
    }
    case "socket.opened":
      drafts
        .get(event.session)
        ?.sockets.push({ nsp: event.nsp, id: event.id, since: event.at, closed: undefined });
      break;
    case "socket.closed": {
      const socket = drafts
        .get(event.session)
        ?.sockets.findLast(({ nsp, id }) => nsp === event.nsp && id === event.id);
      if (socket !== undefined) socket.closed = { at: event.at, reason: event.reason };
      break;
    }
    default:
      break;
  }
}

/** What only the bytes tell: which links carried which sid, and when a session moved. */
function wireOf(trace: Trace) {
  const sids = new Map<LinkId, string | undefined>();
  const links = new Map<string, LinkId[]>();
  const upgrades = new Map<string, Readonly<{ seq: Seq; at: number; link: LinkId }>>();
  const carries = (link: LinkId, sid: string | undefined): void => {
    sids.set(link, sid);
    if (sid === undefined) return;
    const known = links.get(sid) ?? [];
    if (!known.includes(link)) links.set(sid, [...known, link]);
  };
  for (const event of trace) {
    if (event.kind === "gap")
      for (const { link, sid } of event.checkpoint.links) carries(link, sid);
    if (event.kind !== "http.request" && event.kind !== "http.response" && event.kind !== "frame")
      continue;
    const { seq, at, link } = event;
    const sid = sidAfter(event, sids.get(link));
    carries(link, sid);
    if (event.kind === "frame" && sid !== undefined && isUpgrade(event))
      upgrades.set(sid, { seq, at, link });
  }
  return { links, upgrades };
}
