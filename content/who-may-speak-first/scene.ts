import type { Scene } from "#protocol/scene.ts";

type Client = Scene["clients"][number];

/** A page that speaks HTTP and nothing else. */
const page = (name: string): Client => ({ name, file: "client.js", namespaces: [] });

const posts = (label: string, path: string, body: object) => ({
  label,
  deed: { do: "http" as const, method: "POST", path, body: JSON.stringify(body) },
});

/** Four pages that want the same prices, and the exchange that they come from: no page, and no socket. */
export const scene: Scene = {
  clients: [
    page("Polling"),
    page("Long-polling"),
    page("SSE"),
    { name: "WebSocket", file: "client.js" },
    {
      name: "Exchange",
      namespaces: [],
      buttons: [posts("New price", "/price", { price: 101 })],
    },
  ],
};
