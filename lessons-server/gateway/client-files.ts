// The files of socket.io's client library, which lie on our disk: a program that serves them names one, and socket.io
// itself sends it, compressed as the client wishes.
import type { IncomingMessage, ServerResponse } from "node:http";
import { Server } from "socket.io";

const CLIENT_FILE = /^socket\.io(\.esm\.min|\.min|\.msgpack\.min)?\.js(\.map)?$/;
type SendFile = (name: string, req: IncomingMessage, res: ServerResponse) => void;

/** As socket.io's own list of them. */
export const isClientFile = (name: string): boolean => CLIENT_FILE.test(name);

/** The name of the client file that `target` asks a server for whose `path` is as socket.io keeps it, without a slash. */
export function clientFile(target: string, path: string): string | undefined {
  if (!target.startsWith(path)) return undefined;
  const name = target.slice(path.length + 1).split("?")[0] ?? "";
  return isClientFile(name) ? name : undefined;
}

/** @param name one that is a client file */
export function sendClientFile(name: string, res: ServerResponse): void {
  // It is private, and has been there since socket.io 2; a test of ours downloads each file.
  (Server as unknown as { readonly sendFile: SendFile }).sendFile(name, res.req, res);
}
