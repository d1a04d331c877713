// The part of an engine.io 6.6.11 socket that the gateway relies on. Its own types hide `id` and `writeBuffer`, and
// socket.io itself uses both; our tests drive real ones.
import type { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";

export type EngineSocket = EventEmitter & {
  readonly id: string;
  readonly protocol: number;
  readonly readyState: string;
  /** From the client's first word on another transport until its last on the old one, or until it gives up. */
  readonly upgrading: boolean;
  readonly remoteAddress: string;
  readonly request: IncomingMessage;
  readonly transport: {
    readonly name: string;
    writable: boolean;
    /** The poll that waits for an answer, on polling. */
    readonly req?: IncomingMessage | null;
    /** Only while the transport is a WebSocket. */
    readonly socket?: WebSocket;
    /** What a transport calls when its connection is gone. */
    readonly onClose: () => void;
  };
  /** Packets that wait until the transport is writable. */
  readonly writeBuffer: readonly unknown[];
  readonly write: (data: string | Buffer, options?: EngineWrite) => unknown;
  /** With `discard`, without waiting for what is buffered. */
  readonly close: (discard?: boolean) => unknown;
};

/** `wsPreEncodedFrame`: the whole message as a frame, so that a broadcast is encoded once. */
export type EngineWrite = { wsPreEncodedFrame?: Buffer[]; compress?: boolean };
