// For tests: a line by hand to a sandbox, and all that has come on it.
import { WebSocket } from "ws";
import { BYTES_PATH } from "#protocol/by-hand.ts";

export type Dialled = {
  readonly line: WebSocket;
  /** Bytes, or text of which each character is one. */
  readonly write: (bytes: Uint8Array | string) => void;
  /** Resolves with all that has been heard, each byte a character, as soon as this is in it. */
  readonly until: (wanted: string) => Promise<string>;
  /** With the code of the line's own closing. */
  readonly closed: Promise<number>;
};

/** Where a page dials; `url` is the gateway's. */
export const lineAddress = (url: string, sandbox: string): string =>
  url.replace("http", "ws") + BYTES_PATH + sandbox;

export async function dial(address: string): Promise<Dialled> {
  const line = new WebSocket(address);
  let heard = "";
  const looking = new Set<() => void>();
  line.on("message", (bytes: Buffer) => {
    heard += bytes.toString("latin1");
    for (const look of looking) look();
  });
  await new Promise((open, fail) => line.once("open", open).once("error", fail));
  return {
    line,
    write: (bytes) => line.send(Buffer.from(bytes as string, "latin1")),
    closed: new Promise((closed) => line.once("close", closed)),
    until: (wanted) =>
      new Promise((resolve) => {
        const look = () => {
          if (!heard.includes(wanted)) return;
          looking.delete(look);
          resolve(heard);
        };
        looking.add(look);
        look();
      }),
  };
}
