// For tests: what a server says of origins, and who comes in by it.

export const FRIEND = "http://localhost:5173";
export const STRANGER = "http://evil.example";
export type Outcome = "connected" | "refused";

type CorsCase = {
  readonly what: string;
  /** As written in `new Server(3000, …)`. */
  readonly options: string;
  /** The friend by polling and by WebSocket, then the stranger by polling and by WebSocket. */
  readonly expected: readonly [Outcome, Outcome, Outcome, Outcome];
};

export const CORS_CASES: readonly CorsCase[] = [
  {
    what: "nothing said",
    options: "{}",
    expected: ["refused", "connected", "refused", "connected"],
  },
  {
    what: "its origin allowed",
    options: `{ cors: { origin: "${FRIEND}" } }`,
    expected: ["connected", "connected", "refused", "connected"],
  },
  {
    what: "its origin in a list",
    options: `{ cors: { origin: ["http://a.example", "${FRIEND}"] } }`,
    expected: ["connected", "connected", "refused", "connected"],
  },
  {
    what: "every origin allowed",
    options: `{ cors: { origin: "*" } }`,
    expected: ["connected", "connected", "connected", "connected"],
  },
  {
    what: "a slash too many",
    options: `{ cors: { origin: "${FRIEND}/" } }`,
    expected: ["refused", "connected", "refused", "connected"],
  },
  {
    what: "a list where the rules belong",
    options: `{ cors: ["${FRIEND}"] }`,
    expected: ["connected", "connected", "connected", "connected"],
  },
  {
    what: "asked for each request",
    options: `{ cors: { origin: "*" }, allowRequest: (req, decide) => decide(null, req.headers.origin === "${FRIEND}") }`,
    expected: ["connected", "connected", "refused", "refused"],
  },
  {
    what: "the origin in the wrong place",
    options: `{ origin: "${FRIEND}", origins: "*:*" }`,
    expected: ["refused", "connected", "refused", "connected"],
  },
];
