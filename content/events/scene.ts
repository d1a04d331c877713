import type { Scene } from "#protocol/scene.ts";

const person = (name: string, mood: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [{ label: "Greet", deed: { do: "emit", nsp: "/", event: "greet", args: [name, mood] } }],
});

export const scene: Scene = { clients: [person("Alice", "happy"), person("Bob", "tired")] };
