// What a program decides about a request that Engine.IO handles: asked by an input, answered by an operation, and not
// waited for for ever.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AnswerTo, EngineAnswer, EngineQuestion, Hook } from "#protocol/runner-engine.ts";
import type { EngineRequest, Operation } from "#protocol/runner.ts";
import type { RequestId, Trigger } from "#trace/event.ts";
import { type Visit, type Visits, visitOf } from "./engine-visit.ts";
import { guestRequest } from "./guest-request.ts";
import type { Intake } from "./intake.ts";
import type { Exchange } from "./tape.ts";
import type { NoteLimit } from "./limit-notes.ts";
import type { LimitName, Limits } from "./limits.ts";
import type { Deliver } from "./network-sessions.ts";

type QuestionAbout<K> = Extract<EngineQuestion, { about: K }>;
export type Answered<K extends EngineAnswer["about"]> =
  | { readonly ok: true; readonly answer: AnswerTo<K> }
  /** `sentence` says which limit kept the program from answering. */
  | { readonly ok: false; readonly sentence: string };

/** The program, as one of its engines meets it. */
export type EngineProgram = {
  readonly wants: (hook: Hook) => boolean;
  /** Never resolves when the run ends first. */
  readonly ask: <K extends EngineAnswer["about"]>(
    req: IncomingMessage,
    question: QuestionAbout<K>,
  ) => Promise<Answered<K>>;
  /** That a request was refused. */
  readonly tellRefused: (
    req: IncomingMessage,
    refusal: { readonly code: number; readonly message: string; readonly context: object },
  ) => void;
};

export type Asks = {
  readonly programOf: (engine: number) => EngineProgram;
  readonly hook: (operation: Extract<Operation, { op: "hooks" }>) => void;
  /** Ignored for a question that has its answer, or of which there was none. */
  readonly answer: (operation: Extract<Operation, { op: "answer" }>) => void;
  /** A middleware answers this request itself: nobody else does. Undefined if none is asked about it. */
  readonly endedByProgram: (exchange: number) => Ended | undefined;
  readonly close: () => void;
};

export type Ended = {
  readonly base: string;
  readonly exchange: Exchange;
  readonly res: ServerResponse;
};
type Asked = {
  readonly visit: Visit;
  readonly about: EngineAnswer["about"];
  readonly overdue: NodeJS.Timeout;
  readonly settle: (answered: Answered<EngineAnswer["about"]>) => void;
};

/** What a middleware that ends a response has said of it. */
const ENDED: AnswerTo<"middleware"> = { about: "middleware", verdict: "ended", headers: [] };

export function createAsks(around: {
  readonly deliver: Deliver;
  readonly visits: Visits;
  readonly limits: Limits;
  readonly note: NoteLimit;
  readonly intake: Intake;
}): Asks {
  const { deliver, visits, limits, note } = around;
  const hooks = new Map<number, ReadonlySet<Hook>>();
  const asked = new Map<number, Asked>();
  let questions = 0;

  function about(engine: number, req: IncomingMessage): EngineRequest {
    const { exchange } = visitOf(visits, req);
    return { engine, exchange: exchange.request, request: guestRequest(req) };
  }

  function limitReached(): LimitName | undefined {
    if (asked.size >= limits.unansweredRequests) return "unansweredRequests";
    return around.intake();
  }

  function ask(
    engine: number,
    req: IncomingMessage,
    question: EngineQuestion,
  ): Promise<Answered<EngineAnswer["about"]>> {
    const visit = visitOf(visits, req);
    const request = about(engine, req);
    const reached = limitReached();
    if (reached) return Promise.resolve({ ok: false, sentence: note(reached) });
    const id = ++questions;
    return new Promise((resolve) => {
      const overdue = setTimeout(
        () => settle({ ok: false, sentence: note("decisionMs") }),
        limits.decisionMs,
      );
      const settle: Asked["settle"] = (answered) => {
        asked.delete(id);
        clearTimeout(overdue);
        resolve(answered);
      };
      asked.set(id, { visit, about: question.about, overdue, settle });
      deliver({ in: "ask", ask: id, ...request, question }, triggerOf(request));
    });
  }

  return {
    programOf: (engine) => ({
      wants: (hook) => hooks.get(engine)?.has(hook) === true,
      ask: (req, question) => ask(engine, req, question) as Promise<never>,
      tellRefused(req, refusal) {
        const request = about(engine, req);
        const reached = around.intake();
        if (reached) note(reached);
        else deliver({ in: "refused", ...request, ...refusal }, triggerOf(request));
      },
    }),
    hook: (operation) => void hooks.set(operation.engine, new Set(operation.hooks)),
    answer({ ask: id, answer }) {
      const question = asked.get(id);
      if (question?.about === answer.about) question.settle({ ok: true, answer });
    },
    endedByProgram(exchange) {
      const question = [...asked.values()].find((one) => one.visit.exchange.request === exchange);
      if (question?.about !== "middleware") return undefined;
      question.settle({ ok: true, answer: ENDED });
      const { base, answer, exchange: its } = question.visit;
      return answer && { base, exchange: its, res: answer.res };
    },
    close() {
      for (const { overdue } of asked.values()) clearTimeout(overdue);
      asked.clear();
    },
  };
}

const triggerOf = ({ exchange }: EngineRequest): Trigger => ({
  by: "request",
  request: exchange as RequestId,
});
