// What is open after some events: where projections start when older events are gone, and what many of them ask first.
import type { Checkpoint, EventOf, Fact, LinkId, Side, Trace, TraceEvent } from "#trace/event.ts";
import { isSame, moved } from "#trace/checkpoint-rooms.ts";
import { agree } from "#trace/growing.ts";
import { isUpgrade, sidAfter } from "#trace/link-session.ts";

/** Before anything has happened. */
export const emptyCheckpoint: Checkpoint = {
  clients: [],
  links: [],
  sessions: [],
  sockets: [],
  states: [],
  listening: [],
};

/** What is open after all the events of a trace; at a gap it starts from the gap's own checkpoint. */
export function checkpointOf(trace: Trace): Checkpoint {
  const known = answers.get(trace);
  if (known?.length === trace.length) return known.checkpoint;
  const checkpoint = foldedOn(trace);
  answers.set(trace, { length: trace.length, checkpoint });
  return checkpoint;
}

/** A trace may grow while it is held, so an answer is for as many events as there were. */
const answers = new WeakMap<Trace, Readonly<{ length: number; checkpoint: Checkpoint }>>();

function foldedOn(trace: Trace): Checkpoint {
  const known = lately.find(({ events }) => events.length > 0 && agree(events, trace));
  const { events, marks } = known ?? { events: [], marks: [] };
  if (known !== undefined) lately.splice(lately.indexOf(known), 1);
  lately.unshift({ events, marks });
  lately.splice(REMEMBERED);
  for (const event of trace.slice(events.length)) {
    // A copy: whoever has handed the trace over may let it grow.
    events.push(event);
    if (events.length % APART === 0)
      marks.push(events.slice(-APART).reduce(foldInto, marks.at(-1) ?? emptyCheckpoint));
  }
  const mark = Math.floor(trace.length / APART);
  return trace.slice(mark * APART).reduce(foldInto, marks[mark - 1] ?? emptyCheckpoint);
}

/**
 * The traces asked about last, with what was open after every so many of their events. A page asks many times for each
 * frame, at the playhead and at the end of the run: a trace that has grown is folded on from where it was, and one gone
 * back in from shortly before. With a thousand clients the whole would take longer than a frame.
 */
const lately: Readonly<{ events: TraceEvent[]; marks: Checkpoint[] }>[] = [];
const REMEMBERED = 4;
const APART = 64;

/**
 * What is open after one more event. Pure: the checkpoint given is not changed, and is returned itself when the event
 * opens and closes nothing. A socket lasts until the program has closed it: between `session.closed` and
 * `socket.closed` the program still has a socket whose session is gone.
 */
export function foldInto(checkpoint: Checkpoint, event: TraceEvent): Checkpoint {
  const client = clientOf(event);
  const known = client === undefined ? checkpoint : withClient(checkpoint, client);
  switch (event.kind) {
    case "gap":
      return event.checkpoint;
    case "run.ended":
      return {
        ...known,
        ...(known.disturbances && { disturbances: [] }),
        sockets: [],
        joining: [],
        listening: [],
      };
    case "server.listening":
      return {
        ...known,
        listening: [...known.listening, { server: event.server, port: event.port }],
      };
    case "server.closed":
      return {
        ...known,
        listening: known.listening.filter(
          ({ server, port }) => server !== event.server || port !== event.port,
        ),
      };
    case "link.opened":
      return { ...known, links: [...known.links, { link: event.link, client: event.client }] };
    case "link.closed":
      return { ...known, links: known.links.filter(({ link }) => link !== event.link) };
    case "http.request":
    case "http.response":
    case "frame":
      return wired(known, event);
    case "session.opened":
      return {
        ...known,
        sessions: [
          ...known.sessions,
          {
            session: event.session,
            sid: event.sid,
            client: event.client,
            transport: event.transport,
            since: event.at,
          },
        ],
      };
    case "session.closed":
      return {
        ...known,
        sessions: known.sessions.filter(({ session }) => session !== event.session),
      };
    case "socket.opened":
      return opened(known, event);
    case "socket.closed":
      return { ...known, sockets: known.sockets.filter((socket) => !isSame(socket, event)) };
    case "room.joined":
    case "room.left":
      return moved(known, event);
    case "client":
      return stated(known, event);
    case "disturbance":
      return disturbed(known, event);
    case "run.started":
    case "act":
    case "act.failed":
    case "http.chunk":
    case "turn":
    case "emit":
    case "broadcast":
    case "dropped":
    case "handled":
    case "unheard":
    case "log":
    case "fault":
    case "limit":
    case "settled":
      return known;
    default:
      return event satisfies never;
  }
}

