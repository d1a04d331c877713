import type { WrittenCheck } from "#protocol/exercise.ts";
import { dials, page } from "../../pages.ts";

/** The stranger's site is another each time. */
export const check: WrittenCheck = {
  names: ["$bob", "$eve"],
  scene: {
    clients: [
      page("$bob", { origin: "https://app.test" }),
      page("$eve", { origin: "https://$stranger.test" }),
    ],
  },
  files: dials("reconnection: false, withCredentials: true"),
  acts: [{ act: "settle" }],
  claims: [{ connected: { exactly: ["$bob"] } }],
};
