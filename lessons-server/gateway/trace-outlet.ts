// A page's connection as a trace feed sees it.
import type { Socket } from "socket.io";
import type { ToPage } from "#protocol/control.ts";
import type { EngineSocket } from "./engine-socket.ts";
import type { Outlet } from "./trace-feed.ts";

export function outletOf(socket: Pick<Socket<never, ToPage>, "emit" | "conn">): Outlet {
  const conn = socket.conn as unknown as EngineSocket;
  return {
    send: (batch) => socket.emit("trace", batch),
    isClogged: () => conn.writeBuffer.length > 0,
    onceDrained: (listener) => void conn.once("drain", listener),
  };
}
