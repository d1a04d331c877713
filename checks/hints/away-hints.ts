// Whoever should have received something, or be there in the end, and is not connected: how their connection went.
import type { ClientState, EventOf, Seq, Trace } from "#trace/event.ts";
import { header } from "#trace/http.ts";
import { packets } from "#trace/packets.ts";
import { call } from "../verdict.ts";
import { type CheckRun, doer, type Hint, hint, lineNaming, lineWords, whereOf } from "./run.ts";

type Between = { readonly from: number; readonly to: number };

/** Of the first of these clients that is not connected at the end of the stretch; none if all are. */
export function awayHints(
  run: CheckRun,
  clients: readonly string[],
  { to }: Between,
): readonly Hint[] {
  for (const client of clients) {
    const last = lastState(run.trace, { client, to });
    if (last !== undefined && last.state.state !== "connected" && !hasLeft(last.state))
      return awayHintsOf(run, { client, last });
  }
  return [];
}

/** Why a client that should be connected is not. */
export function notThereHints(run: CheckRun, client: string): readonly Hint[] {
  const last = lastState(run.trace, { client, to: Number.POSITIVE_INFINITY });
  return last ? awayHintsOf(run, { client, last }) : [];
}

export function lastState(
  trace: Trace,
  { client, to }: { readonly client: string; readonly to: number },
) {
  return trace.findLast(
    (event): event is EventOf<"client"> =>
      event.kind === "client" && event.client === client && event.seq < to,
  );
}

const hasLeft = (state: ClientState): boolean =>
  state.state === "disconnected" && state.reason === "io client disconnect";

type Away = { readonly client: string; readonly last: EventOf<"client"> };

function awayHintsOf(run: CheckRun, away: Away): readonly Hint[] {
  const { state } = away.last;
  switch (state.state) {
    case "refused":
      return refusalIn(run.trace, away) ? refusedHints(run, away) : unreachedHints(run, away);
    case "disconnected":
    case "reconnecting":
    case "connecting":
    case "gone":
      return endedHints(run, away);
    case "connected":
      return [];
    default:
      return state satisfies never;
  }
}

/** The CONNECT_ERROR with which the program refused a client last. */
function refusalIn(trace: Trace, { client, last }: Away) {
  return packets(trace).findLast(
    ({ client: own, from, reading, last: seq }) =>
      own === client &&
      from === "server" &&
      seq <= last.seq &&
      reading.state === "whole" &&
      reading.packet.type === "CONNECT_ERROR",
  );
}

function refusedHints(run: CheckRun, away: Away): readonly Hint[] {
  const { client, last } = away;
  const message = last.state.state === "refused" ? last.state.message : "";
  const given = authsOf(run.trace, client);
  const line = lineNaming(run, { event: message });
  const hasCome = given.length > 1;
  const isSame = hasCome && given.at(-1) === given.at(-2);
  return [
    hint(
      `${client} ${hasCome ? "came again" : "came"}, and your server refused them: “${message}”.`,
      { at: last.seq },
    ),
    hint(
      hasCome
        ? `They came with ${isSame ? "the very same" : "another"} \`auth\` ${isSame ? "as the time before" : "than the time before"}: ${cut(given.at(-1) ?? "")}.`
        : `They came with ${cut(given.at(-1) ?? "no auth")}.`,
      { at: last.seq, where: line },
    ),
    hint(
      isSame
        ? "What `io` is given as `auth` is worked out once, and kept for every further connection, unless it is a function: that is asked each time."
        : "A middleware that calls `next` with an error refuses. Which of its questions does this client fail, and should they?",
      { where: line },
    ),
  ];
}

export const cut = (text: string): string =>
  text.length > 80 ? `\`${text.slice(0, 79)}…\`` : `\`${text}\``;

/** What a client's CONNECT packets carried, each as JSON. */
export function authsOf(trace: Trace, client: string): readonly string[] {
  return packets(trace).flatMap(({ client: own, from, reading }) =>
    own === client &&
    from === "client" &&
    reading.state === "whole" &&
    reading.packet.type === "CONNECT"
      ? [JSON.stringify(reading.packet.data ?? {})]
      : [],
  );
}

