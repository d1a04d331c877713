// What only the server knows: whether it runs, and its namespaces with a token for each socket and the rooms they are in.
import type { Actor } from "#trace/cast.ts";
import { suffering } from "#trace/suffering.ts";
import type { Checkpoint, EventOf, Position, SessionId, Trace, TurnId } from "#trace/event.ts";
import { upwards } from "#trace/upward.ts";

export type StageServer = Readonly<
  { entry: string | undefined } & (
    | { state: "idle" }
    | { state: "running"; ports: readonly number[]; suffers?: string }
    | {
        state: "ended";
        why: EventOf<"run.ended">["why"];
        /** Somebody did it: nothing is wrong with the program. */
        isMeant: boolean;
        /** The mistake that ended it. */
        fault: ServerFault | undefined;
      }
  )
>;

/** `handling` is the event on which it broke: "say from Alice". */
export type ServerFault = Readonly<{
  text: string;
  where: Position | undefined;
  handling: string | undefined;
}>;

/** One `socket` object: the server's end of a client's connection to one namespace. */
export type Token = Readonly<{
  client: string;
  session: SessionId;
  id: string;
  rooms: readonly string[];
}>;
/** `of` is the client whose own room (socket id) it is: drawn only when somebody else is in it. */
export type StageRoom = Readonly<{ room: string; of: string | undefined; ids: readonly string[] }>;
export type StageNamespace = Readonly<{
  nsp: string;
  tokens: readonly Token[];
  rooms: readonly StageRoom[];
}>;

export function stageServer(trace: Trace, now: Checkpoint): StageServer {
  const started = trace.find((event) => event.kind === "run.started");
  const entry = started?.entry;
  const ended = trace.findLast((event) => event.kind === "run.ended");
  if (ended !== undefined) {
    const { why } = ended;
    const isMeant =
      why === "stopped" ||
      trace.some((event) => event.kind === "disturbance" && event.disturbance.is === "kill");
    return { entry, state: "ended", why, isMeant, fault: isMeant ? undefined : faultIn(trace) };
  }
  if (trace.length === 0) return { entry, state: "idle" };
  const suffers = suffering(now);
  const ports = now.listening.map(({ port }) => port);
  return { entry, state: "running", ports, ...(suffers !== undefined && { suffers }) };
}

function faultIn(trace: Trace): ServerFault | undefined {
  const fault = trace.findLast((event) => event.kind === "fault" && event.from.side === "server");
  if (fault?.kind !== "fault") return undefined;
  const text = `${fault.name}: ${fault.message}`;
  return { text, where: fault.where, handling: handlingIn(trace, fault.turn) };
}

/** `/` first, then as they came into use; `/` stands alone as long as there is no socket anywhere. */
export function stageNamespaces(
  now: Checkpoint,
  cast: readonly Actor[],
): readonly StageNamespace[] {
  const clients = new Map(now.sessions.map(({ session, client }) => [session, client]));
  const order = new Map(cast.map(({ name }, i) => [name, i]));
  const names = [...new Set(now.sockets.map(({ nsp }) => nsp))];
  const inOrder = names.includes("/") ? ["/", ...names.filter((nsp) => nsp !== "/")] : names;
  return (inOrder.length > 0 ? inOrder : ["/"]).map((nsp) => {
    const sockets = now.sockets.filter((socket) => socket.nsp === nsp);
    const tokens = sockets
      .map(({ session, id, rooms }) => ({
        // A socket may outlive its session for a moment.
        client: clients.get(session) ?? `session ${session}`,
        session,
        id,
        rooms: rooms.filter((room) => room !== id),
      }))
      .toSorted((a, b) => (order.get(a.client) ?? 99) - (order.get(b.client) ?? 99));
    return { nsp, tokens, rooms: roomsOf(tokens) };
  });
}

function roomsOf(tokens: readonly Token[]): readonly StageRoom[] {
  const names = [...new Set(tokens.flatMap(({ rooms }) => rooms))];
  return names
    .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((room) => {
      const owner = tokens.find(({ id }) => id === room);
      const ids = tokens
        .filter((token) => token.rooms.includes(room) || token === owner)
        .map(({ id }) => id);
      return { room, of: owner?.client, ids };
    });
}

/** Known when the turn is over: what a client had sent that began it. */
function handlingIn(trace: Trace, turn: TurnId | undefined): string | undefined {
  const event = trace.find((one) => one.kind === "turn" && one.turn === turn);
  if (event?.kind !== "turn" || event.trigger.by !== "packet") return undefined;
  const { session, packet } = event.trigger;
  const sent = upwards(trace).find((one) => one.session === session && one.message === packet);
  return sent?.event === undefined ? undefined : `${sent.event} from ${sent.client}`;
}
