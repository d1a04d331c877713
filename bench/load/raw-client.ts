// A Socket.IO client in its barest form: text frames over one WebSocket. It costs the load generator as little as can be,
// and treats a connection that ends by itself as a failed measurement.
import { WebSocket } from "ws";
import type { Place } from "../hosts/host.ts";

export type RawClient = {
  readonly send: (text: string) => void;
  /** Called with every Socket.IO packet, still encoded, `4` in front. */
  onPacket: (packet: string) => void;
  /** Why it is no longer connected, when nobody here closed it. */
  readonly lost: () => string | undefined;
  readonly close: () => void;
};

/** Connects to the main namespace. */
export async function connectRaw({ url, path }: Place): Promise<RawClient> {
  const address = `${url.replace("http", "ws")}${path}/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  let lost: string | undefined;
  let isOver = false;
  const client: RawClient = {
    send: (text) => socket.send(text),
    onPacket: () => undefined,
    lost: () => lost,
    close: () => {
      isOver = true;
      socket.terminate();
    },
  };
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("close", (code) => {
      if (!isOver) lost = `a client lost its connection (${code})`;
      reject(new Error(lost));
    });
    socket.on("message", (message: Buffer) => {
      const text = message.toString();
      if (text === "2") socket.send("3");
      else if (text.startsWith("0")) socket.send("40");
      else if (text.startsWith("40")) resolve(client);
      else client.onPacket(text);
    });
  });
}
