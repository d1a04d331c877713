import type { WrittenFigure } from "#protocol/figure.ts";
import { scene } from "../scene.ts";

/** One question and its answer, without the polls before the upgrade. */
export const figure: WrittenFigure = {
  scene: {
    clients: scene.clients.slice(0, 2).map((client) => ({ ...client, transports: ["websocket"] })),
  },
  acts: [{ act: "emitWithAck", client: "Alice", event: "add", args: [2, 3], timeout: 60_000 }],
};
