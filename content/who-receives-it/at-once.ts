import type { Scene } from "#protocol/scene.ts";
import { scene } from "./scene.ts";

/** The lesson's people without the polls before the upgrade: its figures show who receives, and should be small. */
export const atOnce: Scene = {
  clients: scene.clients.map((client) => ({ ...client, transports: ["websocket"] })),
};
