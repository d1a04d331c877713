// Whoever should not be connected and is, and whoever was refused with other words than were asked for.
import { header } from "#trace/http.ts";
import { authsOf, cut, lastState, lineWith } from "./away-hints.ts";
import { type CheckRun, doer, type Hint, hint, lineNaming } from "./run.ts";

/** Of whoever should not be connected and is. */
export function letInHints(run: CheckRun, client: string): readonly Hint[] {
  const page = run.clients.find(({ name }) => name === client);
  const opened = run.trace.findLast(
    (event) => event.kind === "session.opened" && event.client === client,
  );
  const request =
    opened?.kind === "session.opened"
      ? run.trace.find((event) => event.kind === "http.request" && event.request === opened.request)
      : undefined;
  const origin = request?.kind === "http.request" ? header(request.headers, "origin") : undefined;
  const transport = opened?.kind === "session.opened" ? opened.transport : "";
  const auth = authsOf(run.trace, client).at(-1);
  const at = opened?.seq;
  const guard =
    lineWith(run, "allowRequest") ??
    lineWith(run, "io.use") ??
    lineWith(run, "cors") ??
    lineWith(run, "new Server");
  const came =
    origin === undefined && page?.origin === undefined
      ? `with ${cut(auth ?? "{}")} as \`auth\``
      : `from a page of \`${origin ?? page?.origin}\`, by ${transport === "websocket" ? "WebSocket" : "polling"}`;
  return [
    hint(`${client} came ${came}, and your server let them in.`, { at }),
    hint(
      guard
        ? `${doer(guard)} is where your server could have turned them away. ${page?.origin === undefined ? "It asked nothing that they could not answer." : `For \`${origin ?? "no origin"}\` it said yes, or was not asked.`}`
        : "Nothing in your server asked who it is before they were connected.",
      { at, where: guard },
    ),
    hint(
      page?.origin === undefined
        ? "What a client sends along it may have made up or taken from elsewhere. What would only somebody know, or have been given, whom your server let in itself?"
        : transport === "websocket"
          ? "CORS only keeps a browser’s page from reading an answer, and a WebSocket has no such answer: whoever is to stay out has to be refused by the server, with the request’s `Origin` in hand."
          : "Compare that origin with the one that is allowed, letter by letter. Which rule of yours does it pass?",
      { where: guard },
    ),
  ];
}

/** Of a refusal that says something else than is asked for. */
export function otherRefusalHints(
  run: CheckRun,
  { client, due }: { readonly client: string; readonly due: string },
): readonly Hint[] {
  const last = lastState(run.trace, { client, to: Number.POSITIVE_INFINITY });
  if (last?.state.state !== "refused") return letInHints(run, client);
  const { message, data } = last.state;
  const where = lineNaming(run, { event: message });
  return [
    hint(
      `${client} was refused with “${message}” and ${data === undefined ? "no data" : `the data \`${JSON.stringify(data)}\``}.`,
      { at: last.seq },
    ),
    hint(`Due was ${due}.${where ? ` ${doer(where)} says what they were told.` : ""}`, {
      at: last.seq,
      where,
    }),
    hint(
      "Of an error that goes to `next`, two members travel to the client: `message` and `data`. Whatever else is put on it stays here.",
      { where },
    ),
  ];
}
