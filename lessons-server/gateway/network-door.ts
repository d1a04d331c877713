// Where requests to a program come in: each is placed and recorded, and led to the Engine.IO server that takes it or to
// the program's own routes.
import { type IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import type { Destination } from "./address.ts";
import type { Visits } from "./engine-visit.ts";
import { gatherWrites } from "./gather-writes.ts";
import { holdable } from "./held-answer.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { Limits } from "./limits.ts";
import type { Arrivals } from "./network-arrivals.ts";
import type { Engines, Taker } from "./network-engines.ts";
import type { ProgramRequests } from "./network-requests.ts";
import type { Sessions } from "./network-sessions.ts";
import { answerPlainly, confine, refuseUpgrade } from "./plain-answer.ts";
import { onWay } from "./on-way.ts";
import { createRate } from "./rate.ts";
import { redactHeaders } from "./redact.ts";
import {
  answerPreflight,
  isNeedlessPreflight,
  putOrigin,
  sceneOrigin,
  translateAnswer,
} from "./scene-origin.ts";
import type { Exchange, Tape } from "./tape.ts";
import { tapHttp } from "./tap-http.ts";
import { createFrameBytes, tapUpgrade, type Upgrade } from "./tap-upgrade.ts";
import type { Way, Ways } from "./way.ts";

export type Door = {
  readonly handleRequest: (req: IncomingMessage, res: ServerResponse, to: Destination) => void;
  readonly handleUpgrade: (upgrade: Upgrade, to: Destination) => void;
  /**
   * Cuts off all that waits, as when a process dies, or tells it this sentence, and refuses with it whoever comes from now on.
   */
  readonly close: (sentence: string, tellsAll: boolean) => void;
  /** Writes down the request that Engine.IO is being shown right now: its head alone may have consequences. */
  readonly recordCause: () => void;
};

export function createDoor(around: {
  readonly tape: Tape;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly clock: () => number;
  readonly visits: Visits;
  readonly engines: Engines;
  readonly arrivals: Arrivals;
  readonly requests: ProgramRequests;
  readonly sessions: Pick<Sessions, "bySid">;
  readonly ways: Ways;
}): Door {
  const { tape, limits, note, clock, visits, engines, arrivals, requests, sessions, ways } = around;
  const frameBytes = createFrameBytes();
  const answering = new Map<ServerResponse, { readonly release: () => void }>();
  const lingering = new Map<Duplex, NodeJS.Timeout | undefined>();
  let over: string | undefined;
  let recordCause = (): void => undefined;

  function arrive(
    req: IncomingMessage,
    to: Destination,
  ): Taker & { base: string; exchange: Exchange } {
    const url = req.url ?? "";
    const base = url.endsWith(to.target)
      ? url.slice(0, -to.target.length)
      : (url.split("?")[0] ?? "");
    req.url = to.target;
    redactHeaders(req, tape.redact);
    const taker = engines.takerOf(to.port, to.target);
    const sid = taker.engine && new URLSearchParams(to.target.split("?")[1]).get("sid");
    const exchange = arrivals.arrive(req.socket, {
      name: to.client,
      ofSession: sid ? sessions.bySid(sid)?.client : undefined,
      isHandshake: taker.engine !== undefined && !sid,
    });
    return { ...taker, base, exchange };
  }

  /** Who waits on a way is counted by nobody else, and does not even leave before it is mended. Ask once it is entered. */
  function isFull(way: Way): boolean {
    if (way.isClear() || ways.travellers() <= limits.heldRequests) return false;
    note("heldRequests");
    return true;
  }

  /** Lets a request come along its client's way. What is cut off before has never arrived, and nobody hears of it. */
  function handleRequest(req: IncomingMessage, res: ServerResponse, to: Destination): void {
    const way = ways.of(to.client);
    if (way.isDisturbedBy("offline")) return void req.socket.destroy();
    const connection = onWay(req.socket);
    res.once("close", connection.enter(way));
    if (isFull(way)) return void req.socket.destroy();
    connection.come(req, () => takeRequest(req, res, to));
  }

  function handleUpgrade(upgrade: Upgrade, to: Destination): void {
    const { req, socket } = upgrade;
    // What is wrong with a connection shows in its closing, which is recorded.
    socket.on("error", () => undefined);
    const way = ways.of(to.client);
    if (way.isDisturbedBy("offline")) return void socket.destroy();
    const connection = onWay(socket);
    connection.enter(way);
    if (isFull(way)) return void socket.destroy();
    connection.come(req, () => {
      const early = socket.read() as Buffer | null;
      const head = early ? Buffer.concat([upgrade.head, early]) : upgrade.head;
      takeUpgrade({ req, socket, head }, to, way);
    });
  }

  function takeRequest(req: IncomingMessage, res: ServerResponse, to: Destination): void {
    confine(res);
    if (over !== undefined) return answerPlainly(res, 503, over);
    const origin = sceneOrigin(req, to, engines.firstPort());
    if (origin && isNeedlessPreflight(req, origin)) return answerPreflight(req, res);
    if (origin) putOrigin(req, origin);
    const asWritten = origin && translateAnswer(res, origin);
    const { server, engine, base, exchange } = arrive(req, to);
    const tap = tapHttp(req, res, { tape, exchange, asWritten });
    const answer = holdable(res);
    answering.set(res, answer);
    res.once("close", () => answering.delete(res));
    if (server === undefined) return answerPlainly(res, 502, nobodyListens(to.port));
    if (!engine) return requests.take({ id: exchange.request, server, base, exchange, req, res });
    const resume = (work: () => void): void => {
      if (over !== undefined || req.socket.destroyed) return;
      recordCause = tap.recordRequest;
      try {
        work();
      } catch (cause) {
        // The URL and the cors options are strangers' text, and Node throws on some of it.
        answerPlainly(res, 500, `Engine.IO could not answer this request: ${messageOf(cause)}`);
      } finally {
        recordCause = () => undefined;
      }
    };
    visits.set(req, { exchange, base, answer, resume });
    resume(() => engine.handleRequest(req, res));
  }

  function takeUpgrade(upgrade: Upgrade, to: Destination, way: Way): void {
    const { req, socket, head } = upgrade;
    if (over !== undefined) return refuseUpgrade(socket, 503, over);
    if (!engines.takesUpgrades(to.port)) return takeRequest(req, answerOn(socket, req), to);
    const origin = sceneOrigin(req, to, engines.firstPort());
    if (origin) putOrigin(req, origin);
    const { engine, base, exchange, patience } = arrive(req, to);
    gatherWrites(socket);
    tapUpgrade(upgrade, { tape, exchange, frameBytes, arrived: frameLimit(socket) });
    if (way.isDisturbedBy("no-websocket")) return refuseUpgrade(socket, 403, NO_WEBSOCKET);
    onWay(socket).delayArrivals({ probe: /[?&]sid=/.test(to.target) });
    if (!engine) return linger(socket, patience);
    const resume = (work: () => void): void => {
      if (over !== undefined || socket.destroyed) return;
      try {
        work();
      } catch (cause) {
        refuseUpgrade(socket, 500, `Engine.IO could not take this upgrade: ${messageOf(cause)}`);
      }
    };
    visits.set(req, { exchange, base, answer: undefined, resume });
    resume(() => engine.handleUpgrade(req, socket, head));
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

  function linger(socket: Duplex, patience: number | null): void {
    const timer = patience === null ? undefined : setTimeout(() => socket.end(), patience);
    lingering.set(socket, timer);
    socket.once("close", () => {
      clearTimeout(timer);
      lingering.delete(socket);
    });
  }

  return {
    handleRequest,
    handleUpgrade,
    close(sentence, tellsAll) {
      over = sentence;
      for (const [res, { release }] of answering) {
        release();
        if (res.writableEnded || res.req.socket.destroyed) continue;
        if (tellsAll && !res.headersSent) answerPlainly(res, 502, sentence);
        else res.destroy();
      }
      for (const socket of lingering.keys()) refuseUpgrade(socket, 502, sentence);
    },
    recordCause: () => recordCause(),
  };
}

/** As Node does for an http server that takes no upgrades: the request is one like any other. */
function answerOn(socket: Duplex, req: IncomingMessage): ServerResponse {
  const res = new ServerResponse(req);
  res.shouldKeepAlive = false;
  res.assignSocket(socket as Socket);
  res.once("finish", () => socket.end());
  return res;
}

const NO_WEBSOCKET =
  "The network between this client and its server lets no WebSocket through. The server has not seen this request.";

// Over HTTP a refusal can only be said, not done: to close the connection instead would make browsers repeat the
// request on another, and leave whoever reads a terminal without the reason.
function nobodyListens(port: number | undefined): string {
  if (port === undefined) return "The program listens on no port. Does it call listen?";
  return `Nothing listens on port ${port}. Connection refused.`;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
