// What either side, and the network, may do at a moment, and who may speak then: by TCP, and by HTTP.
import { canClose, type End } from "./end.ts";
import { type Deed, type Moment, type Side, waited } from "./exchange.ts";

/** Why it cannot be done at this moment, in a sentence; undefined if it can. */
export function refusalOf(moment: Moment, deed: Deed): string | undefined {
  const { client, server, onWay, heard, open } = moment;
  switch (deed) {
    case "connect":
      if (client.state !== "CLOSED") return "The client has a connection already.";
      return onWay.length > 0 ? ON_WAY : undefined;
    case "ask":
    case "ask twice":
      return cannotSend("client", client);
    case "answer":
    case "answer at length":
      return (
        cannotSend("server", server) ??
        (heard === 0 ? "The server has no question to answer: nobody has asked." : undefined)
      );
    case "speak unasked":
      return (
        cannotSend("server", server) ??
        (open > 0
          ? "A question is open: whatever the server says now is taken for the answer to it."
          : undefined)
      );
    case "client closes":
      return cannotClose("client", client);
    case "server closes":
      return cannotClose("server", server);
    case "client aborts":
      return isOver(client) ? `The client has no connection to abort.` : undefined;
    case "server aborts":
      return isOver(server) ? `The server has no connection to abort.` : undefined;
    case "forget":
      if (moment.isForgotten) return "The network has forgotten it already.";
      return isOver(client) && isOver(server) ? "There is no connection to forget." : undefined;
    case "wait":
      if (onWay.length > 0) return ON_WAY;
      return Object.keys(waited(moment)).length === 0
        ? "Nobody waits for anything: time changes nothing here."
        : undefined;
    default:
      return deed satisfies never;
  }
}

const ON_WAY = "Something is still on its way: let it arrive first, with “Step forward”.";

const isOver = ({ state }: End): boolean => state === "CLOSED" || state === "LISTEN";

const isOpening = ({ state }: End): boolean => state === "SYN-SENT" || state === "SYN-RECEIVED";

export const canSend = ({ state }: End): boolean =>
  state === "ESTABLISHED" || state === "CLOSE-WAIT";

function cannotSend(who: string, end: End): string | undefined {
  if (canSend(end)) return undefined;
  if (isOver(end)) return `The ${who} has no connection to speak on.`;
  if (isOpening(end)) return `The ${who} waits until the connection is established.`;
  return `The ${who} has said FIN: it has nothing more to say on this connection.`;
}

function cannotClose(who: string, end: End): string | undefined {
  if (canClose(end)) return undefined;
  if (isOver(end)) return `The ${who} has no connection to close.`;
  return isOpening(end)
    ? `The ${who} waits for the connection; it can only give up.`
    : `The ${who} has said FIN already.`;
}

/** Who may speak, by the rules of TCP and by those of HTTP on top of it. */
export function speakers(moment: Moment): { readonly tcp: string; readonly http: string } {
  const { client, server, isForgotten } = moment;
  const may = { client: canSend(client), server: canSend(server) };
  const http = byHttp(may, moment);
  if (may.client && may.server)
    return {
      tcp: isForgotten ? "both, they believe; but nothing gets through." : "both, at any time.",
      http,
    };
  if (may.client) return { tcp: oneMay("client", server), http };
  if (may.server) return { tcp: oneMay("server", client), http };
  return { tcp: "nobody. There is no connection that stands.", http };
}

function oneMay(who: string, other: End): string {
  if (isOpening(other)) return `only the ${who} yet; the other waits for its ACK.`;
  return isOver(other)
    ? `only the ${who}, which has not noticed that it is alone.`
    : `only the ${who}; the other has said FIN.`;
}

type May = { readonly client: boolean; readonly server: boolean };

function byHttp(may: May, { open, heard, onWay, server, isForgotten }: Moment): string {
  if (open === 0)
    return may.client
      ? "only the client, with a question. The server has to wait for one."
      : "nobody: no question can be asked.";
  if (may.server && heard > 0) return "the server, with the answer that the client waits for.";
  const isUnderWay = (from: Side) =>
    !isForgotten && onWay.some((one) => one.from === from && one.segment.holds);
  if (isUnderWay("server")) return "nobody: the answer is on its way.";
  if (!may.server && !isOpening(server)) return "nobody: the answer will never come.";
  return isUnderWay("client")
    ? "nobody: the question is on its way."
    : "nobody: the question has not reached the server.";
}
