// "GET /messages of Alice is answered 200 with …": the learner's own routes, as they were on the wire.
import { toJson } from "#protocol/json-value.ts";
import { fromBase64 } from "#trace/base64.ts";
import type { EventOf, Trace } from "#trace/event.ts";
import { readUtf8 } from "#trace/utf8.ts";
import { type Judgement, placeIn, type Stretch } from "./judge.ts";
import { matches } from "./verdict.ts";

export type Answering = {
  readonly client: string;
  readonly method?: string | undefined;
  /** The path as the client asked for it, with its query. */
  readonly path: string;
  readonly status: number;
  /** The body as text, or as the JSON it must hold; any body if left out. */
  readonly body?: unknown;
} & Stretch;

/** Claims that the client's request (its latest to this path) is answered with this status and this body, in this stretch. */
export function answered(asked: Answering): Judgement {
  const { client, method = "GET", path, status, body } = asked;
  return ({ trace }) => {
    const answer = latestAnswer(trace, { client, method, path });
    const text = answer && readUtf8(fromBase64(answer.body.base64)).text;
    const place = answer && placeIn(trace, asked)(answer.seq);
    const isRight = answer?.status === status && (body === undefined || isBody(body, text ?? ""));
    const wanted =
      body === undefined
        ? ""
        : ` ${typeof body === "string" ? body : JSON.stringify(toJson(body))}`;
    return [
      {
        claim: `${method} ${path} of ${client} is answered ${status}${wanted && ` with${wanted}`}`,
        ok: isRight && place === "within",
        expected: `${status}${wanted}`,
        got: answer
          ? `${place === "within" ? "" : `too ${place}: `}${answer.status}${body === undefined ? "" : ` ${text}`}`
          : "no answer",
        ...(answer ? { at: answer.seq } : {}),
      },
    ];
  };
}

function latestAnswer(
  trace: Trace,
  asked: { readonly client: string; readonly method: string; readonly path: string },
): EventOf<"http.response"> | undefined {
  const request = trace.findLast(
    (event) =>
      event.kind === "http.request" &&
      event.client === asked.client &&
      event.method === asked.method &&
      event.target === asked.path,
  ) as EventOf<"http.request"> | undefined;
  if (request === undefined) return undefined;
  return trace.find(
    (event): event is EventOf<"http.response"> =>
      event.kind === "http.response" && event.request === request.request,
  );
}

function isBody(body: unknown, text: string): boolean {
  if (typeof body === "string") return text === body;
  try {
    return matches(body, JSON.parse(text));
  } catch {
    return false;
  }
}
