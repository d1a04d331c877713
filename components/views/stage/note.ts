// What a client's card says at this moment: what it got, why it got nothing, or how its connection is.
import type { SessionId } from "#trace/event.ts";
import type { Stage } from "#trace/stage.ts";
import type { StageClient } from "#trace/stage-clients.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { labelOf } from "#trace/stage-sentence.ts";
import { resultWords } from "#trace/stage-words.ts";
import { argsWords, deedWords } from "#trace/timeline-words.ts";

export type Note = Readonly<{
  tone: "got" | "awaited" | "passed" | "sends" | "warn" | "bad" | "quiet";
  /** What was on the wire, in the wire's type. */
  code: string | undefined;
  text: string;
}>;

export function noteOf(client: StageClient, { moment }: Stage): Note {
  return happening(client, moment) ?? standing(client);
}

function happening(client: StageClient, moment: Moment): Note | undefined {
  const { name } = client;
  switch (moment.what) {
    case "to-server":
      if (!isOf(client, moment)) return undefined;
      return {
        tone: "sends",
        code: `${moment.event ?? "ack"}${argsWords(moment.args)}`,
        text: moment.wantsAck ? "sent, wants an ack" : "sent to the server",
      };
    case "to-clients":
      return delivered(client, moment);
    case "act":
      if (moment.client !== name || client.who !== name) return undefined;
      return { tone: "sends", code: undefined, text: `is told to ${deedWords(moment.deed)}` };
    case "fault":
      if (moment.client !== name || client.who !== name) return undefined;
      return { tone: "bad", code: undefined, text: moment.text };
    case "nothing":
    case "server":
    case "joined":
    case "left":
    case "connecting":
    case "connected":
    case "disconnected":
    case "refused":
    case "gone":
      return undefined;
    default:
      return moment satisfies never;
  }
}

/** A moment of one connection is on that connection's card; one of a client on its main card. */
function isOf(
  { name, who, session }: StageClient,
  of: Readonly<{ client: string; session: SessionId | undefined }>,
): boolean {
  return of.session === undefined ? of.client === name && who === name : of.session === session;
}

function delivered(
  client: StageClient,
  { delivery, recipients, passedOver }: Extract<Moment, { what: "to-clients" }>,
): Note | undefined {
  const got = recipients.find((one) => isOf(client, one));
  if (got !== undefined && got.result.result !== "not-sent") {
    const args = delivery.sent.what === "unreadable" ? undefined : delivery.sent.args;
    const what = delivery.sent.what === "ack" ? "ack" : labelOf(delivery);
    const { text, isGood } = resultWords(got.result);
    const isAwaited = got.result.result === "sent";
    return {
      tone: isGood ? "got" : isAwaited ? "awaited" : "warn",
      code: `${what}${argsWords(args)}`,
      text,
    };
  }
  const missed = passedOver.find((one) => isOf(client, one));
  return missed && { tone: "passed", code: undefined, text: missed.why };
}

function standing({ connection, buffered, refusals }: StageClient): Note {
  const quiet = (text: string): Note => ({ tone: "quiet", code: undefined, text });
  const waiting = buffered === 0 ? "" : `${buffered} to send once connected`;
  switch (connection.state) {
    case "absent":
      return quiet("connects when the server runs");
    case "connecting":
      return quiet(waiting || "opening a connection");
    case "connected": {
      const [refusal] = refusals;
      if (refusal !== undefined)
        return { tone: "bad", code: undefined, text: `refused in ${refusal.nsp}: ${refusal.why}` };
      if (waiting !== "") return quiet(waiting);
      return quiet(connection.ids.map(idWords).join(", "));
    }
    case "refused":
      return { tone: "bad", code: undefined, text: connection.why };
    case "disconnected":
      return {
        tone: "bad",
        code: undefined,
        text: connection.willReconnect ? `${connection.why}; will try again` : connection.why,
      };
    case "reconnecting":
      return quiet(waiting || `attempt ${connection.attempt} to connect again`);
    case "lost":
      return {
        tone: "bad",
        code: undefined,
        text: "lost; the server still holds it and has not noticed",
      };
    case "gone":
      return { tone: "bad", code: undefined, text: connection.why };
    default:
      return connection satisfies never;
  }
}

/** What `socket.id` is on this side, as far as it tells it from others. */
const idWords = ({ nsp, id }: Readonly<{ nsp: string; id: string }>): string =>
  `${nsp === "/" ? "" : `${nsp} `}socket.id ${id.length > 12 ? `${id.slice(0, 8)}…` : id}`;

/** The state as the card's head says it: the transport says that it is connected. */
export function stateWords({ connection, transport }: StageClient): string {
  switch (connection.state) {
    case "absent":
      return "not there";
    case "connected":
      return transport ?? "connected";
    case "connecting":
      return transport === "upgrading" ? "upgrading" : "connecting";
    case "reconnecting":
      return "reconnecting";
    case "refused":
    case "disconnected":
    case "lost":
    case "gone":
      return connection.state;
    default:
      return connection satisfies never;
  }
}
