// How a connection began: the handshake of Engine.IO, of Socket.IO and of WebSocket, step by step, each with its packet.
// A step that did not come says why not.
import { acceptSteps, type AcceptSteps } from "#trace/accept.ts";
import { header } from "#trace/http.ts";
import type { Wire } from "#trace/wire.ts";
import type { WireEvent } from "#trace/wire-messages.ts";
import { eventOf, type Passage } from "#trace/wire-passages.ts";
import { passageWords } from "#trace/wire-words.ts";

export type OpeningStep = Readonly<{
  title: string;
  says: string;
  /** "absent" steps did not come, or not yet; "refused" ones ended it. */
  state: "done" | "absent" | "refused";
  passage: Passage | undefined;
  /** Of the 101: how its accept comes out of the client's key, and what the server sent. */
  accept: Readonly<{ key: string; steps: AcceptSteps; sent: string | undefined }> | undefined;
}>;

/** The opening of the connection that a passage is of. */
export function openingOf(run: Wire, passage: Passage): readonly OpeningStep[] {
  const own = run.connection(passage)?.passages ?? [passage];
  const open = own.find((one) => one.carried[0].layer?.packet.type === "open");
  const answer = open && eventOf(open);
  const isPolling = answer?.kind === "http.response";
  const asks = (one: Passage): boolean => isUpgradeRequest(eventOf(one));
  if (isPolling) {
    const first = ofEvent(run, run.requestOf(answer));
    const upgrade = own.find(asks);
    return [
      step(first, "GET, without a sid", "A polling client begins with an ordinary request."),
      step(open, "0{…}", "The server opens a session and gives it an id."),
      ...joining(own),
      ...(upgrade === undefined ? [notAsked(open)] : upgrading(run, own, upgrade)),
    ];
  }
  const request = own.find((one) => eventOf(one).kind === "http.request");
  const [asked, ...answered] = switching(run, request);
  if (open === undefined)
    return [
      asked,
      ...answered,
      ...(answered.some(isRefused)
        ? []
        : [step(undefined, "0{…}", "The server opens a session and gives it an id.")]),
    ];
  return [
    asked,
    ...answered,
    step(open, "0{…}", "The server opens a session, in the first frame."),
    ...joining(own),
    absent("2probe, 3probe, 5", "Not needed: this connection was WebSocket from the beginning."),
  ];
}

const isRefused = ({ state }: OpeningStep): boolean => state === "refused";

function isUpgradeRequest(event: WireEvent): boolean {
  return event.kind === "http.request" && header(event.headers, "upgrade") !== undefined;
}

const step = (passage: Passage | undefined, title: string, says: string): OpeningStep => ({
  title,
  says: passage === undefined ? "It has not come, or is no longer recorded." : says,
  state: passage === undefined ? "absent" : "done",
  passage,
  accept: undefined,
});
const absent = (title: string, says: string): OpeningStep => ({
  ...step(undefined, title, ""),
  says,
});

function ofEvent(run: Wire, event: WireEvent | undefined): Passage | undefined {
  return event && run.all.find((one) => eventOf(one) === event);
}

/** `40` and what answers it. */
function joining(own: readonly Passage[]): readonly OpeningStep[] {
  const typeOf = ({ completed }: Passage): string | undefined =>
    completed &&
    (completed.reading.state === "whole" ? completed.reading.packet : completed.reading).type;
  const asks = own.find((one) => one.from === "client" && typeOf(one) === "CONNECT");
  const answer = own.find(
    (one) => one.from === "server" && ["CONNECT", "CONNECT_ERROR"].includes(typeOf(one) ?? ""),
  );
  const refused = answer !== undefined && typeOf(answer) === "CONNECT_ERROR";
  const answered = refused
    ? ({
        ...step(answer, "44{…}", "The server’s middleware does not let it in, and says why."),
        state: "refused",
      } as const)
    : step(answer, "40{…}", "The server lets it in: its socket has this id.");
  return [
    step(asks, "40", "The client asks to join a namespace; its auth goes with this."),
    answered,
  ];
}

/** The request to switch and its answer. */
function switching(
  run: Wire,
  request: Passage | undefined,
): readonly [OpeningStep, ...OpeningStep[]] {
  const asked = request && eventOf(request);
  const isUpgrade = asked !== undefined && isUpgradeRequest(asked);
  const first = isUpgrade
    ? step(
        request,
        "GET, Upgrade: websocket",
        "The client asks to leave HTTP, with a key of its own.",
      )
    : step(request, request === undefined ? "request" : passageWords(request), "The client asks.");
  if (asked?.kind !== "http.request") return [first, step(undefined, "101", "")];
  const answer = run.all.find((one) => {
    const event = eventOf(one);
    return event.kind === "http.response" && event.request === asked.request;
  });
  const event = answer && eventOf(answer);
  if (answer === undefined || event?.kind !== "http.response")
    return [first, step(undefined, isUpgrade ? "101" : "answer", "")];
  const status = `${event.status} ${event.reason}`.trimEnd();
  if (event.status >= 400)
    return [
      first,
      { ...step(answer, status, "The server refuses; the body says why."), state: "refused" },
    ];
  const key = header(asked.headers, "sec-websocket-key")?.trim();
  const sent = header(event.headers, "sec-websocket-accept")?.trim();
  const accept = key === undefined ? undefined : { key, steps: acceptSteps(key), sent };
  const says = "The server has understood. From here on there are frames on this connection.";
  return [first, { ...step(answer, status, says), accept }];
}

function upgrading(run: Wire, own: readonly Passage[], upgrade: Passage): readonly OpeningStep[] {
  const steps = switching(run, upgrade);
  if (steps.some(isRefused)) return steps;
  const engine = (from: Passage["from"], type: string, data: string): Passage | undefined =>
    own.find(({ from: side, carried: [{ layer }] }) => {
      const packet = layer?.packet;
      return side === from && packet?.type === type && "data" in packet && packet.data === data;
    });
  return [
    ...steps,
    step(engine("client", "ping", "probe"), "2probe", "Does the new way work? Asked over it."),
    step(engine("server", "pong", "probe"), "3probe", "It does."),
    noop(engine("server", "noop", "")),
    step(
      engine("client", "upgrade", ""),
      "5",
      "The client moves: everything goes over WebSocket now.",
    ),
  ];
}

const noop = (passage: Passage | undefined): OpeningStep =>
  passage === undefined
    ? absent("6", "No poll was waiting, so that none had to be ended.")
    : step(
        passage,
        "6",
        "Ends the poll that is still waiting, so that nothing is lost on the old way.",
      );

function notAsked(open: Passage | undefined): OpeningStep {
  const packet = open?.carried[0].layer?.packet;
  const offers =
    packet?.type === "open" && packet.handshake.ok ? packet.handshake.value.upgrades : [];
  return absent(
    "GET, Upgrade: websocket",
    offers.includes("websocket")
      ? "The client has not asked for WebSocket: it stays with polling, or has not come to it yet."
      : "The server offered no upgrade: this connection stays with polling.",
  );
}
