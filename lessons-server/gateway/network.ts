// The network of one run of one program: real engine.io behind its ports, its own routes, every byte recorded.
// Untrusted operations come in through `apply`; the program hears of the network only through `deliver`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { Operation } from "#protocol/runner.ts";
import type { TurnId } from "#trace/event.ts";
import type { Destination } from "./address.ts";
import type { EngineSocket } from "./engine-socket.ts";
import { gatherWrites } from "./gather-writes.ts";
import { createLimitNotes } from "./limit-notes.ts";
import { LIMITS, type LimitName, type Limits } from "./limits.ts";
import { createArrivals } from "./network-arrivals.ts";
import { createPackets } from "./network-packets.ts";
import { createEngines } from "./network-engines.ts";
import { createProgramRequests } from "./network-requests.ts";
import { createSessions, type Deliver, type SessionCount } from "./network-sessions.ts";
import { answerPlainly, confine, refuseUpgrade } from "./plain-answer.ts";
import { createRate } from "./rate.ts";
import type { Recorder } from "./recorder.ts";
import { createRedact, redactHeaders } from "./redact.ts";
import {
  answerPreflight,
  isNeedlessPreflight,
  putOrigin,
  sceneOrigin,
  translateAnswer,
} from "./scene-origin.ts";
import type { Exchange, Tape } from "./tape.ts";
import { tapHttp, type HttpTap } from "./tap-http.ts";
import { createFrameBytes, tapUpgrade, type Upgrade } from "./tap-upgrade.ts";

/** The operations that a network carries out; the others are the sandbox's. */
export type NetworkOperation = Extract<
  Operation,
  {
    op:
      | "listen"
      | "unlisten"
      | "engine"
      | "engineClosed"
      | "packet"
      | "broadcast"
      | "disconnect"
      | "respond";
  }
>;

export type NetworkOptions = {
  readonly recorder: Pick<Recorder, "append">;
  /** Called for everything that happens to the program; each call is to become one turn. It must not throw. */
  readonly deliver: Deliver;
  readonly limits?: Partial<Limits>;
  /** The id in the sandbox's address, which nothing that is recorded or delivered may hold. */
  readonly sandbox?: string;
  /** Called with each `limit` fact that the network writes. */
  readonly onLimit?: (what: LimitName) => void;
  /** Milliseconds, monotonic. */
  readonly clock?: () => number;
};

export type Network = {
  readonly handleRequest: (req: IncomingMessage, res: ServerResponse, to: Destination) => void;
  readonly handleUpgrade: (upgrade: Upgrade, to: Destination) => void;
  /** Carries out the network operations among these, in order; ignores the others, and all after `close`. */
  readonly apply: (turn: TurnId, operations: readonly Operation[]) => void;
  /** The program is gone: sessions close, open requests are refused, and so is whoever comes later, with this sentence. */
  readonly close: (sentence: string) => void;
  /** For the settle barrier: each session's packets. */
  readonly counts: () => readonly SessionCount[];
  /** Requests that the program has not answered. */
  readonly unanswered: () => number;
};

/** engine.io's own patience with an upgrade that nobody takes, in milliseconds. */
const DESTROY_UPGRADE_MS = 1_000;

