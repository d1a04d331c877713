// The vocabulary of the trace: every kind of fact a sandbox can record, as one tagged union.
// Facts only (DESIGN §2): what could be computed from other facts is a projection and has no kind here.
import * as z from "zod/mini";
import { ActFailure } from "#trace/act-failure.ts";
import { Disturbance } from "#trace/disturbance.ts";
const count = z.int().check(z.nonnegative());

/** Position of an event in its run: 0, 1, 2 …; the order of everything. */
export const Seq = count.brand<"Seq">();
/** A TCP connection, numbered within the run. */
export const LinkId = count.brand<"LinkId">();
/** An HTTP request, numbered within the run. */
export const RequestId = count.brand<"RequestId">();
/** An Engine.IO session, numbered within the run. Its `sid` is in `session.opened`. */
export const SessionId = count.brand<"SessionId">();
/** One entry into the program (0 is loading it), numbered within the run. */
export const TurnId = count.brand<"TurnId">();

/** Bytes as they were on the wire, base64. `size` is the true length; fewer bytes are kept when it exceeds the cap. */
export const Bytes = z.object({ base64: z.string(), size: count });
/** A place in the learner's own files. Lines and columns count from 1. */
export const Position = z.object({ file: z.string(), line: count, column: count });
const pair = z.array(z.string()).check(z.minLength(2), z.maxLength(2)) as z.ZodMiniType;
/** Raw header pairs in the order and spelling of the wire. */
export const Headers = z.array(pair as z.ZodMiniType<[string, string]>);

/** Why a turn began. `packet` counts the Engine.IO messages of that session towards the server, from 1. */
export const Trigger = z.discriminatedUnion("by", [
  z.object({ by: z.literal("load") }),
  z.object({ by: z.literal("connection"), session: SessionId }),
  z.object({ by: z.literal("packet"), session: SessionId, packet: count }),
  z.object({ by: z.literal("upgrade"), session: SessionId }),
  /** Something of its transport that is no message, such as a heartbeat. */
  z.object({ by: z.literal("transport"), session: SessionId }),
  z.object({ by: z.literal("close"), session: SessionId }),
  z.object({ by: z.literal("request"), request: RequestId }),
  /** `setIn`: whose work set it; absent when that is not known. */
  z.object({ by: z.literal("timer"), setIn: z.optional(TurnId), delay: z.number() }),
]);

/** A Socket.IO packet as the program encoded it: its text (cut at 4,096 characters), whole length, and attachments. */
export const PacketText = z.object({ text: z.string(), size: count, attachments: count });
/** The n-th Socket.IO packet (from 1) that was handed to this session. */
export const Recipient = z.object({ session: SessionId, packet: count });

const sending = { nsp: z.string(), event: z.string(), args: z.array(z.unknown()) };
/** What a client of a scene is told to do. */
export const Deed = z.discriminatedUnion("do", [
  z.object({ do: z.literal("connect") }),
  z.object({ do: z.literal("disconnect") }),
  z.object({ do: z.literal("emit"), ...sending }),
  z.object({ do: z.literal("emitWithAck"), ...sending, timeout: z.number().check(z.positive()) }),
  z.object({
    do: z.literal("http"),
    method: z.string(),
    path: z.string(),
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.optional(z.string()),
  }),
]);

/** A client's own account of its connection to one namespace. */
export const ClientState = z.discriminatedUnion("state", [
  z.object({ state: z.literal("connecting") }),
  z.object({ state: z.literal("connected"), id: z.string(), recovered: z.boolean() }),
  z.object({ state: z.literal("refused"), message: z.string(), data: z.optional(z.unknown()) }),
  z.object({ state: z.literal("disconnected"), reason: z.string(), willReconnect: z.boolean() }),
  z.object({ state: z.literal("reconnecting"), attempt: count, delay: z.number() }),
  z.object({ state: z.literal("gone"), why: z.string() }),
]);

