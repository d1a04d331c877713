// What is said of a client's connection, in few words.
import type { ClientMoment, DoneTo } from "#trace/client-sheets.ts";
import { inNsp } from "#trace/deed-words.ts";
import type { ClientState } from "#trace/event.ts";
import { listed } from "#trace/listed.ts";
import type { Connection } from "#trace/stage-clients.ts";
import type { Heartbeats, Passed } from "#trace/traffic.ts";

/** One line of a client's history. */
export function historyWords(moment: ClientMoment | DoneTo): string {
  if ("what" in moment) return `${moment.isOver ? "no longer" : "is now"} ${moment.what}`;
  return `${stateWords(moment.state)}${inNsp(moment.nsp)}`;
}

function stateWords(state: ClientState): string {
  switch (state.state) {
    case "connecting":
      return "connecting";
    case "connected":
      return `connected as ${state.id}${state.recovered ? ", recovered" : ""}`;
    case "refused":
      return `refused: ${state.message}`;
    case "disconnected":
      return `disconnected: ${state.reason}${state.willReconnect ? ", will try again" : ", will not try again"}`;
    case "reconnecting":
      return `waits ${Math.round(state.delay)} ms for attempt ${state.attempt}`;
    case "gone":
      return `gone: ${state.why}`;
    default:
      return state satisfies never;
  }
}

/** Where a client's connection stands now. */
export function connectionWords(connection: Connection): string {
  switch (connection.state) {
    case "absent":
      return "has not connected";
    case "http":
      return httpWords(connection.waitsFor);
    case "connecting": {
      const attempt = connection.attempt === undefined ? "" : `, attempt ${connection.attempt}`;
      return `connecting${attempt}`;
    }
    case "connected":
      return "connected";
    case "refused":
      return `refused: ${connection.why}`;
    case "disconnected":
      return `disconnected: ${connection.why}`;
    case "reconnecting":
      return `waits ${Math.round(connection.delay)} ms for attempt ${connection.attempt}`;
    case "lost":
      return "lost by the client; the server has not noticed";
    case "gone":
      return `gone: ${connection.why}`;
    default:
      return connection satisfies never;
  }
}

/** "waits for the answer to GET /wait", or that it asks for nothing now. */
export const httpWords = (waitsFor: readonly string[]): string =>
  waitsFor.length === 0
    ? "speaks HTTP, and has no request open"
    : `speaks HTTP, and waits for the answer to ${listed(waitsFor, "and")}`;

/** "last 2.1 ms, median 2.0 ms of 7": ping until pong, on the gateway's clock. */
export function heartbeatWords({ last, median, count, waits }: Heartbeats): string {
  const waiting =
    waits === undefined ? "" : `a ping has waited for its pong since ${Math.round(waits.at)} ms`;
  if (last === undefined || median === undefined)
    return waiting === "" ? "no heartbeat yet" : waiting;
  const known = `last ${millisOf(last.ms)}, median ${millisOf(median)} of ${count}`;
  return waiting === "" ? known : `${known}; ${waiting}`;
}

export const passedWords = ({ packets, bytes }: Passed): string =>
  `${packets} ${packets === 1 ? "packet" : "packets"}, ${bytes.toLocaleString("en-GB")} bytes`;

const millisOf = (ms: number): string => `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
