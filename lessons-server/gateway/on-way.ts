// Puts a TCP connection on its client's way, between the socket and the taps: what was recorded as sent takes its time to
// leave, and what has come is recorded when it has come along. Bytes are delayed, cut up or lost here, never changed.
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { createDelayLine, type DelayLine } from "./delay-line.ts";
import { bytesOf } from "./tap-http.ts";
import type { Traveller, Way } from "./way.ts";

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

/** Call before anything else is put on the socket, and once. */
export function putOnWay(socket: Duplex): OnWay {
  let way: Way | undefined;
  let isTorn = false;
  const pace = () => (way as Way).pace();
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
    else for (const piece of slices(bytes, pace().slice)) leaving.put(piece.length, passing(piece));
    if (done) waiting.push(done);
    makeRoom();
    return true;
  }

  const passing = (piece: Buffer) => (): void => {
    write(piece);
    makeRoom();
  };

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
      way = next;
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
      };
      next.enter(traveller);
      socket.once("close", leave);
      return () => leaving.put(0, leave);
    },
    come(req, go) {
      if (isFree(coming)) return go();
      const handOver = withhold(req);
      coming.put(Number(req.headers["content-length"] ?? 0), () => handOver(go));
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
        else
          for (const piece of slices(chunk, pace().slice))
            coming.put(piece.length, () => push(piece));
        return coming.bytes() <= ROOM;
      };
    },
  };
}

function slices(bytes: Buffer, size: number): readonly Buffer[] {
  if (bytes.length <= size) return bytes.length > 0 ? [bytes] : [];
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
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
