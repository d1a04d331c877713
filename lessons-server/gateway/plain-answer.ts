// What the gateway itself says over HTTP, and what every answer from a sandbox carries: it is a stranger's page on
// our origin (DESIGN §3), so it may run scripts but own nothing.
import { STATUS_CODES, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";

const SAFETY = {
  "Content-Security-Policy": "sandbox allow-scripts",
  "X-Content-Type-Options": "nosniff",
} as const;

/** Call before anything else touches the response. */
export function confine(res: ServerResponse): void {
  for (const [name, value] of Object.entries(SAFETY)) res.setHeader(name, value);
}

/** A refusal for now: after so many seconds it is worth another try. */
export type Busy = { readonly status: number; readonly retryAfter: number };

/** Ends the response with one sentence, unless it has begun already. Closes the connection behind it. */
export function answerPlainly(res: ServerResponse, why: number | Busy, sentence: string): void {
  if (res.headersSent) return;
  const body = Buffer.from(`${sentence}\n`);
  confine(res);
  res.writeHead(statusOf(why), {
    ...retryOf(why),
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": body.length,
    Connection: "close",
  });
  res.end(body);
}

/** The same on a connection that asked to leave HTTP. */
export function refuseUpgrade(socket: Duplex, why: number | Busy, sentence: string): void {
  const status = statusOf(why);
  const body = `${sentence}\n`;
  const head = {
    ...retryOf(why),
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Length": Buffer.byteLength(body),
    Connection: "close",
    ...SAFETY,
  };
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}\r\n${lines.join("")}\r\n${body}`);
}

const statusOf = (why: number | Busy): number => (typeof why === "number" ? why : why.status);
const retryOf = (why: number | Busy): Record<string, string> =>
  typeof why === "number" ? {} : { "Retry-After": String(why.retryAfter) };
