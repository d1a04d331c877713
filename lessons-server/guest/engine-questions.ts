// What the gateway's engine.io asks about a request, answered as engine.io 6.6 would have gone on here: the program's
// middlewares, its `allowRequest`, its ids, its listeners for headers and refusals.
import type { AnswerTo, EngineAnswer, EngineQuestion } from "#protocol/runner-engine.ts";
import type { Input } from "#protocol/runner.ts";
import { type AllowRequest, engineOf, type Server } from "./engine.ts";
import { type EngineRequest, requestOf } from "./engine-request.ts";
import { ServerResponse } from "./http-response.ts";
import { assertHeader } from "./http-rules.ts";
import { sayHere } from "./position.ts";
import { say } from "./wall.ts";

type Asked = Extract<Input, { in: "ask" }>;
type Pairs = [name: string, value: string][];
type Answer = (answer: EngineAnswer) => void;

/** Whoever answers twice is heard once. */
export function consider(asked: Asked): void {
  const server = engineOf(asked.engine);
  if (!server) return;
  let isAnswered = false;
  const answer: Answer = (given) => {
    if (isAnswered) return;
    isAnswered = true;
    say({ op: "answer", ask: asked.ask, answer: given });
  };
  const request = requestOf(asked);
  const { question } = asked;
  switch (question.about) {
    case "middleware": {
      const response = question.isUpgrade
        ? new UpgradeResponse(answer)
        : new ServerResponse(asked.exchange, request);
      return pass(server, { request, response }, answer);
    }
    case "allowRequest":
      return allow(server, request, answer);
    case "generateId":
      return void generate(server, request, answer);
    case "headers":
      return answer({ about: "headers", headers: heard(server, request, question) });
    default:
      return question satisfies never;
  }
}

/** A request was refused, by engine.io or by the program itself. */
export function refused({
  engine,
  code,
  message,
  context,
  ...about
}: Extract<Input, { in: "refused" }>): void {
  engineOf(engine)?.emit("connection_error", { req: requestOf(about), code, message, context });
}

type Response = ServerResponse | UpgradeResponse;

function pass(
  server: Server,
  { request, response }: { readonly request: EngineRequest; readonly response: Response },
  answer: Answer,
): void {
  const { middlewares } = server;
  request.res = response;
  const done = (verdict: AnswerTo<"middleware">["verdict"]): void => {
    request.res = null;
    answer({ about: "middleware", verdict, headers: headersOf(response) });
  };
  const apply = (i: number): void => {
    const middleware = middlewares[i];
    if (!middleware) return done("next");
    middleware(request, response, (error) => (error ? done("error") : apply(i + 1)));
  };
  apply(0);
}

function allow(server: Server, request: EngineRequest, answer: Answer): void {
  (server.opts as { allowRequest: AllowRequest }).allowRequest(request, (message, success) => {
    const said = message === undefined || message === null ? {} : { message: simple(message) };
    answer({ about: "allowRequest", allowed: Boolean(success), ...said });
  });
}

const simple = (value: unknown): string | number | boolean =>
  typeof value === "number" || typeof value === "boolean" ? value : String(value).slice(0, 1_000);

/** Also what throws or rejects only costs this one connection, as in engine.io. */
async function generate(server: Server, request: EngineRequest, answer: Answer): Promise<void> {
  let id: string;
  try {
    id = String(await server.generateId(request));
  } catch {
    return answer({ about: "generateId" });
  }
  if (/^[!-~]{1,200}$/.test(id)) return answer({ about: "generateId", id });
  const text = `generateId gave "${id.slice(0, 50)}": in the sandbox an id has 1 to 200 printable ASCII characters, without spaces`;
  sayHere({ op: "limit", what: "generateId", text });
  answer({ about: "generateId" });
}

type Headers = Record<string, string | string[]>;

function heard(
  server: Server,
  request: EngineRequest,
  { isInitial, headers }: Extract<EngineQuestion, { about: "headers" }>,
): Pairs {
  const given: Headers = {};
  for (const [name, value] of headers) {
    // engine.io writes a cookie as a list.
    given[name] = name.toLowerCase() === "set-cookie" ? [given[name] ?? [], value].flat() : value;
  }
  if (isInitial) server.emit("initial_headers", given, request);
  server.emit("headers", given, request);
  return pairsOf(given);
}

function pairsOf(headers: Headers): Pairs {
  const pairs = Object.entries(headers).flatMap(
    ([name, value]): Pairs =>
      (Array.isArray(value) ? value : [value]).map((one) => [name, String(one)]),
  );
  for (const [name, value] of pairs) assertHeader(name, [value], pairs.length);
  return pairs;
}

/** The answer to an upgrade, as engine.io shows it to middlewares: it has headers, and can be cut off. */
class UpgradeResponse {
  readonly headers: Headers = {};
  readonly #answer: Answer;

  constructor(answer: Answer) {
    this.#answer = answer;
  }

  setHeader(name: string, value: string | string[]): void {
    this.headers[name] = value;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers[name];
  }

  removeHeader(name: string): void {
    delete this.headers[name];
  }

  write(): void {}

  writeHead(): void {}

  end(): void {
    this.#answer({ about: "middleware", verdict: "ended", headers: [] });
  }
}

function headersOf(response: Response): Pairs {
  if (response instanceof UpgradeResponse) {
    // What ws writes behind the name: a list becomes one text.
    return pairsOf(
      Object.fromEntries(
        Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
      ),
    );
  }
  return response.handOver();
}
