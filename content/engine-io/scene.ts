import type { Scene } from "#protocol/scene.ts";

/** How each of them connects stands in client.js. */
const speaker = (name: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [{ label: "Say “hi”", deed: { do: "emit", nsp: "/", event: "say", args: ["hi"] } }],
});

export const scene: Scene = { clients: ["Alice", "Bob", "Carol"].map(speaker) };
