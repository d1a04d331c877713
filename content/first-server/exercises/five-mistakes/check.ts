import type { WrittenCheck } from "#protocol/exercise.ts";
import { dials, page } from "../../pages.ts";

const hello = (client: string) => ({ act: "emitWithAck" as const, client, event: "hello" });
const welcome = (client: string) => ({
  acknowledges: { client, event: "hello", values: ["welcome"] },
});

/** The stranger's site is another each time. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$eve"],
  scene: {
    clients: [
      page("$alice"),
      page("$bob", { origin: "https://app.test" }),
      page("$eve", { origin: "https://$stranger.test" }),
    ],
  },
  files: dials("reconnection: false"),
  acts: [hello("$alice"), hello("$bob")],
  claims: [{ connected: { exactly: ["$alice", "$bob"] } }, welcome("$alice"), welcome("$bob")],
};