export function createNetwork(options: NetworkOptions): Network {
  const limits: Limits = { ...LIMITS, ...options.limits };
  const clock = options.clock ?? (() => performance.now());
  const tape: Tape = { append: options.recorder.append, redact: createRedact(options.sandbox) };
  const note = createLimitNotes({ append: tape.append, limits, clock, onLimit: options.onLimit });
  const deliver: Deliver = (input, trigger) => {
    if (over === undefined) options.deliver(input, trigger);
  };
  const sandboxRate = createRate(limits.messagesPerSandbox, limits.burstPerSandbox, clock);
  const beforeEnd = (): void => acting?.recordRequest();
  const sessions = createSessions({ tape, deliver, limits, note, clock, sandboxRate, beforeEnd });
  const arrivals = createArrivals(tape, sessions.isConnected);
  const requests = createProgramRequests({ deliver, limits, note, sandboxRate });
  const packets = createPackets({ tape, sessions, limits, note, clock });
  const frameBytes = createFrameBytes();
  const engines = createEngines({ tape, limits, note, refusal: sessions.refusal, opened });
  const exchanges = new WeakMap<IncomingMessage, Exchange>();
  const answering = new Set<ServerResponse>();
  const lingering = new Map<Duplex, NodeJS.Timeout>();
  /** Why there is no program any more. */
  let over: string | undefined;
  /** The exchange that an engine is being shown right now. */
  let acting: HttpTap | undefined;

  function arrive(req: IncomingMessage, to: Destination) {
    const url = req.url ?? "";
    const base = url.endsWith(to.target)
      ? url.slice(0, -to.target.length)
      : (url.split("?")[0] ?? "");
    req.url = to.target;
    redactHeaders(req, tape.redact);
    const { server, engine } = engines.takerOf(to.port, to.target);
    const sid = engine && new URLSearchParams(to.target.split("?")[1]).get("sid");
    const exchange = arrivals.arrive(req.socket, {
      name: to.client,
      ofSession: sid ? sessions.bySid(sid)?.client : undefined,
      isHandshake: engine !== undefined && !sid,
    });
    exchanges.set(req, exchange);
    return { server, engine, base, exchange };
  }

  function handleRequest(req: IncomingMessage, res: ServerResponse, to: Destination): void {
    confine(res);
    if (over !== undefined) return answerPlainly(res, 503, over);
    const origin = sceneOrigin(req, to, engines.firstPort());
    if (origin && isNeedlessPreflight(req, origin)) return answerPreflight(req, res);
    if (origin) putOrigin(req, origin);
    const asWritten = origin && translateAnswer(res, origin);
    const { server, engine, base, exchange } = arrive(req, to);
    const tap = tapHttp(req, res, { tape, exchange, asWritten });
    answering.add(res);
    res.once("close", () => answering.delete(res));
    if (server === undefined) return answerPlainly(res, 502, nobodyListens(to.port));
    if (!engine) return requests.take({ id: exchange.request, server, base, req, res });
    acting = tap;
    try {
      engine.handleRequest(req, res);
    } catch (cause) {
      // The URL and the cors options are strangers' text, and Node throws on some of it.
      answerPlainly(res, 500, `Engine.IO could not answer this request: ${messageOf(cause)}`);
    } finally {
      acting = undefined;
    }
  }

  function handleUpgrade(upgrade: Upgrade, to: Destination): void {
    const { req, socket, head } = upgrade;
    // What is wrong with a connection shows in its closing, which is recorded.
    socket.on("error", () => undefined);
    if (over !== undefined) return refuseUpgrade(socket, 503, over);
    const origin = sceneOrigin(req, to, engines.firstPort());
    if (origin) putOrigin(req, origin);
    const { server, engine, exchange } = arrive(req, to);
    gatherWrites(socket);
    tapUpgrade(upgrade, { tape, exchange, frameBytes, arrived: frameLimit(socket) });
    if (server === undefined) return refuseUpgrade(socket, 502, nobodyListens(to.port));
    if (!engine) return linger(socket);
    try {
      engine.handleUpgrade(req, socket, head);
    } catch (cause) {
      refuseUpgrade(socket, 500, `Engine.IO could not take this upgrade: ${messageOf(cause)}`);
    }
  }

  // Messages are counted where they become turns; pings, fragments and pongs never get there.
  function frameLimit(socket: Duplex): () => void {
    const each = limits.framesPerMessage;
    const rate = createRate(limits.messagesPerClient * each, limits.burstPerClient * each, clock);
    return () => {
      if (socket.destroyed || rate.take()) return;
      note("framesPerMessage");
      socket.destroy();
    };
  }

  function linger(socket: Duplex): void {
    const timer = setTimeout(() => socket.end(), DESTROY_UPGRADE_MS);
    lingering.set(socket, timer);
    socket.once("close", () => {
      clearTimeout(timer);
      lingering.delete(socket);
    });
  }

  function applyOne(turn: TurnId, operation: Operation): void {
    switch (operation.op) {
      case "listen":
        return engines.listen(turn, operation);
      case "unlisten":
        return engines.unlisten(turn, operation);
      case "engine":
        return engines.open(turn, operation);
      case "engineClosed":
        return engines.close(operation.engine);
      case "packet":
        return packets.emit(turn, operation);
      case "broadcast":
        return packets.broadcast(turn, operation);
      case "disconnect":
        return void sessions.byId(operation.session)?.socket.close(operation.discard);
      case "respond":
        return requests.respond(operation);
      default:
        return void (operation satisfies Exclude<Operation, NetworkOperation>);
    }
  }

  function opened(engine: number, socket: EngineSocket): void {
    const exchange = exchanges.get(socket.request);
    // engine.io opens a session a moment after its request, and the run may have ended in between.
    if (over !== undefined || !exchange) socket.close(true);
    else sessions.open(engine, socket, exchange);
  }

  function close(sentence: string): void {
    if (over !== undefined) return;
    over = sentence;
    sessions.cut(sentence);
    engines.closeAll();
    for (const res of answering)
      if (!res.writableEnded && !res.req.socket.destroyed) answerPlainly(res, 502, sentence);
    for (const socket of lingering.keys()) refuseUpgrade(socket, 502, sentence);
    arrivals.leave();
  }

  return {
    handleRequest,
    handleUpgrade,
    apply(turn, operations) {
      if (over === undefined) for (const operation of operations) applyOne(turn, operation);
    },
    close,
    counts: sessions.counts,
    unanswered: requests.unanswered,
  };
}

// Over HTTP a refusal can only be said, not done: to close the connection instead would make browsers repeat the
// request on another, and leave whoever reads a terminal without the reason.
function nobodyListens(port: number | undefined): string {
  if (port === undefined) return "The program listens on no port. Does it call listen?";
  return `Nothing listens on port ${port}. Connection refused.`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
