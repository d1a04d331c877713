import type { Scene } from "#protocol/scene.ts";

const nsp = "/";
type Client = Scene["clients"][number];

/** Alice's and Bob's second tabs are clients of their own, so that each can be told apart and made to act. */
const tab = (name: string, to: string): Client => {
  const [user = ""] = name.split("-");
  return {
    name,
    file: "client.js",
    // Without the polls before the upgrade, the requests to be seen are those to the routes.
    transports: ["websocket"],
    buttons: [
      { label: "DM", deed: { do: "emit", nsp, event: "dm", args: [to, "psst"] } },
      {
        label: "POST",
        deed: {
          do: "http",
          method: "POST",
          path: "/messages",
          headers: { "x-socket-id": "{socket.id}" },
          body: JSON.stringify({ from: user, to, text: "hello" }),
        },
      },
    ],
  };
};

const outsider: Client = {
  name: "Carol",
  file: "client.js",
  transports: ["websocket"],
  buttons: [
    {
      label: "Join group 7",
      deed: { do: "emitWithAck", nsp, event: "join group", args: ["7"], timeout: 2_000 },
    },
  ],
};

export const scene: Scene = {
  clients: [
    tab("Alice", "Bob"),
    tab("Alice-2", "Bob"),
    tab("Bob", "Alice"),
    tab("Bob-2", "Alice"),
    outsider,
  ],
};
