// Clients that speak HTTP and nothing else: who they are, and which of their requests have no whole answer yet.
import type { RequestId, TraceEvent } from "#trace/event.ts";
import { engineIoTarget, header } from "#trace/http.ts";

export type PlainRequests = Readonly<{
  note(event: TraceEvent): void;
  /** "GET /wait", in order; undefined for a client that has asked for nothing yet, or ever for a connection. */
  of(client: string): readonly string[] | undefined;
}>;

type Open = Readonly<{ client: string; link: number; target: string }>;

export function createPlainRequests(): PlainRequests {
  const asked = new Set<string>();
  const connects = new Set<string>();
  const open = new Map<RequestId, Open>();
  return {
    note(event) {
      switch (event.kind) {
        case "http.request": {
          const { client, link, method, target, request } = event;
          if (engineIoTarget(target) !== undefined) connects.add(client);
          else open.set(request, { client, link, target: `${method} ${pathOf(target)}` });
          asked.add(client);
          return;
        }
        case "http.response":
          // The head of an answer that goes on.
          if (event.body.size === 0 && header(event.headers, "transfer-encoding") === "chunked")
            return;
          open.delete(event.request);
          return;
        case "http.chunk":
          if (event.isLast) open.delete(event.request);
          return;
        case "client":
          if (event.state.state !== "gone") connects.add(event.client);
          return;
        case "session.opened":
          connects.add(event.client);
          return;
        case "link.closed":
          for (const [request, { link }] of open) if (link === event.link) open.delete(request);
          return;
        default:
          return;
      }
    },
    of(client) {
      if (!asked.has(client) || connects.has(client)) return undefined;
      return [...open.values()].filter((one) => one.client === client).map(({ target }) => target);
    },
  };
}

const pathOf = (target: string): string => target.split("?")[0] ?? "";
