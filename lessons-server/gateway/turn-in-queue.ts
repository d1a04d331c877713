// A page's place in the queue for a sandbox: it is told where it stands, and leaves when it goes or asks anew.
import type { Socket } from "socket.io";
import type { ToPage } from "#protocol/control.ts";
import type { AddressOf } from "../visitor.ts";
import type { EngineSocket } from "./engine-socket.ts";
import { placeInWords } from "./control-words.ts";
import type { Created, Sandboxes } from "./sandboxes.ts";

export type TurnInQueue = {
  /** A sandbox, at once when there is room. */
  readonly obtain: () => Promise<Created>;
  readonly leave: () => void;
};

export function createTurnInQueue(
  socket: Pick<Socket<object, ToPage>, "emit" | "conn">,
  sandboxes: Pick<Sandboxes, "obtain">,
  addressOf: AddressOf,
): TurnInQueue {
  const conn = socket.conn as unknown as EngineSocket;
  // The request has lost its connection by the time of an upgrade; the session has kept its address.
  const address = addressOf({ socket: conn, headers: conn.request.headers });
  let leaving = new AbortController();
  return {
    obtain() {
      leaving = new AbortController();
      return sandboxes.obtain(address, {
        onPlace: (place) => socket.emit("queued", { text: placeInWords(place) }),
        signal: leaving.signal,
      });
    },
    leave: () => leaving.abort(),
  };
}
