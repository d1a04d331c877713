// An answer of the program's that leaves as it is written. Node's own rules hold for its bytes; what goes beyond what the
// program has promised or its client takes is cut off, since nothing else can be said any more.
import type { ServerResponse } from "node:http";
import type { Operation } from "#protocol/runner.ts";
import type { AnswerHeaders } from "./answer-headers.ts";
import type { Ended } from "./engine-asks.ts";

type Head = Pick<Extract<Operation, { op: "beginAnswer" }>, "id" | "status" | "reason" | "headers">;
export type StreamedAnswer = {
  readonly write: (bytes: Buffer) => void;
  readonly end: (bytes: Buffer) => void;
  readonly cut: () => void;
};

/** Puts the head of an answer on a response. */
export function putHead(
  { res, base }: Ended,
  head: Omit<Head, "id">,
  headers: AnswerHeaders,
): void {
  for (const [name, value] of headers.ofProgram(head.headers, base)) res.appendHeader(name, value);
  res.statusCode = head.status;
  if (head.reason !== undefined) res.statusMessage = head.reason.replace(/[^\t -~]/g, "");
}

/** The length that the program has promised; undefined if none or no length. */
export function promisedLength({ headers }: Pick<Head, "headers">): number | undefined {
  const [, promised = ""] = headers.find(([name]) => name.toLowerCase() === "content-length") ?? [];
  return /^\d{1,15}$/.test(promised) ? Number(promised) : undefined;
}

/** Sends the head. `isTooFarBehind` says whether so many bytes may not wait for the client any more. */
export function streamAnswer(
  ended: Ended,
  head: Head,
  around: {
    readonly headers: AnswerHeaders;
    readonly isTooFarBehind: (bytes: number) => boolean;
  },
): StreamedAnswer {
  const { res } = ended;
  putHead(ended, head, around.headers);
  const promised = promisedLength(head);
  if (promised !== undefined) res.setHeader("Content-Length", promised);
  res.flushHeaders();
  let left = promised !== undefined && isBodySent(res) ? promised : undefined;
  /** Whether the promise still holds; the next answer on the connection would begin in the midst of this one. */
  const keeps = (bytes: Buffer): boolean => {
    if (left !== undefined) left -= bytes.length;
    return left === undefined || left >= 0;
  };
  const cut = (): void => void res.destroy();
  /** What has been written before still arrives. */
  const stop = (): void => res.socket?.destroySoon();
  return {
    write(bytes) {
      if (!keeps(bytes)) return stop();
      res.write(bytes);
      if (around.isTooFarBehind(res.writableLength)) cut();
    },
    end(bytes) {
      if (!keeps(bytes) || (left ?? 0) > 0) return stop();
      if (bytes.length > 0) res.end(bytes);
      else res.end();
    },
    cut,
  };
}

// Not documented, and pinned by tests: whether a body may follow the head (not for HEAD, 204, 304).
const isBodySent = (res: ServerResponse): boolean =>
  (res as ServerResponse & { readonly _hasBody: boolean })._hasBody;
