import type { WrittenFigure } from "#protocol/figure.ts";

/** Without the request for a token before it: the one she makes up is all she has. */
const client = `const socket = io({ auth: { token: "made up" } });
socket.on("connect_error", (error) => log("refused: " + error.message));
`;

export const figure: WrittenFigure = {
  scene: { clients: [{ name: "Mallory", file: "client.js", transports: ["websocket"] }] },
  files: { "client.js": client },
};
