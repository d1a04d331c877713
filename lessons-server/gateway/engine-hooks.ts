// Where the real engine.io asks the program behind it: before a request is handled, for permission, for an id, and before
// an answer's headers leave. Where the program wishes none of it, engine.io goes on at once.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "engine.io";
import { type ServerOptions as WebSocketOptions, WebSocketServer } from "ws";
import type { AnswerHeaders, Pairs } from "./answer-headers.ts";
import type { EngineProgram } from "./engine-asks.ts";
import { type Visits, visitOf } from "./engine-visit.ts";

/** As engine.io hands them to its listeners, to be changed. */
type Headers = Record<string, string | number | string[]>;
type Next = (error?: unknown) => void;
type Decide = (message: string | null | undefined, success: boolean) => void;
type Refused = { req: IncomingMessage; code: number; message: string; context?: object };

export type EngineHooks = {
  readonly allowRequest: (req: IncomingMessage, decide: Decide) => void;
  readonly wsEngine: new (options?: WebSocketOptions) => WebSocketServer;
  /** Call once the engine is made. */
  readonly hookUp: (engine: Server) => void;
};

export function createHooks({
  program,
  visits,
  headers: answerHeaders,
}: {
  readonly program: EngineProgram;
  readonly visits: Visits;
  readonly headers: AnswerHeaders;
}): EngineHooks {
  /** What the program makes of the headers of an upgrade: ws takes no later wishes. */
  const upgradeHeaders = new WeakMap<IncomingMessage, Pairs>();

  function passMiddlewares(req: IncomingMessage, res: ServerResponse, next: Next): void {
    if (!program.wants("middleware")) return next();
    const visit = visitOf(visits, req);
    const question = { about: "middleware", isUpgrade: visit.answer === undefined } as const;
    void program.ask(req, question).then((answered) => {
      if (!answered.ok) return visit.resume(() => next(new Error(answered.sentence)));
      const { verdict, headers } = answered.answer;
      if (verdict === "ended") return void (visit.answer ?? req.socket.destroy());
      return visit.resume(() => {
        for (const [name, values] of grouped(answerHeaders.ofProgram(headers, visit.base)))
          res.setHeader(name, values);
        next(verdict === "error" ? new Error("a middleware refused it") : undefined);
      });
    });
  }

  function allowRequest(req: IncomingMessage, decide: Decide): void {
    if (!program.wants("allowRequest")) return decide(undefined, true);
    const visit = visitOf(visits, req);
    void program.ask(req, { about: "allowRequest" }).then((answered) =>
      visit.resume(() => {
        if (!answered.ok) return decide(answered.sentence, false);
        const { message, allowed } = answered.answer;
        // The reason for a refused upgrade is written as it is, and Node writes only text.
        const text = visit.answer ? message : message?.toString();
        return decide(text as string | undefined, allowed);
      }),
    );
  }

  class AskingWebSocketServer extends WebSocketServer {
    constructor(options?: WebSocketOptions) {
      super({
        ...options,
        verifyClient({ req }, done) {
          if (!program.wants("headers")) return done(true);
          const visit = visitOf(visits, req);
          return void headersFor(req, headersSoFar(req)).then((headers) =>
            visit.resume(() => {
              upgradeHeaders.set(req, headers);
              done(true);
            }),
          );
        },
      });
    }
  }

  /** The headers of an answer as the program's listeners leave them, and as they may leave us. */
  async function headersFor(req: IncomingMessage, headers: Headers): Promise<Pairs> {
    const { base } = visitOf(visits, req);
    const given = pairsOf(headers);
    const isInitial = new URLSearchParams(req.url?.split("?")[1]).get("sid") === null;
    const answered = await program.ask(req, { about: "headers", isInitial, headers: given });
    return answerHeaders.ofEngine(given, answered.ok ? answered.answer.headers : given, base);
  }

  function onHeaders(headers: Headers, req: IncomingMessage): void {
    const visit = visitOf(visits, req);
    const asked = upgradeHeaders.get(req);
    if (asked) return replace(headers, asked);
    const given = pairsOf(headers);
    if (!visit.answer || !program.wants("headers"))
      return replace(headers, answerHeaders.ofEngine(given, given, visit.base));
    visit.answer.hold();
    return void headersFor(req, headers).then((wanted) => {
      replace(headers, wanted);
      visit.answer?.release();
    });
  }

  function hookUp(engine: Server): void {
    engine.use(passMiddlewares);
    const generateId = engine.generateId.bind(engine);
    engine.generateId = async (req: IncomingMessage) => {
      if (!program.wants("generateId")) return generateId(req);
      const answered = await program.ask(req, { about: "generateId" });
      if (!answered.ok || !answered.answer.id) throw new Error("the program made no id");
      return answered.answer.id;
    };
    engine.on("headers", onHeaders);
    engine.on("connection_error", ({ req, code, message, context = {} }: Refused) => {
      if (program.wants("refused")) program.tellRefused(req, { code, message, context });
    });
  }

  return { allowRequest, wsEngine: AskingWebSocketServer, hookUp };
}

/** What the middlewares of an upgrade have set: engine.io keeps it on the request, under a symbol of its own. */
function headersSoFar(req: IncomingMessage): Headers {
  const key = Object.getOwnPropertySymbols(req).find(
    (one) => one.description === "responseHeaders",
  );
  return key ? { ...(req as unknown as Record<symbol, Headers>)[key] } : {};
}

function pairsOf(headers: Headers): [name: string, value: string][] {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    Array.isArray(value) ? value.map((one) => [name, one]) : [[name, String(value)]],
  );
}

/** Values of the same name together, as Node takes them. */
function grouped(pairs: Pairs): Map<string, string | string[]> {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of pairs) {
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : [before, value].flat());
  }
  return headers;
}

function replace(headers: Headers, wanted: Pairs): void {
  for (const name of Object.keys(headers)) delete headers[name];
  for (const [name, value] of grouped(wanted)) headers[name] = value;
}
