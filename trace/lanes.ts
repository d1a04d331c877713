// The trace as lanes: every row of the timeline in the lane of whom it speaks, arrows from where something was sent to
// where it was received, what waits for an acknowledgement, and who was connected how. Read on as the trace grows.
import { type Ack, acks } from "#trace/acks.ts";
import { castOf, inCastOrder } from "#trace/cast.ts";
import type { Recipient, Seq, SessionId, Trace } from "#trace/event.ts";
import { type Account, growingAccount } from "#trace/growing-account.ts";
import {
  type Arrow,
  type Ask,
  type Lane,
  type LaneMark,
  type Lanes,
  laneOf,
  SERVER_LANE,
} from "#trace/lane.ts";
import { shapeOf } from "#trace/lane-shape.ts";
import { readSpans } from "#trace/lane-spans.ts";
import { readPacketText, saidIn } from "#trace/packet-text.ts";
import { createSeats } from "#trace/seats.ts";
import { readRows, type TimelineRow } from "#trace/timeline.ts";

/** `scene` are the names of the scene's clients, in their order: they have a lane before anything is heard of them. */
export function lanes(trace: Trace, scene: readonly string[] = []): Lanes {
  const { lanes: found, ...account } = accountOf(trace);
  const cast = castOf(trace, scene);
  const known = new Map(scene.map((name) => laneOf(name, name)).map((lane) => [lane.key, lane]));
  for (const lane of found) known.set(lane.key, lane);
  const clients = [...known.values()].flatMap((lane) =>
    lane.client === undefined ? [] : [{ ...lane, client: lane.client }],
  );
  return {
    ...account,
    asks: acks(trace).map(knownAsk),
    lanes: [SERVER_LANE, ...inCastOrder(clients, cast)],
  };
}

type Found = Omit<Lanes, "lanes" | "asks"> & Readonly<{ lanes: Iterable<Lane> }>;

const accountOf = growingAccount(readLanes);

function readLanes(): Account<Found> {
  const rowsIn = readRows();
  const arrows = readArrows();
  const spans = readSpans();
  const found = new Map<string, Lane>();
  const marks: LaneMark[] = [];
  return {
    read(event) {
      spans.read(event);
      for (const row of rowsIn(event)) {
        const lane = row.client === undefined ? SERVER_LANE : laneOf(row.client, row.who);
        if (!isElsewhere(row)) found.set(lane.key, lane);
        arrows.read(row);
        marks.push({ ...row, lane: lane.key, ...shapeOf(row) });
      }
    },
    told: () => ({
      lanes: found.values(),
      marks: marks.slice(),
      arrows: arrows.told(),
      spans: spans.told(),
    }),
  };
}

const asks = new WeakMap<Ack, Ask>();

function knownAsk(ack: Ack): Ask {
  const ask = asks.get(ack) ?? askOf(ack);
  asks.set(ack, ask);
  return ask;
}

/** Of several who were asked, the one of whom there is least to be hoped. */
function askOf({ seq: asked, of }: Ack): Ask {
  const states = of.map(({ state }) => state);
  const answers = states.filter(({ state }) => state === "answered").length;
  const about = { asked, answers, of: of.length };
  let last: Extract<Ack["of"][number]["state"], { state: "answered" }> | undefined;
  for (const state of states) {
    if (state.state === "lost") return { ...about, state: "lost" };
    if (state.state === "timed out") return { ...about, state: "timed out", after: state.after };
    if (state.state === "answered" && (last === undefined || state.seq > last.seq)) last = state;
  }
  if (last === undefined || answers < of.length) return { ...about, state: "waiting" };
  const { seq: answered, ms, isLate } = last;
  return { ...about, state: isLate ? "late" : "answered", answered, ms };
}

/** A link that is not Socket.IO's makes nobody a client. */
const isElsewhere = ({ event }: TimelineRow): boolean =>
  event.kind === "link.opened" || event.kind === "link.closed";

function readArrows(): Pick<Account<readonly Arrow[]>, "told"> &
  Readonly<{ read(row: TimelineRow): void }> {
  const seats = createSeats();
  const arrows: Arrow[] = [];
  const sessions = new Map<string, SessionId>();
  /** What is under way, by its number in its session; and where each recipient of a sending is. */
  const down = new Map<string, number>();
  const up = new Map<string, number>();
  const sent = new Map<string, number>();

  const lands = (place: number | undefined, to: Seq | undefined, fate: Arrow["fate"]): void => {
    const arrow = place === undefined ? undefined : arrows[place];
    if (place !== undefined && arrow !== undefined) arrows[place] = { ...arrow, to, fate };
  };
  const sets = (from: Seq, { session, packet }: Recipient, isAck: boolean): void => {
    const seat = seats.at(session);
    const client = seat?.client ?? `session ${session}`;
    const lane = laneOf(client, seat?.who ?? client).key;
    sent.set(`${from} ${session}`, arrows.length);
    if (!isAck) down.set(`${session} ${packet}`, arrows.length);
    const [carries, fate] = isAck
      ? (["ack", "untold"] as const)
      : (["event", "under way"] as const);
    arrows.push({ from, to: undefined, is: "down", lane, carries, fate });
  };

  return {
    told: () => arrows.slice(),
    read({ event, sends, client, who, seq }) {
      seats.note(event);
      for (const { session, message, event: name } of sends) {
        up.set(`${session} ${message}`, arrows.length);
        const lane = laneOf(client ?? who, who).key;
        const carries = name === undefined ? "ack" : "event";
        arrows.push({ from: seq, to: undefined, is: "up", lane, carries, fate: "under way" });
      }
      switch (event.kind) {
        case "gap":
          for (const { sid, session } of event.checkpoint.sessions) sessions.set(sid, session);
          break;
        case "session.opened":
          sessions.set(event.sid, event.session);
          break;
        case "turn": {
          const { trigger } = event;
          if (trigger.by !== "packet") break;
          const key = `${trigger.session} ${trigger.packet}`;
          lands(up.get(key), seq, "received");
          up.delete(key);
          break;
        }
        case "emit":
        case "broadcast": {
          const said = saidIn(readPacketText(event.packet));
          if (said === undefined) break;
          const to = event.kind === "emit" ? [event.to] : event.to;
          for (const one of to) sets(seq, one, said.is === "ack");
          break;
        }
        case "dropped":
          lands(sent.get(`${event.of} ${event.session}`), undefined, "dropped");
          break;
        case "handled": {
          const key = `${sessions.get(event.sid)} ${event.packet}`;
          lands(down.get(key), seq, event.listeners === 0 ? "unheard" : "received");
          down.delete(key);
          break;
        }
        default:
          break;
      }
    },
  };
}
