// A system call for each WebSocket frame costs more than the frame: what is written to a connection in one turn of
// the event loop leaves together. The bytes and their order stay as they are.
import type { Duplex } from "node:stream";

/** Call before anything is written. The first write, the answer to the upgrade, leaves at once. */
export function gatherWrites(socket: Duplex): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  const destroy = socket.destroy.bind(socket);
  let isFirst = true;
  let isHeld = false;

  const release = (): void => {
    if (!isHeld) return;
    isHeld = false;
    socket.uncork();
  };
  socket.write = ((...args: unknown[]) => {
    if (!isFirst && !isHeld) {
      isHeld = true;
      socket.cork();
      process.nextTick(release);
    }
    isFirst = false;
    return write(...args);
  }) as typeof socket.write;
  // What a program sends just before it ends was sent: a dying process leaves it to the kernel.
  socket.destroy = (error) => {
    release();
    return destroy(error);
  };
}
