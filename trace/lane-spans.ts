// The stretches of the lanes: who is connected over what, who has lost the connection, what is disturbed.
import { disturbanceWords } from "#trace/disturbance-words.ts";
import type { Seq, SessionId, Side, TraceEvent } from "#trace/event.ts";
import type { Account } from "#trace/growing-account.ts";
import { laneOf, SERVER_LANE, type Span } from "#trace/lane.ts";
import { isUpgrade, sidAfter } from "#trace/link-session.ts";
import { createSeats } from "#trace/seats.ts";

/** What a stretch is, without where it is. */
type Stretch = Span extends infer One
  ? One extends Span
    ? Omit<One, "lane" | "from" | "to">
    : never
  : never;

export function readSpans(): Account<readonly Span[]> {
  const seats = createSeats();
  const spans: Span[] = [];
  /** Where the open stretch of a key stands. */
  const open = new Map<string, number>();
  const sessions = new Map<SessionId, Readonly<{ client: string; sid: string }>>();
  const sids = new Map<number, string | undefined>();

  const end = (key: string, to: Seq): void => {
    const place = open.get(key);
    const span = place === undefined ? undefined : spans[place];
    if (place === undefined || span === undefined) return;
    open.delete(key);
    spans[place] = { ...span, to };
  };
  const begin = (key: string, from: Seq, its: Stretch & Pick<Span, "lane">): void => {
    end(key, from);
    open.set(key, spans.length);
    spans.push({ ...its, from, to: undefined });
  };
  const connected = (session: SessionId, from: Seq, transport: string): void => {
    const client = sessions.get(session)?.client ?? "";
    const lane = laneOf(client, seats.at(session)?.who ?? client).key;
    begin(`session ${session}`, from, { lane, is: "open", transport });
  };
  /** A connection may be called otherwise once another of its client has come or gone. */
  const moved = (client: string, seq: Seq): void => {
    for (const { session, who } of seats.of(client)) {
      const place = open.get(`session ${session}`);
      const span = place === undefined ? undefined : spans[place];
      if (session === undefined || span?.is !== "open" || span.lane === laneOf(client, who).key)
        continue;
      connected(session, seq, span.transport);
    }
  };
  const disturbed = (on: Side, is: string): string =>
    `${is} ${on.side === "client" ? `client ${on.client}` : "server"}`;
  const laneIn = (on: Side): string =>
    on.side === "client" ? laneOf(on.client, on.client).key : SERVER_LANE.key;

  return {
    told: () => spans.slice(),
    read(event) {
      const { seq } = event;
      const before = "session" in event ? sessions.get(event.session)?.client : undefined;
      seats.note(event);
      note(event);
      const client = "client" in event ? event.client : before;
      if (client !== undefined && MOVES.has(event.kind)) moved(client, seq);
    },
  };

  function note(event: TraceEvent): void {
    const { seq } = event;
    switch (event.kind) {
      case "gap": {
        const { checkpoint } = event;
        for (const { link, sid } of checkpoint.links) sids.set(link, sid);
        for (const { session, client, sid, transport } of checkpoint.sessions) {
          sessions.set(session, { client, sid });
          connected(session, seq, transport);
        }
        if (checkpoint.listening.length > 0)
          begin("listening", seq, { lane: SERVER_LANE.key, is: "listening" });
        for (const { on, disturbance } of checkpoint.disturbances ?? [])
          begin(disturbed(on, disturbance.is), seq, {
            lane: laneIn(on),
            is: "disturbed",
            words: disturbanceWords(disturbance),
          });
        break;
      }
      case "server.listening":
        if (!open.has("listening"))
          begin("listening", seq, { lane: SERVER_LANE.key, is: "listening" });
        break;
      case "run.ended":
        end("listening", seq);
        break;
      case "session.opened":
        sessions.set(event.session, event);
        connected(event.session, seq, event.transport);
        break;
      case "session.closed":
        end(`session ${event.session}`, seq);
        break;
      case "http.request":
      case "http.response":
      case "frame": {
        const sid = sidAfter(event, sids.get(event.link));
        sids.set(event.link, sid);
        if (event.kind === "frame" && isUpgrade(event)) upgraded(sid, seq);
        break;
      }
      case "client":
        if (event.state.state === "connected" || event.state.state === "gone")
          end(`away ${event.client}`, seq);
        else if (isAway(event.state) && !open.has(`away ${event.client}`))
          begin(`away ${event.client}`, seq, {
            lane: laneOf(event.client, event.client).key,
            is: "away",
          });
        break;
      case "disturbance": {
        const { on, disturbance } = event;
        const key = disturbed(on, disturbance.is);
        if (event.phase === "ended") end(key, seq);
        else
          begin(key, seq, {
            lane: laneIn(on),
            is: "disturbed",
            words: disturbanceWords(disturbance),
          });
        // The program that was there is gone without a word.
        if (event.phase === "begun" && disturbance.is === "restart") end("listening", seq);
        break;
      }
      default:
        break;
    }
  }

  function upgraded(sid: string | undefined, seq: Seq): void {
    for (const [session, its] of sessions)
      if (its.sid === sid && open.has(`session ${session}`)) connected(session, seq, "websocket");
  }
}

const MOVES: ReadonlySet<TraceEvent["kind"]> = new Set([
  "session.opened",
  "session.closed",
  "client",
]);

type ClientEvent = Extract<TraceEvent, { kind: "client" }>;
const isAway = (state: ClientEvent["state"]): boolean =>
  state.state === "reconnecting" || (state.state === "disconnected" && state.willReconnect);
