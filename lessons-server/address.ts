// Where to listen, and what to say when that cannot be. Every message names the way out.
import { createServer } from "node:net";

export type Address = { readonly host: string; readonly port: number };

/** The address as a person types it into a browser. */
export const urlOf = ({ host, port }: Address): string =>
  `http://${host === "0.0.0.0" || host === "::" ? "localhost" : host.includes(":") ? `[${host}]` : host}:${port}`;

/** What to tell the person at the terminal when listening failed. */
export function listenFailure(error: NodeJS.ErrnoException, { host, port }: Address): Error {
  const text = {
    EADDRINUSE: `Port ${port} is in use by another program. Stop that one, or choose another port: PORT=${port + 1} npm start`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023: PORT=3000 npm start`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Leave HOST out to listen on localhost.`,
    ENOTFOUND: `The host name ${host} is not known here. Leave HOST out to listen on localhost.`,
  }[error.code ?? ""];
  return new Error(text ?? `Cannot listen on ${host}, port ${port}: ${error.message}`, {
    cause: error,
  });
}

/**
 * What to bind for a host. "localhost" means 127.0.0.1 and not whatever the resolver puts first: clients that try
 * ::1 fall back to it, while one that was given 127.0.0.1 would never find a server on ::1.
 */
export const bindHost = (host: string): string => (host === "localhost" ? "127.0.0.1" : host);

/** Fails now rather than after a long build when the address cannot be had. */
export async function assertFree(address: Address): Promise<void> {
  const error =
    (await tryListen(bindHost(address.host), address.port)) ??
    (address.host === "localhost" ? await takenOnIpv6(address.port) : undefined);
  if (error) throw listenFailure(error, address);
}

/** A program on [::1] would be what the browser finds at localhost, before us. */
async function takenOnIpv6(port: number): Promise<NodeJS.ErrnoException | undefined> {
  const error = await tryListen("::1", port);
  return error?.code === "EADDRINUSE" ? error : undefined;
}

function tryListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", resolve);
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}
