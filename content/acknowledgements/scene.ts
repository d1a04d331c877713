import type { Scene } from "#protocol/scene.ts";

const post = (isLong: boolean) => ({
  nsp: "/",
  event: "posts:create",
  args: [{ title: isLong ? "A long story" : "Hello", isLong }],
});
const asking = (label: string, isLong: boolean) => ({
  label,
  deed: { do: "emitWithAck" as const, timeout: 2_000, ...post(isLong) },
});

/** Alice asks for an answer, and Bob does not. */
const buttons: Readonly<Record<string, Scene["clients"][number]["buttons"]>> = {
  Alice: [asking("Long post", true), asking("Short post", false)],
  Bob: [{ label: "Post, ask nothing", deed: { do: "emit", ...post(false) } }],
};

export const scene: Scene = {
  clients: ["Alice", "Bob", "Carol", "Dave"].map((name) => ({
    name,
    file: "client.js",
    buttons: buttons[name],
  })),
};