/** Whose it is: `from` of a log or a fault, `on` of a disturbance. */
export const Side = z.discriminatedUnion("side", [
  z.object({ side: z.literal("server") }),
  z.object({ side: z.literal("client"), client: z.string() }),
]);

/** What was open at one moment: where a projection starts when older events are gone. */
export const Checkpoint = z.object({
  clients: z.array(z.string()),
  /** `sid`: the Engine.IO session of the last request or open packet on this link, if it was Engine.IO's. */
  links: z.array(z.object({ link: LinkId, client: z.string(), sid: z.optional(z.string()) })),
  sessions: z.array(
    z.object({
      session: SessionId,
      sid: z.string(),
      client: z.string(),
      transport: z.string(),
      since: z.number(),
    }),
  ),
  sockets: z.array(
    z.object({
      session: SessionId,
      nsp: z.string(),
      id: z.string(),
      since: z.number(),
      rooms: z.array(z.string()),
    }),
  ),
  /** Rooms of sockets that are not open yet: middleware and recovery join before the connection. */
  joining: z.optional(
    z.array(z.object({ nsp: z.string(), id: z.string(), rooms: z.array(z.string()) })),
  ),
  states: z.array(z.object({ client: z.string(), nsp: z.string(), state: ClientState })),
  listening: z.array(z.object({ server: count, port: count })),
  disturbances: z.optional(z.array(z.object({ on: Side, disturbance: Disturbance }))),
});

/** A fact of the program: in which turn, whose work if another turn's (a promise goes on later), on which line if known. */
const doing = {
  turn: TurnId,
  cause: z.optional(z.union([TurnId, z.literal("unknown")])),
  where: z.optional(Position),
};
const perhapsDoing = { ...doing, turn: z.optional(TurnId) };
const socket = { ...doing, session: SessionId, nsp: z.string(), id: z.string() };
const onLink = { link: LinkId, client: z.string() };
const written = { ...onLink, bytes: Bytes };
const message = {
  ...onLink,
  request: RequestId,
  version: z.string(),
  headers: Headers,
  body: Bytes,
};
const names = z.array(z.string());
const fact = <K extends string, S extends z.core.$ZodShape>(kind: K, shape: S) =>
  z.object({ kind: z.literal(kind), ...shape });

