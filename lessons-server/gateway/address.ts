// Which sandbox, which client of it and which of its ports a URL means (DESIGN §3, names and ports):
// `/s/<id>/@alice/:3001/rest`. Everything behind is what the program sees. A client on a page of another origin than
// its server's brings that too: `/@alice~http%3A%2F%2Flocalhost%3A5173/`.

/** Where a request goes inside its sandbox. `target` begins with `/` and is all that may be shown or recorded. */
export type Destination = {
  readonly client?: string;
  /** Of the page that the client believes to be on, if that is not the server's own. */
  readonly origin?: string;
  readonly port?: number;
  readonly target: string;
};
export type SandboxAddress = Destination & { readonly id: string };
/** `elsewhere`: no sandbox is meant. The others mean one, badly; `text` says what to change. */
export type Refusal = {
  readonly ok: false;
  readonly why: "elsewhere" | "name" | "origin" | "port";
  readonly text: string;
};
export type Parsed<A> = { readonly ok: true; readonly address: A } | Refusal;

/** `url` as in a request line: `/s/<id>` with optional `/@name` and `/:port`, in that order. */
export function parseSandboxAddress(url: string): Parsed<SandboxAddress> {
  const under = /^\/s\/([\w-]{1,64})(?=[/?]|$)/.exec(url);
  if (!under?.[1])
    return { ok: false, why: "elsewhere", text: "This is not the address of a sandbox." };
  const within = parseDestination(url.slice(under[0].length));
  return within.ok ? { ok: true, address: { id: under[1], ...within.address } } : within;
}

/** The same behind the `/s/<id>`, which is also how a sandbox is addressed that is mounted at the root. */
export function parseDestination(url: string): Parsed<Destination> {
  if (url !== "" && !url.startsWith("/") && !url.startsWith("?")) {
    return { ok: false, why: "elsewhere", text: "The address of a request begins with a slash." };
  }
  const named = /^\/@([^/?~]*)(?:~([^/?]*))?/.exec(url);
  const client = named ? clientName(named[1] ?? "") : undefined;
  if (named && client === undefined) {
    return {
      ok: false,
      why: "name",
      text: "A client's name has 1 to 40 letters, digits, spaces, - or _.",
    };
  }
  const origin = named?.[2] === undefined ? undefined : originOf(named[2]);
  if (named?.[2] !== undefined && origin === undefined) {
    return {
      ok: false,
      why: "origin",
      text: "Behind a client's name and ~ comes the origin of its page, such as http%3A%2F%2Flocalhost%3A5173.",
    };
  }
  const behindName = url.slice(named?.[0].length ?? 0);
  const ported = /^\/:(\d+)(?=[/?]|$)/.exec(behindName);
  const port = ported ? Number(ported[1]) : undefined;
  if (port !== undefined && (port < 1 || port > 65_535)) {
    return { ok: false, why: "port", text: "A port is a number from 1 to 65535." };
  }
  const rest = behindName.slice(ported?.[0].length ?? 0);
  const target = rest.startsWith("/") ? rest : `/${rest}`;
  const address = {
    target,
    ...(client && { client }),
    ...(origin && { origin }),
    ...(port && { port }),
  };
  return { ok: true, address };
}

function clientName(encoded: string): string | undefined {
  try {
    const name = decodeURIComponent(encoded);
    return /^[\p{L}\p{N} _-]{1,40}$/u.test(name) ? name : undefined;
  } catch {
    // A stray `%`: as bad a name as any other.
    return undefined;
  }
}

function originOf(encoded: string): string | undefined {
  try {
    const text = decodeURIComponent(encoded);
    return /^https?:$/.test(new URL(text).protocol) && new URL(text).origin === text
      ? text
      : undefined;
  } catch {
    // No URL, or a stray `%`.
    return undefined;
  }
}
