// The layers of an HTTP response, as decode.ts gives those of requests and frames.
import { type DecodedHttp, layersOf } from "#trace/decode.ts";
import type { EventOf } from "#trace/event.ts";
import { engineIoTarget, responseMessage } from "#trace/http.ts";

const responses = new WeakMap<
  EventOf<"http.response">,
  Readonly<{ to: string | undefined; decoded: DecodedHttp }>
>();

/** The layers of a response. Only its request tells whether the body is Engine.IO's: without it, no packets are read. */
export function decodeResponse(
  event: EventOf<"http.response">,
  to: EventOf<"http.request"> | undefined,
): DecodedHttp {
  const cached = responses.get(event);
  const question = to && `${to.method} ${to.target}`;
  if (cached !== undefined && cached.to === question) return cached.decoded;
  const message = responseMessage(event);
  const target = to && engineIoTarget(to.target);
  const isPoll = target?.transport === "polling" && to?.method === "GET" && event.status === 200;
  const decoded: DecodedHttp = {
    of: "http",
    message,
    target,
    packets: isPoll ? layersOf(message, target) : [],
  };
  responses.set(event, { to: question, decoded });
  return decoded;
}
