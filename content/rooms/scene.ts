import type { Scene } from "#protocol/scene.ts";

const emit = (event: string, ...args: readonly string[]) => ({
  do: "emit" as const,
  nsp: "/",
  event,
  args: [...args],
});

const member = (name: string): Scene["clients"][number] => ({
  name,
  file: "client.js",
  buttons: [
    { label: "Chat", deed: emit("chat", "red", `${name} was here`) },
    { label: "Leave", deed: emit("leave", "red") },
    { label: "Join", deed: emit("join", "red") },
  ],
});

export const scene: Scene = { clients: ["Alice", "Bob", "Carol", "Dave"].map(member) };
