import type { Scene } from "#protocol/scene.ts";

const speaker = (name: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [{ label: "Say “hi”", deed: { do: "emit", nsp: "/", event: "say", args: ["hi"] } }],
});

/** Carol is refused, and has nothing to say. */
export const scene: Scene = {
  clients: [speaker("Alice"), speaker("Bob"), { name: "Carol", file: "client.js" }],
};
