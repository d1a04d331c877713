// node:url: the older functions around the URL class. The host reads what `parse` is given.
import { querystring } from "./querystring.ts";
import { URL, URLSearchParams } from "./url.ts";
import { legacyUrl } from "./wall.ts";

type Parts = Partial<
  Record<
    | "protocol"
    | "auth"
    | "host"
    | "hostname"
    | "port"
    | "pathname"
    | "search"
    | "hash"
    | "path"
    | "href",
    string | null
  >
> & {
  slashes?: boolean | null;
  query?: unknown;
};

export class Url {
  declare protocol: string | null;
}

function parse(text: string, withQuery = false): Parts {
  const url = Object.assign(new Url(), JSON.parse(legacyUrl(text) || "{}") as Parts);
  if (withQuery) url.query = querystring.parse(typeof url.query === "string" ? url.query : "");
  return url;
}

function format(from: string | URL | Parts): string {
  if (typeof from === "string") return from;
  if (from instanceof URL) return from.href;
  const { protocol, slashes, auth, hostname, port, pathname = "", hash } = from;
  const host = from.host ?? (hostname ? hostname + (port ? `:${port}` : "") : "");
  const query =
    from.query && typeof from.query === "object" ? querystring.stringify(from.query) : "";
  const search = from.search ?? (query ? `?${query}` : "");
  const scheme = protocol ? (protocol.endsWith(":") ? protocol : `${protocol}:`) : "";
  const isWeb = /^(https?|wss?|ftp|file):$/.test(scheme);
  const before = slashes || (isWeb && host) ? `${scheme}//` : scheme;
  return `${before}${auth ? `${auth}@` : ""}${host}${pathname ?? ""}${search}${hash ?? ""}`;
}

function fileURLToPath(url: string | URL): string {
  const { protocol, pathname } = new URL(url) as URL & { pathname: string };
  if (protocol === "file:") return decodeURIComponent(pathname);
  throw Object.assign(new TypeError("The URL must be of scheme file"), {
    code: "ERR_INVALID_URL_SCHEME",
  });
}

export const nodeUrl = {
  URL,
  URLSearchParams,
  Url,
  parse,
  format,
  resolve: (from: string, to: string) => {
    const resolved = new URL(to, new URL(from, "resolve://"));
    return resolved.protocol === "resolve:"
      ? resolved.href.replace(/^resolve:\/\//, "")
      : resolved.href;
  },
  fileURLToPath,
  pathToFileURL: (path: string) => new URL(`file:///${encodeURI(path).replace(/^\/+/, "")}`),
};
