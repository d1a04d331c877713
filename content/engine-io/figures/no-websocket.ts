import type { WrittenFigure } from "#protocol/figure.ts";

/** What client.js has them do, but they come when they are told to. */
const waiting = { autoConnect: false, reconnection: false };

export const figure: WrittenFigure = {
  scene: {
    clients: [
      { name: "Alice", ...waiting },
      { name: "Bob", ...waiting, transports: ["websocket"] },
    ],
  },
  acts: [
    { act: "disturb", client: "Alice", disturbance: { is: "no-websocket" } },
    { act: "connect", client: "Alice" },
    { act: "disturb", client: "Bob", disturbance: { is: "no-websocket" } },
    { act: "connect", client: "Bob" },
  ],
};
