import type { Scene } from "#protocol/scene.ts";

const nsp = "/";
const announce = {
  label: "Announce",
  deed: { do: "emit" as const, nsp, event: "announce", args: [] },
};
/** Those that are let in need no button for it. */
const tryAgain = { label: "Try again", deed: { do: "connect" as const } };
const askFor = (name: string) => ({
  label: `Ask for ${name}’s balance`,
  deed: {
    do: "emitWithAck" as const,
    nsp,
    event: "balance",
    args: [{ user: name }],
    timeout: 2_000,
  },
});

const person = (
  name: string,
  buttons: Scene["clients"][number]["buttons"],
): Scene["clients"][number] => ({ name, file: "client.js", transports: ["websocket"], buttons });

export const scene: Scene = {
  clients: [
    person("Alice", [announce]),
    person("Bob", [askFor("Alice")]),
    person("Mallory", [tryAgain]),
  ],
};
