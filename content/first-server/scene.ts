import type { Scene } from "#protocol/scene.ts";

const gets = (label: string, path: string) => ({
  label,
  deed: { do: "http" as const, method: "GET", path },
});
const file = "client.js";

/** Alice's page is the server's own, Bob's is an app's, and the other two are of a stranger: Mallory uses WebSocket only. */
export const scene: Scene = {
  clients: [
    {
      name: "Alice",
      file,
      buttons: [gets("GET /", "/"), gets("GET script", "/socket.io/socket.io.js")],
    },
    {
      name: "Bob",
      origin: "https://app.test",
      file,
      buttons: [
        {
          label: "Tell everyone",
          deed: { do: "emit", nsp: "/", event: "tell everyone", args: [] },
        },
      ],
    },
    { name: "Eve", origin: "https://evil.test", file, reconnection: false },
    { name: "Mallory", origin: "https://evil.test", file, transports: ["websocket"] },
  ],
};
