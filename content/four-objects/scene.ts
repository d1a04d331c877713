import type { Scene } from "#protocol/scene.ts";

/** Two tabs of Alice, and Bob. */
export const scene: Scene = {
  clients: ["Alice", "Alice-2", "Bob"].map((name) => ({
    name,
    file: "client.js",
    buttons: [{ label: "Press", deed: { do: "emit", nsp: "/", event: "press", args: [] } }],
  })),
};