/** Its handshake did not come through: what was answered, and what its browser makes of that. */
function unreachedHints(run: CheckRun, { client, last }: Away): readonly Hint[] {
  const { trace } = run;
  const answer = trace.findLast(
    (event): event is EventOf<"http.response"> =>
      event.kind === "http.response" && event.client === client && event.seq < last.seq,
  );
  const listening = trace.findLast(
    (event): event is EventOf<"server.listening"> => event.kind === "server.listening",
  );
  const where = listening?.where;
  const at = answer?.seq ?? last.seq;
  if (!answer) return [hint(`${client} asked for a connection and was answered nothing.`, { at })];
  const { status } = answer;
  if (status === 200) return unreadHints(run, { client, answer });
  const port = listening?.port;
  return [
    hint(`${client} asked for a connection, and the answer was ${status} ${answer.reason}.`, {
      at,
    }),
    hint(
      listening === undefined
        ? "Your program listens on no port."
        : `${doer(where)} has a server listen on port ${port}.`,
      { at, where },
    ),
    hint(adviceAt(status), { where }),
  ];
}

function adviceAt(status: number): string {
  if (status === 502)
    return "502 says that nobody listens at the port where was asked. At which port does the task want your server?";
  if (status === 404)
    return "404 is the answer of an HTTP server that knows nothing of Socket.IO. Two servers are easily made from one application: which of them was given to `new Server`, and which one listens?";
  if (status === 400 || status === 403)
    return "The handshake itself was turned away, before there was a socket. What does your server ask of the request’s headers, and does this one have them?";
  return "The answer’s status says who refused, and why. The Wire has the whole of it.";
}

type Unread = { readonly client: string; readonly answer: EventOf<"http.response"> };

/** Answered well, and kept from the page by its browser: the headers for other origins. */
function unreadHints(run: CheckRun, { client, answer }: Unread): readonly Hint[] {
  const page = run.clients.find(({ name }) => name === client);
  const origin = page?.origin ?? "the server’s own site";
  const allowed = header(answer.headers, "access-control-allow-origin");
  const credentials = header(answer.headers, "access-control-allow-credentials");
  const { seq: at } = answer;
  const where = lineWith(run, "cors");
  return [
    hint(
      `Your server answered ${client} with 200, and the browser kept the answer from the page, which is of \`${origin}\`.`,
      { at },
    ),
    hint(
      `The answer says \`Access-Control-Allow-Origin: ${allowed ?? "(missing)"}\` and \`Access-Control-Allow-Credentials: ${credentials ?? "(missing)"}\`${where ? `; ${lineWords(where)} decides it` : ""}.`,
      { at, where },
    ),
    hint(
      allowed === "*"
        ? "A page that sends cookies is never served with `*`: the answer has to name its one origin, and to allow credentials."
        : "A browser compares letter by letter: what is allowed has to be exactly the page’s origin, scheme and host, and nothing after it.",
      { where },
    ),
  ];
}

export function lineWith({ files }: CheckRun, word: string) {
  const line = (files["server.js"] ?? "").split("\n").findIndex((text) => text.includes(word));
  return line < 0 ? undefined : { file: "server.js", line: line + 1, column: 1 };
}

/** It was there, and its connection ended. */
function endedHints(run: CheckRun, { client, last }: Away): readonly Hint[] {
  const { trace } = run;
  const session = trace.findLast(
    (event) => event.kind === "session.opened" && event.client === client,
  );
  const closed = trace.findLast(
    (event): event is EventOf<"socket.closed"> =>
      event.kind === "socket.closed" &&
      session?.kind === "session.opened" &&
      event.session === session.session,
  );
  const where = closed && whereOf(closed);
  const reason = last.state.state === "disconnected" ? last.state.reason : last.state.state;
  const at: Seq = closed?.seq ?? last.seq;
  return [
    hint(`${client} was disconnected (${call([reason]).slice(1, -1)}), and has not come back.`, {
      at: last.seq,
    }),
    hint(
      where
        ? `${doer(where)} ended that connection. After it the client made no further attempt in this run.`
        : `Your server told of no line that ended the connection. The client said last: ${last.state.state}.`,
      { at, where },
    ),
    hint(
      reason === "io server disconnect"
        ? "A client that the server has disconnected does not come back by itself: its program is told the reason, and has to connect again."
        : "After a connection that was lost a client tries again by itself. What keeps it from that here?",
      { where },
    ),
  ];
}