/** The client that a fact is about by name, if it is about one. */
export function clientOf(event: Fact): string | undefined {
  if ("client" in event) return event.client;
  const side = event.kind === "disturbance" ? event.on : "from" in event ? event.from : undefined;
  return typeof side === "object" && side.side === "client" ? side.client : undefined;
}

/**
 * Who was there, as far as it is remembered: whoever has a sandbox's address may give a name with each request, and the
 * trace is to stay small. Those that are still there are never forgotten.
 */
const REMEMBERED_CLIENTS = 2_000;

function withClient(checkpoint: Checkpoint, client: string): Checkpoint {
  if (checkpoint.clients.includes(client)) return checkpoint;
  const clients = [...checkpoint.clients, client];
  if (clients.length <= REMEMBERED_CLIENTS) return { ...checkpoint, clients };
  const present = new Set([...checkpoint.links, ...checkpoint.sessions].map((one) => one.client));
  const gone = clients.find((one) => one !== client && !present.has(one));
  return {
    ...checkpoint,
    clients: clients.filter((one) => one !== gone),
    states: checkpoint.states.filter((state) => state.client !== gone),
  };
}

function wired(
  checkpoint: Checkpoint,
  event: EventOf<"http.request"> | EventOf<"http.response"> | EventOf<"frame">,
): Checkpoint {
  const before = checkpoint.links.find(({ link }) => link === event.link);
  const sid = sidAfter(event, before?.sid);
  const moving =
    event.kind === "frame" && sid !== undefined && isUpgrade(event)
      ? upgraded(checkpoint, sid)
      : checkpoint;
  return sid === before?.sid ? moving : withSid(moving, event.link, sid);
}

function withSid(checkpoint: Checkpoint, changed: LinkId, sid: string | undefined): Checkpoint {
  const links = checkpoint.links.map((link) => {
    if (link.link !== changed) return link;
    const { sid: _, ...rest } = link;
    return sid === undefined ? rest : { ...rest, sid };
  });
  return { ...checkpoint, links };
}

function upgraded(checkpoint: Checkpoint, sid: string): Checkpoint {
  const sessions = checkpoint.sessions.map((session) =>
    session.sid === sid ? { ...session, transport: "websocket" } : session,
  );
  return { ...checkpoint, sessions };
}

function opened(
  checkpoint: Checkpoint,
  { session, nsp, id, at }: EventOf<"socket.opened">,
): Checkpoint {
  const early = checkpoint.joining?.find((socket) => isSame(socket, { nsp, id }));
  const socket = { session, nsp, id, since: at, rooms: early?.rooms ?? [] };
  const sockets = [...checkpoint.sockets, socket];
  if (early === undefined) return { ...checkpoint, sockets };
  return {
    ...checkpoint,
    sockets,
    joining: checkpoint.joining?.filter((other) => other !== early),
  };
}

function stated(checkpoint: Checkpoint, { client, nsp, state }: EventOf<"client">): Checkpoint {
  const others = checkpoint.states.filter((other) => other.client !== client || other.nsp !== nsp);
  return { ...checkpoint, states: [...others, { client, nsp, state }] };
}

/** One of a kind at a time. */
function disturbed(checkpoint: Checkpoint, { phase, ...its }: EventOf<"disturbance">): Checkpoint {
  const { on, disturbance } = its;
  const others = (checkpoint.disturbances ?? []).filter(
    (other) => other.disturbance.is !== disturbance.is || nameOf(other.on) !== nameOf(on),
  );
  const disturbances = phase === "begun" ? [...others, { on, disturbance }] : others;
  // The program that was there is gone without a word; another comes.
  const gone =
    phase === "begun" && disturbance.is === "restart"
      ? { sockets: [], joining: [], listening: [] }
      : {};
  return { ...checkpoint, ...gone, disturbances };
}

const nameOf = (side: Side): string | undefined =>
  side.side === "client" ? side.client : undefined;
