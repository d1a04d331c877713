// How many polling clients a page can hold: each keeps one request waiting at the server, and a browser has six
// connections for all of a page. Past four, sending would have to wait for somebody's poll to end.
import type { SceneClient } from "#protocol/scene.ts";

const SEATS = 4;

type Seated = {
  readonly admitted: readonly SceneClient[];
  readonly refused: readonly SceneClient[];
};

/** The first four that will keep polling, and all others; those past them are refused. */
export function pollingSeats(clients: readonly SceneClient[]): Seated {
  const refused = clients.filter(keepsPolling).slice(SEATS);
  return { admitted: clients.filter((client) => !refused.includes(client)), refused };
}

function keepsPolling({ transports = ["polling", "websocket"], upgrade = true }: SceneClient) {
  const [first] = transports;
  return first === "polling" && !(upgrade && transports.includes("websocket"));
}

export function refusal(refused: readonly SceneClient[]): string {
  const names = refused.map(({ name }) => name).join(" and ");
  return `${names} cannot come: four clients are polling already. Each holds one request open, and a browser has only six connections to a server: a fifth poll would leave none to send with.`;
}
