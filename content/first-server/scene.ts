import type { Scene } from "#protocol/scene.ts";

const page = (name: string, origin?: string): Scene["clients"][number] => ({
  name,
  ...(origin !== undefined && { origin }),
  file: "client.js",
  buttons: [
    { label: "Tell everyone", deed: { do: "emit", nsp: "/", event: "tell everyone", args: [] } },
    { label: "GET /", deed: { do: "http", method: "GET", path: "/" } },
    {
      label: "GET the script",
      deed: { do: "http", method: "GET", path: "/socket.io/socket.io.js" },
    },
  ],
});

/** Alice's page is the server's own, Bob's is an app's, and the other two are of a stranger: Mallory uses WebSocket only. */
export const scene: Scene = {
  clients: [
    page("Alice"),
    page("Bob", "https://app.test"),
    page("Eve", "https://evil.test"),
    { ...page("Mallory", "https://evil.test"), transports: ["websocket"] },
  ],
};
