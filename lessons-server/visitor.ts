// Whose address it is that limits are counted by. Behind a proxy every connection is the proxy's own, and who asks is what
// the proxy says.
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import proxyAddr from "proxy-addr";

type Asking = {
  readonly socket: { readonly remoteAddress?: string | undefined };
  readonly headers: IncomingHttpHeaders;
};
/** The address of whoever asks; empty where a connection has none. */
export type AddressOf = (asking: Asking) => string;

/** What a connection comes from, whatever its headers say. */
export const connectionAddress: AddressOf = ({ socket }) => socket.remoteAddress ?? "";

/**
 * Believes `X-Forwarded-For` as far as these proxies have written it.
 * @param proxies addresses, networks (`10.0.0.0/8`), or `loopback`, `linklocal`, `uniquelocal`
 * @throws TypeError when one of them is no address
 */
export function addressBehind(proxies: readonly string[]): AddressOf {
  const isTrusted = proxyAddr.compile([...proxies]);
  // It reads nothing of a request but these two.
  return ({ socket, headers }) =>
    socket.remoteAddress === undefined
      ? ""
      : proxyAddr({ socket, headers } as IncomingMessage, isTrusted);
}

/** Whether each is an address, a network or a name that `addressBehind` knows. */
export function areProxies(names: readonly string[]): boolean {
  try {
    addressBehind(names);
    return true;
  } catch {
    return false;
  }
}
