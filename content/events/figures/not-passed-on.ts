import type { WrittenFigure } from "#protocol/figure.ts";
import { scene } from "../scene.ts";

/** One word to the server, which has a listener for it. Without the polls before the upgrade. */
export const figure: WrittenFigure = {
  scene: { clients: scene.clients.map((client) => ({ ...client, transports: ["websocket"] })) },
  acts: [{ act: "emit", client: "Alice", event: "chat", args: ["hi"] }],
};
