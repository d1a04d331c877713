// HTTP requests that the program itself answers: in as an input with the whole body, out as one `respond`, or as an
// answer that is begun, written and ended.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "#protocol/runner.ts";
import type { RequestId, Trigger } from "#trace/event.ts";
import type { AnswerHeaders } from "./answer-headers.ts";
import { isClientFile, sendClientFile } from "./client-files.ts";
import type { Asks, Ended } from "./engine-asks.ts";
import type { Doing } from "./doing.ts";
import { guestRequest } from "./guest-request.ts";
import type { Intake } from "./intake.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";
import type { Deliver } from "./network-sessions.ts";
import { answerPlainly } from "./plain-answer.ts";
import { promisedLength, putHead, type StreamedAnswer, streamAnswer } from "./streamed-answer.ts";
import type { Exchange } from "./tape.ts";

type Answer = Extract<Operation, { op: "respond" }>;
/** What a program does to an answer that leaves as it is written. */
type Piece = Extract<Operation, { op: "beginAnswer" | "writeAnswer" | "endAnswer" | "cutAnswer" }>;

export type ProgramRequest = {
  readonly id: RequestId;
  readonly server: number;
  /** The part of the address before the program's own path. */
  readonly base: string;
  readonly exchange: Exchange;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
};

export type ProgramRequests = {
  readonly take: (request: ProgramRequest) => void;
  /** Ignored for a request that has its answer, or whose client has gone. */
  readonly respond: (answer: Answer, doing: Doing) => void;
  readonly stream: (piece: Piece, doing: Doing) => void;
  /** How many the program has not answered. */
  readonly unanswered: () => number;
  /** The same, by whose they are. */
  readonly held: () => ReadonlyMap<string, number>;
};

type Waiting = ProgramRequest & { readonly isOverdue: ReturnType<typeof setTimeout> };

export function createProgramRequests(around: {
  readonly deliver: Deliver;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly intake: Intake;
  readonly headers: AnswerHeaders;
  readonly endedByProgram: Asks["endedByProgram"];
}): ProgramRequests {
  const { deliver, limits, note } = around;
  const waiting = new Map<number, Waiting>();
  /** Bytes of bodies that are not whole yet: whoever sends them slowly holds them here. */
  let arriving = 0;
  const streams = new Map<number, StreamedAnswer & Pick<Ended, "exchange">>();

  function take(request: ProgramRequest): void {
    const { req, res } = request;
    if (waiting.size + streams.size >= limits.unansweredRequests)
      return answerPlainly(res, 503, note("unansweredRequests"));
    const reached = around.intake();
    if (reached)
      return answerPlainly(res, reached === "messagesPerSandbox" ? 429 : 503, note(reached));
    let pieces: Buffer[] = [];
    let size = 0;
    const refuse = (status: number, limit: LimitName): void => {
      forget();
      answerPlainly(res, status, note(limit));
    };
    const forget = (): void => {
      arriving -= size;
      [pieces, size] = [[], 0];
    };
    req.on("data", (piece: Buffer) => {
      if (res.headersSent) return;
      pieces.push(piece);
      size += piece.length;
      arriving += piece.length;
      if (size > limits.requestBodyBytes) refuse(413, "requestBodyBytes");
      else if (arriving > limits.waitingBytes) refuse(503, "waitingBytes");
    });
    req.once("end", () => {
      const body = Buffer.concat(pieces);
      forget();
      if (!res.headersSent) ask(request, body);
    });
    req.once("close", forget);
  }

  function ask(request: ProgramRequest, body: Buffer): void {
    const { id, server, req, res } = request;
    const trigger: Trigger = { by: "request", request: id };
    const isOverdue = setTimeout(() => {
      waiting.delete(id);
      answerPlainly(res, 504, note("responseMs"));
      deliver({ in: "abort", id }, trigger);
    }, limits.responseMs);
    waiting.set(id, { ...request, isOverdue });
    res.once("close", () => {
      clearTimeout(isOverdue);
      if (waiting.delete(id)) deliver({ in: "abort", id }, trigger);
    });
    deliver(
      { in: "request", server, id, request: guestRequest(req), body: body.toString("base64") },
      trigger,
    );
  }

  function answered(id: number): Ended | undefined {
    const request = waiting.get(id);
    waiting.delete(id);
    clearTimeout(request?.isOverdue);
    return request ?? around.endedByProgram(id);
  }

  function respond(answer: Answer, doing: Doing): void {
    const ended = answered(answer.id);
    if (!ended) return;
    ended.exchange.doing = doing;
    write(ended, answer, around.headers);
  }

  function begin(head: Extract<Piece, { op: "beginAnswer" }>, doing: Doing): void {
    const ended = answered(head.id);
    if (!ended) return;
    const { exchange, res } = ended;
    exchange.doing = doing;
    const { id } = head;
    const abort = (): void =>
      deliver({ in: "abort", id }, { by: "request", request: exchange.request });
    // A question about a request outlives the client that made it.
    if (res.destroyed) return abort();
    if (head.status < 200) return cannotEnd(res, head.status);
    const answer = streamAnswer(ended, head, {
      headers: around.headers,
      isTooFarBehind: (bytes) => {
        const isTooFar = bytes > limits.bufferedBytesAtOnce;
        if (isTooFar) note("bufferedBytesAtOnce", exchange.doing);
        return isTooFar;
      },
    });
    streams.set(id, { ...answer, exchange });
    res.once("close", () => {
      if (streams.delete(id)) abort();
    });
  }

  function stream(piece: Piece, doing: Doing): void {
    if (piece.op === "beginAnswer") return begin(piece, doing);
    const { id } = piece;
    const begun = streams.get(id);
    if (piece.op !== "writeAnswer") streams.delete(id);
    // A program may also cut off what it has not begun to answer.
    if (piece.op === "cutAnswer") return begun ? begun.cut() : void answered(id)?.res.destroy();
    if (!begun) return;
    begun.exchange.doing = doing;
    const bytes = Buffer.from(piece.body, "base64");
    if (piece.op === "writeAnswer") begun.write(bytes);
    else begun.end(bytes);
  }

  function held(): ReadonlyMap<string, number> {
    const found = new Map<string, number>();
    for (const { exchange } of waiting.values())
      found.set(exchange.client, (found.get(exchange.client) ?? 0) + 1);
    return found;
  }

  return { take, respond, stream, unanswered: () => waiting.size, held };
}

function cannotEnd(res: ServerResponse, status: number): void {
  const sentence = `The program answered with status ${status}, which cannot end a response.`;
  answerPlainly(res, 502, sentence);
}

function write(ended: Ended, answer: Answer, headers: AnswerHeaders): void {
  const { res } = ended;
  if (answer.status < 200) return cannotEnd(res, answer.status);
  const body = Buffer.from(answer.body, "base64");
  putHead(ended, answer, headers);
  if (promisedLength(answer) === body.length) res.setHeader("Content-Length", body.length);
  if (answer.file !== undefined && isClientFile(answer.file))
    return sendClientFile(answer.file, res);
  // As in the program: Node says how long a body is if it is still to write the head when it knows.
  if (answer.chunked) res.writeHead(answer.status);
  res.end(body);
}
