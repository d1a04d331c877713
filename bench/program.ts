// The one server program that every variant runs, and the ways it is put: as a sandbox gets it, as `node` gets it,
// and called in the very process. What it does with its clients is the same text in all of them.
import { compileFunction } from "node:vm";
import type { Server } from "socket.io";

const BEHAVIOUR = `
io.on("connection", (socket) => {
  socket.emit("welcome", socket.id);
  socket.on("ping", (value, ack) => ack(value));
  socket.on("join", (ack) => {
    socket.join("all");
    ack();
  });
  socket.on("shout", (text) => {
    io.to("all").emit("heard", text);
  });
});
`;

/** Emits to each connection as often as every so many milliseconds. */
const chatter = (ms: number): string => `
setInterval(() => {
  for (const socket of io.sockets.sockets.values()) socket.emit("tick", Date.now());
}, ${ms});
`;

const HEAD = `import { createServer } from "node:http";
import { Server } from "socket.io";

const http = createServer();
const io = new Server(http);
`;

/** For a sandbox, which gives every program its own port 3000. */
export const SANDBOXED = `${HEAD}${BEHAVIOUR}
http.listen(3000);
`;

/** The same, which never is silent: it emits to each of its clients every so many milliseconds. */
export const sandboxedChatter = (ms: number): string => `${HEAD}${BEHAVIOUR}${chatter(ms)}
http.listen(3000);
`;

/** For `node`: any free port, which it prints once it listens. */
export const STANDALONE = `${HEAD}${BEHAVIOUR}
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
`;

/** For a socket.io server in this process. */
export function behave(io: Server): void {
  const run = compileFunction(BEHAVIOUR, ["io"]) as (io: Server) => void;
  run(io);
}
