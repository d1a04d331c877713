// HTTP requests that the program itself answers: in as an input with the whole body, out as one `respond`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Operation } from "#protocol/runner.ts";
import type { RequestId, Trigger } from "#trace/event.ts";
import type { AnswerHeaders } from "./answer-headers.ts";
import { isClientFile, sendClientFile } from "./client-files.ts";
import type { Asks, Ended } from "./engine-asks.ts";
import { guestRequest } from "./guest-request.ts";
import type { Intake } from "./intake.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";
import type { Deliver } from "./network-sessions.ts";
import { answerPlainly } from "./plain-answer.ts";

type Answer = Extract<Operation, { op: "respond" }>;

export type ProgramRequest = {
  readonly id: RequestId;
  readonly server: number;
  /** The part of the address before the program's own path. */
  readonly base: string;
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
};

export type ProgramRequests = {
  readonly take: (request: ProgramRequest) => void;
  /** Ignored for a request that has its answer, or whose client has gone. */
  readonly respond: (answer: Answer) => void;
  /** How many the program has not answered. */
  readonly unanswered: () => number;
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

  function take(request: ProgramRequest): void {
    const { req, res } = request;
    if (waiting.size >= limits.unansweredRequests)
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

  function respond(answer: Answer): void {
    const request = waiting.get(answer.id);
    waiting.delete(answer.id);
    clearTimeout(request?.isOverdue);
    const ended = request ?? around.endedByProgram(answer.id);
    if (ended) write(ended, answer, around.headers);
  }

  return { take, respond, unanswered: () => waiting.size };
}

function write({ res, base }: Ended, answer: Answer, headers: AnswerHeaders): void {
  if (answer.status < 200) {
    return answerPlainly(
      res,
      502,
      `The program answered with status ${answer.status}, which cannot end a response.`,
    );
  }
  const body = Buffer.from(answer.body, "base64");
  for (const [name, value] of headers.ofProgram(answer.headers, base))
    res.appendHeader(name, value);
  if (isLong(answer, body.length)) res.setHeader("Content-Length", body.length);
  res.statusCode = answer.status;
  if (answer.reason !== undefined) res.statusMessage = answer.reason.replace(/[^\t -~]/g, "");
  if (answer.file !== undefined && isClientFile(answer.file))
    return sendClientFile(answer.file, res);
  // As in the program: Node says how long a body is if it is still to write the head when it knows.
  if (answer.chunked) res.writeHead(answer.status);
  res.end(body);
}

/** Whether the program itself has said that its body has this length. */
function isLong({ headers }: Pick<Answer, "headers">, length: number): boolean {
  return headers.some(
    ([name, value]) => name.toLowerCase() === "content-length" && Number(value) === length,
  );
}
