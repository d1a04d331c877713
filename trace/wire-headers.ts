// What the headers of the course's requests and answers are for, each in a sentence.

const HEADERS: Readonly<Record<string, string>> = {
  host: "Which server is meant: several may share one address.",
  connection:
    "“Upgrade” asks to leave HTTP on this connection; “keep-alive” keeps it for the next request.",
  upgrade: "To which protocol: WebSocket.",
  "sec-websocket-key":
    "16 random bytes in base64. The server proves with them that it knows WebSocket.",
  "sec-websocket-version": "The version of WebSocket; there is only 13.",
  "sec-websocket-extensions": "permessage-deflate offers, or agrees, to compress messages.",
  "sec-websocket-protocol":
    "A subprotocol that the client offers and the server chooses. Socket.IO has none.",
  "sec-websocket-accept":
    "Computed from the client’s key: only a server that means WebSocket answers so.",
  origin: "The site whose page asks. The server decides whether it may, and the browser obeys.",
  cookie: "What the browser keeps for this server.",
  "set-cookie": "What the browser is to keep for this server.",
  authorization: "Who asks.",
  "content-type": "What the body is.",
  "content-length": "How many bytes the body has.",
  "transfer-encoding": "“chunked”: the body comes in pieces, each with its length.",
  "content-encoding": "How the body is compressed.",
  "cache-control": "“no-store”: nobody on the way may keep this for later.",
  "access-control-allow-origin":
    "The site whose pages may read this answer. The browser compares it with the Origin.",
  "access-control-allow-credentials": "Whether that site may read it when cookies were sent.",
  "access-control-allow-methods": "What that site may ask.",
  "access-control-allow-headers": "Which headers that site may send.",
  "access-control-request-method": "A preflight asks first: may I use this method?",
  "access-control-request-headers": "A preflight asks first: may I send these headers?",
  "user-agent": "What program asks.",
  date: "When the server answered, by its own clock.",
  vary: "What the answer depends on, for whoever keeps it.",
};

/** A sentence about a header, whatever the case of its name. */
export const headerWords = (name: string): string =>
  HEADERS[name.toLowerCase()] ?? "A header that neither WebSocket nor Engine.IO needs.";

const QUERY: Readonly<Record<string, string>> = {
  EIO: "The version of Engine.IO: 4.",
  transport: "How the packets travel: polling or websocket.",
  sid: "The session that this request belongs to. The first request has none.",
  t: "Different each time, so that nobody on the way answers from a cache.",
  b64: "The client cannot take bytes.",
};

/** A sentence about a parameter of the target's query. */
export const queryWords = (name: string): string =>
  QUERY[name] ?? "A parameter of the program’s own.";

const METHODS: Readonly<Record<string, string>> = {
  GET: "Asks for something. A polling client’s GET waits until the server has packets for it.",
  POST: "Brings something. A polling client’s POST carries its packets.",
  OPTIONS: "A preflight: the browser asks whether a page of another site may ask.",
};
export const methodWords = (method: string): string =>
  METHODS[method] ?? "What is to be done with the target.";

const STATUSES: Readonly<Record<number, string>> = {
  101: "Switching protocols: after the empty line there is no HTTP on this connection any more, only frames.",
  200: "All went well.",
  204: "All went well, and there is no body.",
  400: "The request is wrong: the body says why.",
  403: "The server does not want this client.",
  404: "There is nothing at this path. Is it the right path, and the right server?",
  413: "The body is larger than the server takes.",
  500: "The program failed.",
};
export const statusWords = (status: number): string =>
  STATUSES[status] ?? "How it went: 2 is well, 3 elsewhere, 4 the client’s fault, 5 the server’s.";
