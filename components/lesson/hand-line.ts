// A line to the learner's server on which bytes are written by hand, and all that has passed on it, in order.
import { BYTES_PATH } from "#protocol/by-hand.ts";

export type Passed =
  | { readonly is: "written" | "heard"; readonly bytes: Uint8Array }
  | { readonly is: "opened" | "ended" };

export type HandLine = {
  /** False when the line has ended, or is about to: nothing can be written on it any more. */
  readonly write: (bytes: Uint8Array) => boolean;
  readonly hangUp: () => void;
};

/**
 * Dials; what is written before anybody answers is written then. `home` is the server's address as clients have it;
 * `onPassed` is told of everything, the end last.
 */
export function openHandLine(home: string, onPassed: (passed: Passed) => void): HandLine {
  const socket = new WebSocket(home.replace(/^http/, "ws").replace("/s/", BYTES_PATH));
  socket.binaryType = "arraybuffer";
  const early: Uint8Array[] = [];
  let isOver = false;
  const put = (bytes: Uint8Array) => {
    socket.send(Uint8Array.from(bytes));
    onPassed({ is: "written", bytes });
  };
  const end = () => {
    if (isOver) return;
    isOver = true;
    onPassed({ is: "ended" });
  };
  socket.addEventListener("open", () => {
    if (isOver) return;
    onPassed({ is: "opened" });
    for (const bytes of early.splice(0)) put(bytes);
  });
  socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => {
    // Node ends an answer with a write of nothing.
    if (isOver || data.byteLength === 0) return;
    onPassed({ is: "heard", bytes: new Uint8Array(data) });
  });
  socket.addEventListener("close", end);
  return {
    write(bytes) {
      if (isOver || socket.readyState > WebSocket.OPEN) return false;
      if (socket.readyState === WebSocket.OPEN) put(bytes);
      else early.push(bytes);
      return true;
    },
    hangUp() {
      socket.close();
      end();
    },
  };
}
