import type { Scene } from "#protocol/scene.ts";

const person = (name: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [{ label: "Say hi", deed: { do: "emit", nsp: "/", event: "say", args: ["hi"] } }],
});

export const scene: Scene = { clients: [person("Alice"), person("Bob")] };
