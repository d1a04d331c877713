// The moment on stage as a sentence or two, for those who hear the page instead of seeing it.
import { deedWords } from "#trace/deed-words.ts";
import type { Delivery } from "#trace/delivery.ts";
import type { SessionId } from "#trace/event.ts";
import { listed } from "#trace/listed.ts";
import type { Stage } from "#trace/stage.ts";
import type { Moment } from "#trace/stage-moment.ts";
import { roomWords } from "#trace/stage-words.ts";
import type { Upward } from "#trace/upward.ts";

/** Empty as long as nothing has happened. */
export function momentSentence(stage: Pick<Stage, "moment" | "server" | "clients">): string {
  const { moment, server } = stage;
  switch (moment.what) {
    case "nothing":
      return "";
    case "server":
      if (moment.change === "listening" && server.state === "running")
        return `The server listens on port ${listed(server.ports.map(String), "and")}.`;
      if (moment.change === "ended" && server.state === "ended")
        return `The program has ended: ${server.fault?.text ?? server.why}.`;
      return moment.change === "started"
        ? "The program starts."
        : `The server is ${moment.change}.`;
    case "act":
      return `${moment.client} is told to ${deedWords(moment.deed)}.`;
    case "failed":
      return `${moment.client} ${moment.why}.`;
    case "to-server":
      return upwardSentence(stage, moment);
    case "unheard":
      return `${moment.event || "The event"} has arrived at the server, where nothing listens for it.`;
    case "to-clients":
      return sendingSentence(stage, moment);
    case "joined":
      return `${whoOf(stage, moment)} joins ${moment.room}.`;
    case "left":
      return `${whoOf(stage, moment)} leaves ${moment.room}.`;
    case "connecting":
      return connectingSentence(stage, moment);
    case "upgrading":
      return `${moment.client} tries a WebSocket, and stays on long polling meanwhile.`;
    case "upgraded":
      return `${moment.client} has moved from long polling to a WebSocket.`;
    case "connected":
      return `${whoOf(stage, moment)} is connected.`;
    case "disconnected":
      return `${whoOf(stage, moment)} is disconnected.`;
    case "refused":
      return `${moment.client} was refused${refusalWords(stage, moment)}.`;
    case "gone":
      return `${moment.client} is gone.`;
    case "fault":
      return `${moment.client ?? "The server"} fails: ${moment.text}.`;
    default:
      return moment satisfies never;
  }
}

type Cast = Pick<Stage, "clients">;
type OneOf = Readonly<{ client: string; session: SessionId | undefined }>;

/** The name of one connection, as its card has it. */
function whoOf({ clients }: Cast, { client, session }: OneOf): string {
  return clients.find((one) => one.session !== undefined && one.session === session)?.who ?? client;
}

/** In the words of whoever refused it, as long as it has not come in. */
function refusalWords({ clients }: Cast, moment: OneOf): string {
  const client = clients.find(({ name }) => name === moment.client);
  const { connection, refusals } = client ?? {};
  const why = connection?.state === "refused" ? connection.why : refusals?.[0]?.why;
  return why === undefined ? "" : `: ${why}`;
}

/** Between two attempts a client waits. */
function connectingSentence(cast: Cast, moment: OneOf): string {
  const connection = cast.clients.find(({ name }) => name === moment.client)?.connection;
  return connection?.state === "reconnecting"
    ? `${moment.client} waits before attempt ${connection.attempt} to connect again.`
    : `${whoOf(cast, moment)} is connecting.`;
}

function upwardSentence(cast: Cast, upward: Upward): string {
  const who = whoOf(cast, upward);
  return upward.event === undefined
    ? `${who} acknowledges to the server.`
    : `${who} sends ${upward.event} to the server.`;
}

function sendingSentence(cast: Cast, moment: Extract<Moment, { what: "to-clients" }>): string {
  const { delivery, cause, recipients, passedOver } = moment;
  const names = [...new Set(recipients.map(({ who }) => who))];
  const to = names.length === 0 ? "nobody" : listed(names, "and");
  const because = cause === undefined ? "" : `${upwardSentence(cast, cause).slice(0, -1)}, and `;
  const sent = `the server sends ${labelOf(delivery)} to ${to}${scopeWords(delivery)}.`;
  const missed = passedOver
    .filter(({ isTold }) => !isTold)
    .map(({ who, why }) => `${who} (${why})`);
  const told = passedOver.filter(({ isTold }) => isTold).map(({ who }) => who);
  const besides = told.length === 0 ? "" : ` Over HTTP it tells ${listed(told, "and")}.`;
  const rest = missed.length === 0 ? "" : ` Not to ${listed(missed, "and")}.`;
  return `${because === "" ? sent.replace(/^t/, "T") : because + sent}${besides}${rest}`;
}

function scopeWords(delivery: Delivery): string {
  if (delivery.by === "emit" || delivery.rooms.length === 0) return "";
  return `, by ${listed(delivery.rooms.map(roomWords), "and")}`;
}

/** The event's name, or what else was sent. */
export function labelOf({ sent }: Delivery): string {
  switch (sent.what) {
    case "event":
      return sent.event === "" ? "an event" : sent.event;
    case "ack":
      return "the acknowledgement";
    case "unreadable":
      return "a packet that cannot be read";
    default:
      return sent satisfies never;
  }
}
