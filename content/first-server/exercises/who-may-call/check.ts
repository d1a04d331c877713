import type { WrittenCheck } from "#protocol/exercise.ts";
import { dials, page } from "../../pages.ts";

const app = { origin: "https://app.test" };
const stranger = { origin: "https://$stranger.test" };
const neighbours = {
  behind: { origin: "https://app.test.$stranger.test" },
  before: { origin: "https://notapp.test" },
  unsafe: { origin: "http://app.test" },
};
const webSocket = { transports: ["websocket" as const] };

/** Of the app and of a stranger one by each transport, and three whose origins are only like the app's. */
export const check: WrittenCheck = {
  names: ["$home", "$polling", "$websocket", "$eve", "$mallory", "$trudy", "$peggy", "$walter"],
  scene: {
    clients: [
      page("$home", { transports: ["polling"] }),
      page("$polling", { ...app, transports: ["polling"] }),
      page("$websocket", { ...app, ...webSocket }),
      page("$eve", stranger),
      page("$mallory", { ...stranger, ...webSocket }),
      page("$trudy", { ...neighbours.behind, ...webSocket }),
      page("$peggy", { ...neighbours.before, ...webSocket }),
      page("$walter", { ...neighbours.unsafe, ...webSocket }),
    ],
  },
  files: dials("reconnection: false"),
  acts: [{ act: "settle" }],
  claims: [{ connected: { exactly: ["$home", "$polling", "$websocket"] } }],
};
