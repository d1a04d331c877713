import type { WrittenFigure } from "#protocol/figure.ts";
import { scene } from "../scene.ts";

/** The first tab says hi, and its socket answers. Without the polls before the upgrade, and without /chat. */
export const figure: WrittenFigure = {
  scene: { clients: scene.clients.map((client) => ({ ...client, transports: ["websocket"] })) },
  files: { "client.js": 'io({ auth: { name: me.split("-")[0] } }).on("news", () => {});\n' },
  acts: [{ act: "emit", client: "Alice", event: "hi" }],
};
