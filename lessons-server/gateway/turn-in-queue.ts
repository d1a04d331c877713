// A page's place in the queue for a sandbox: it is told where it stands, and leaves when it goes or asks anew.
import type { Socket } from "socket.io";
import type { ToPage } from "#protocol/control.ts";
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
): TurnInQueue {
  const { remoteAddress } = socket.conn as unknown as EngineSocket;
  let leaving = new AbortController();
  return {
    obtain() {
      leaving = new AbortController();
      return sandboxes.obtain(remoteAddress, {
        onPlace: (place) => socket.emit("queued", { text: placeInWords(place) }),
        signal: leaving.signal,
      });
    },
    leave: () => leaving.abort(),
  };
}
