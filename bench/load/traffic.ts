// The kinds of traffic: each keeps a fixed number of messages under way until it is stopped, and counts those that came home.
import type { Place } from "../hosts/host.ts";
import { type RawClient, connectRaw } from "./raw-client.ts";

export type Traffic = {
  /** @throws when a client was disconnected, since whatever was counted then means nothing. */
  readonly count: () => number;
  readonly stop: () => void;
};

/** Emits with ack, `window` at a time: 1 is one after the other. Counts acks. */
export async function startAcks(place: Place, window: number): Promise<Traffic> {
  const client = await connectRaw(place);
  let acks = 0;
  let sent = 0;
  const send = (): void => {
    const id = sent++;
    client.send(`42${id}["ping",${id}]`);
  };
  client.onPacket = (packet) => {
    if (!packet.startsWith("43")) return;
    acks += 1;
    send();
  };
  for (let under = 0; under < window; under++) send();
  return trafficOf([client], () => acks);
}

/**
 * One client speaks, `recipients` others hear it, `window` broadcasts at a time. Counts what was heard.
 * The next broadcast is asked for when the last recipient has heard one.
 */
export async function startBroadcasts(
  place: Place,
  { recipients, window }: { recipients: number; window: number },
): Promise<Traffic> {
  const speaker = await connectRaw(place);
  const audience = await Promise.all(Array.from({ length: recipients }, () => connectRaw(place)));
  await Promise.all(audience.map(join));
  let heard = 0;
  const shout = (): void => speaker.send('42["shout","hello world"]');
  for (const client of audience) {
    client.onPacket = () => {
      heard += 1;
      if (heard % recipients === 0) shout();
    };
  }
  for (let under = 0; under < window; under++) shout();
  return trafficOf([speaker, ...audience], () => heard);
}

/** Resolves when the server has said that the client is in the room. */
export function join(client: RawClient): Promise<void> {
  return new Promise((joined) => {
    client.onPacket = (packet) => {
      if (packet.startsWith("43")) joined();
    };
    client.send('420["join"]');
  });
}

function trafficOf(clients: readonly RawClient[], count: () => number): Traffic {
  return {
    count: () => {
      const lost = clients.map((client) => client.lost()).find((why) => why !== undefined);
      if (lost) throw new Error(lost);
      return count();
    },
    stop: () => {
      for (const client of clients) client.close();
    },
  };
}
