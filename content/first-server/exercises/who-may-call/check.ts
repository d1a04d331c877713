import type { WrittenCheck } from "#protocol/exercise.ts";
import { dials, page } from "../../pages.ts";

const app = { origin: "https://app.test" };
const stranger = { origin: "https://$stranger.test" };
const neighbour = { origin: "https://app.test.$stranger.test" };
const webSocket = { transports: ["websocket" as const] };

/** Of the app and of a stranger one by each transport, and one whose site only begins like the app's. */
export const check: WrittenCheck = {
  names: ["$home", "$polling", "$websocket", "$eve", "$mallory", "$trudy"],
  scene: {
    clients: [
      page("$home", { transports: ["polling"] }),
      page("$polling", { ...app, transports: ["polling"] }),
      page("$websocket", { ...app, ...webSocket }),
      page("$eve", stranger),
      page("$mallory", { ...stranger, ...webSocket }),
      page("$trudy", { ...neighbour, ...webSocket }),
    ],
  },
  files: dials("reconnection: false"),
  acts: [{ act: "settle" }],
  claims: [{ connected: { exactly: ["$home", "$polling", "$websocket"] } }],
};