/** One fact before the recorder gives it its place (`seq`) and time (`at`). */
export const Fact = z.discriminatedUnion("kind", [
  fact("run.started", {
    run: z.string(),
    entry: z.string(),
    files: z.array(z.object({ name: z.string(), size: count })),
  }),
  fact("run.ended", {
    why: z.enum(["stopped", "finished", "crashed", "killed", "lost"]),
    code: z.int(),
  }),
  fact("server.listening", { ...doing, server: count, port: count }),
  fact("server.closed", { ...doing, server: count, port: count }),
  fact("act", { act: count, client: z.string(), deed: Deed }),
  fact("act.failed", { act: count, client: z.string(), why: ActFailure }),
  fact("link.opened", onLink),
  fact("link.closed", onLink),
  fact("http.request", { ...message, method: z.string(), target: z.string() }),
  fact("http.response", { ...message, ...perhapsDoing, status: count, reason: z.string() }),
  /** One write of an answer whose head, its `http.response`, has left before. One that has no last was cut off. */
  fact("http.chunk", { ...written, ...perhapsDoing, request: RequestId, isLast: z.boolean() }),
  fact("frame", { ...written, from: z.enum(["client", "server"]) }),
  fact("session.opened", {
    session: SessionId,
    sid: z.string(),
    client: z.string(),
    transport: z.string(),
    request: z.optional(RequestId),
  }),
  /** The program's doing if it has a turn. */
  fact("session.closed", {
    ...perhapsDoing,
    session: SessionId,
    reason: z.string(),
    detail: z.optional(z.string()),
  }),
  fact("socket.opened", { ...socket, recovered: z.boolean() }),
  fact("socket.closed", { ...socket, reason: z.string() }),
  fact("turn", { turn: TurnId, trigger: Trigger, ms: z.number(), fuel: count }),
  fact("emit", { ...doing, to: Recipient, packet: PacketText }),
  fact("broadcast", {
    ...doing,
    nsp: z.string(),
    rooms: z.array(z.string()),
    except: z.array(z.string()),
    flags: z.array(z.string()),
    to: z.array(Recipient),
    packet: PacketText,
  }),
  fact("dropped", {
    of: Seq,
    session: SessionId,
    why: z.enum(["volatile", "closed", "slow reader"]),
  }),
  /** An event arrived for which the program has no listener on this socket, nor a catch-all, nor a middleware. */
  fact("unheard", { ...socket, event: z.string() }),
  fact("room.joined", { ...doing, nsp: z.string(), room: z.string(), id: z.string() }),
  fact("room.left", { ...doing, nsp: z.string(), room: z.string(), id: z.string() }),
  fact("handled", {
    client: z.string(),
    sid: z.string(),
    packet: count,
    nsp: z.string(),
    event: z.string(),
    listeners: count,
    ms: z.number(),
  }),
  fact("client", { client: z.string(), nsp: z.string(), state: ClientState, buffered: count }),
  fact("log", { from: Side, ...perhapsDoing, level: z.string(), text: z.string() }),
  fact("fault", {
    from: Side,
    ...perhapsDoing,
    during: z.enum([
      "load",
      "handler",
      "timer",
      "rejection",
      "budget",
      "memory",
      "client",
      "runner",
    ]),
    name: z.string(),
    message: z.string(),
    stack: z.string(),
    frame: z.string(),
  }),
  fact("disturbance", { phase: z.enum(["begun", "ended"]), on: Side, disturbance: Disturbance }),
  fact("limit", { ...perhapsDoing, what: z.string(), text: z.string() }),
  fact("settled", { ok: z.boolean(), heldUpBy: names, notProvenFor: names }),
  fact("gap", { dropped: count, checkpoint: Checkpoint }),
]);

const Placed = z.object({ seq: Seq, at: z.number().check(z.nonnegative()) });
const placed = (one: (typeof Fact.def.options)[number]) => z.extend(one, Placed.shape);
/** A fact in its place: `seq` orders the run, `at` is milliseconds since the run began on the gateway's clock. */
export const TraceEvent: z.ZodMiniType<z.infer<typeof Fact> & z.infer<typeof Placed>> =
  z.discriminatedUnion("kind", Fact.def.options.map(placed) as [ReturnType<typeof placed>]);

export type Seq = z.infer<typeof Seq>;
export type LinkId = z.infer<typeof LinkId>;
export type RequestId = z.infer<typeof RequestId>;
export type SessionId = z.infer<typeof SessionId>;
export type TurnId = z.infer<typeof TurnId>;
export type Bytes = Readonly<z.infer<typeof Bytes>>;
export type Position = Readonly<z.infer<typeof Position>>;
export type Trigger = Readonly<z.infer<typeof Trigger>>;
export type PacketText = Readonly<z.infer<typeof PacketText>>;
export type Recipient = Readonly<z.infer<typeof Recipient>>;
export type Deed = Readonly<z.infer<typeof Deed>>;
export type ClientState = Readonly<z.infer<typeof ClientState>>;
export type Side = Readonly<z.infer<typeof Side>>;
export type Checkpoint = Readonly<z.infer<typeof Checkpoint>>;
export type Fact = Readonly<z.infer<typeof Fact>>;
export type FactOf<K extends Fact["kind"]> = Extract<Fact, { kind: K }>;
export type TraceEvent = Fact & Readonly<z.infer<typeof Placed>>;
export type EventOf<K extends Fact["kind"]> = Extract<TraceEvent, { kind: K }>;
/** A run's events in order of `seq`; after long runs the first is a `gap`. */
export type Trace = readonly TraceEvent[];
