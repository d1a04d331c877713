// The load generator: the clients of all measurements, in a process of their own.
import { io } from "socket.io-client";
import { answerCalls } from "../calls.ts";
import { type Place, ownCpuMs } from "../hosts/host.ts";
import { type Traffic, startAcks, startBroadcasts } from "./traffic.ts";

export type TrafficKind =
  | { readonly kind: "acks"; readonly window: number }
  | { readonly kind: "broadcasts"; readonly recipients: number; readonly window: number };

/** Messages so far, when that was, and what this process spent so far, in milliseconds. */
export type Reading = { readonly messages: number; readonly at: number; readonly cpu: number };

export type Generator = {
  /** Milliseconds until a real client, over WebSocket, had its first event. */
  readonly greet: (place: Place) => Promise<number>;
  readonly begin: (what: { readonly place: Place; readonly traffic: TrafficKind }) => Promise<void>;
  readonly read: () => Reading;
  readonly end: () => void;
};

export function playLoad(): void {
  let traffic: Traffic | undefined;
  const generator: Generator = {
    greet,
    begin: async ({ place, traffic: asked }) => {
      traffic =
        asked.kind === "acks"
          ? await startAcks(place, asked.window)
          : await startBroadcasts(place, asked);
    },
    read: () => ({ messages: traffic?.count() ?? 0, at: performance.now(), cpu: ownCpuMs() }),
    end: () => {
      traffic?.stop();
      traffic = undefined;
    },
  };
  answerCalls(generator, () => Promise.resolve(traffic?.stop()));
}

function greet({ url, path }: Place): Promise<number> {
  const began = performance.now();
  const client = io(url, { path, transports: ["websocket"], forceNew: true, reconnection: false });
  return new Promise((resolve, reject) => {
    client.once("connect_error", reject);
    client.once("welcome", () => {
      resolve(performance.now() - began);
      client.disconnect();
    });
  });
}
