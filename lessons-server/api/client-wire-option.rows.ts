// The options of `io(…)` that show in requests, and those that choose a transport.
import { connected, next, WEBSOCKET } from "./client-row.ts";
import type { Row } from "./row.ts";

type Headers = Readonly<Record<string, string>>;
type Seen = {
  readonly options: object;
  readonly of: (headers: Headers, query: Headers) => unknown;
};

/** What the server sees of a client with these options, of its headers and its query. */
const seen = (covers: string, { options, of }: Seen, expected: unknown): Row =>
  connected(
    `client option: ${covers}`,
    {
      options,
      use: async (socket) => {
        const headers = (await socket.emitWithAck("headers")) as Headers;
        const query = await new Promise<Headers>((said) =>
          socket.emit("who am i", (_id: string, _auth: unknown, asked: Headers) => said(asked)),
        );
        return of(headers, query);
      },
    },
    expected,
  );
/** Over what it is connected, sooner or later. */
const over = (covers: string, options: object, expected: string): Row =>
  connected(
    `client option: ${covers}`,
    {
      options,
      use: async ({ io: { engine } }) => {
        if (engine.transport.name !== expected) await next(engine, "upgrade");
        return engine.transport.name;
      },
    },
    expected,
  );

export const clientWireOptionRows: readonly Row[] = [
  seen(
    "query",
    {
      options: {
        ...WEBSOCKET,
        query: { a: "b c" },
      },
      of: (_headers, query) => [query["a"], query["EIO"]],
    },
    ["b c", "4"],
  ),
  seen(
    "extraHeaders",
    {
      options: {
        ...WEBSOCKET,
        extraHeaders: { "X-Key": "k" },
      },
      of: (headers) => headers["x-key"],
    },
    "k",
  ),
  seen(
    "transportOptions",
    {
      options: {
        transportOptions: { polling: { extraHeaders: { "X-Only": "polling" } } },
      },
      of: (headers) => headers["x-only"],
    },
    "polling",
  ),
  seen(
    "timestampRequests, timestampParam",
    {
      options: { ...WEBSOCKET, timestampRequests: true, timestampParam: "when" },
      of: (_headers, query) => Object.keys(query).includes("when"),
    },
    true,
  ),
  seen(
    "agent",
    { options: { ...WEBSOCKET, agent: false }, of: (headers) => headers["connection"] },
    "Upgrade",
  ),
  seen(
    "protocols",
    {
      options: {
        ...WEBSOCKET,
        protocols: ["one", "two"],
      },
      of: (headers) => headers["sec-websocket-protocol"],
    },
    "one,two",
  ),
  seen(
    "perMessageDeflate",
    {
      options: { ...WEBSOCKET, perMessageDeflate: { threshold: 0 } },
      of: (headers) => headers["sec-websocket-extensions"]?.split(";")[0],
    },
    "permessage-deflate",
  ),
  over("upgrade", { upgrade: false }, "polling"),
  over("transports", { transports: ["polling", "websocket"] }, "websocket"),
  over(
    "tryAllTransports",
    {
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      upgrade: false,
      transportOptions: { websocket: { path: "/nowhere" } },
    },
    "polling",
  ),
];
