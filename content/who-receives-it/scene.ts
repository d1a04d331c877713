import type { Scene } from "#protocol/scene.ts";

const speaker = (name: string, text: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [{ label: `Say “${text}”`, deed: { do: "emit", nsp: "/", event: "say", args: [text] } }],
});

export const scene: Scene = {
  clients: [
    speaker("Alice", "hi"),
    speaker("Bob", "hello"),
    speaker("Carol", "hey"),
    speaker("Dave", "good day"),
  ],
};
