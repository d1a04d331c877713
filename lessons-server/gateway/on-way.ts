// Puts a TCP connection on its client's way, between the socket and the taps: what was recorded as sent takes its time to
// leave, and what has come is recorded when it has come along. Bytes are delayed, cut up or lost here, never changed.
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createDelayLine, type DelayLine } from "./delay-line.ts";
import { LIMITS } from "./limits.ts";
import { bytesOf } from "./tap-http.ts";
import { CLEAR, type Traveller, type Way } from "./way.ts";

export type OnWay = {
  /** From now on the connection is on this way; several clients may use one in turn. Returns the leave. */
  readonly enter: (way: Way) => () => void;
  /** Calls `go` when the whole request has come along; never, if the connection ends before. */
  readonly come: (req: IncomingMessage, go: () => void) => void;
  /** Bytes from the client take their time too. Call after what sees them arrive has been put on. */
  readonly delayArrivals: (is: { readonly probe: boolean }) => void;
};

/** Bytes under way for which their sender is not kept waiting: about what a kernel would take. */
const ROOM = 65_536;

/** A connection may outlive the program it was for, and the run. */
const known = new WeakMap<Duplex, OnWay>();

/** Call for the first time before anything else is put on the socket. */
export function onWay(socket: Duplex): OnWay {
  const its = known.get(socket) ?? putOnWay(socket);
  known.set(socket, its);
  return its;
}

function putOnWay(socket: Duplex): OnWay {
  let way: Way | undefined;
  let latest: Traveller | undefined;
  let isTorn = false;
  const pace = () => way?.pace() ?? CLEAR;
  const leaving = createDelayLine({ pace });
  const coming = createDelayLine({ pace });
  const isFree = (line: DelayLine): boolean => (way?.isClear() ?? true) && line.isEmpty();
  /** Those who wait until there is room again. */
  const waiting: (() => void)[] = [];

  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  const end = socket.end.bind(socket) as (...args: unknown[]) => Duplex;
  const destroy = socket.destroy.bind(socket);

  function send(...args: unknown[]): boolean {
    const done = args.find((arg) => typeof arg === "function") as (() => void) | undefined;
    const bytes = isTorn ? Buffer.alloc(0) : bytesOf(args[0], args[1]);
    if (bytes.length > 0 && way?.takeReset()) tear(bytes);
    else leaving.putBytes(bytes, passOn);
    if (done) waiting.push(done);
    makeRoom();
    return true;
  }

  function passOn(piece: Buffer): void {
    write(piece);
    makeRoom();
  }

  function makeRoom(): void {
    if (leaving.bytes() > ROOM) return;
    for (const done of waiting.splice(0)) process.nextTick(done);
  }

  function tear(bytes: Buffer): void {
    isTorn = true;
    leaving.flush();
    write(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    if ("resetAndDestroy" in socket) (socket as Socket).resetAndDestroy();
    else socket.destroy();
  }

  // What waits on the way waits for its client as well: for this, senders that go too far are cut off.
  const buffered = () =>
    Reflect.get(Object.getPrototypeOf(socket) as Duplex, "writableLength", socket);
  Object.defineProperty(socket, "writableLength", { get: () => buffered() + leaving.bytes() });
  socket.write = ((...args: unknown[]) =>
    isFree(leaving) && !isTorn ? write(...args) : send(...args)) as typeof socket.write;
  socket.end = ((...args: unknown[]) => {
    if (isFree(leaving) || isTorn) return end(...args);
    if (typeof args[0] !== "function") send(args[0], args[1]);
    leaving.put(0, () => end(...args.filter((arg) => typeof arg === "function")));
    return socket;
  }) as typeof socket.end;
  socket.destroy = (error) => {
    if (!leaving.isEmpty() && pace().isHeld) leaving.drop();
    // What was sent before the end was sent; only it comes a little early.
    leaving.flush();
    coming.drop();
    return destroy(error);
  };

  return {
    enter(next) {
      const traveller: Traveller = {
        hurry() {
          leaving.hurry();
          coming.hurry();
        },
        cut() {
          leaving.drop();
          socket.destroy();
        },
      };
      const leave = (): void => {
        socket.off("close", leave);
        next.leave(traveller);
        if (latest === traveller) way = undefined;
      };
      [way, latest] = [next, traveller];
      next.enter(traveller);
      socket.once("close", leave);
      return () => leaving.put(0, leave);
    },
    come(req, go) {
      if (isFree(coming)) return go();
      const handOver = withhold(req);
      coming.put(bodyLength(req), () => handOver(go));
    },
    delayArrivals(is) {
      const push = socket.push.bind(socket);
      let isProbe = is.probe;
      socket.push = (chunk: Buffer | null, encoding) => {
        if (isProbe && way?.isDisturbedBy("no-probe")) {
          socket.destroy();
          return false;
        }
        isProbe = false;
        if (isFree(coming)) return push(chunk, encoding);
        if (chunk === null) coming.put(0, () => push(null));
        else coming.putBytes(chunk, (piece) => void push(piece));
        return coming.bytes() <= ROOM;
      };
    },
  };
}

/** What a client says that it will send, as far as a program would take it. */
function bodyLength({ headers }: IncomingMessage): number {
  if (headers.upgrade !== undefined) return 0;
  return Math.min(Number(headers["content-length"] ?? 0), LIMITS.requestBodyBytes);
}

/** Keeps a body that comes while nobody may know of the request; `handOver` gives it to whoever then listens. */
function withhold(req: IncomingMessage): (go: () => void) => void {
  const chunks: (Buffer | null)[] = [];
  let size = 0;
  req.push = (chunk: Buffer | null) => {
    chunks.push(chunk);
    size += chunk?.length ?? 0;
    return size <= ROOM;
  };
  return (go) => {
    delete (req as { push?: unknown }).push;
    go();
    for (const chunk of chunks) req.push(chunk);
  };
}
