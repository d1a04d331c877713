// What is a namespace's own, and those that are made as they are asked for.
import { heard, played, type Row, told } from "./row.ts";

export const namespaceRows: readonly Row[] = [
  heard(
    "Namespace: name, sockets, adapter",
    {
      code: `
    alice.join("r"); alice.emit("x", nsp.name, nsp.sockets.size, nsp.sockets.get(bob.id) === bob, [...nsp.adapter.rooms.get("r")].length);`,
      nsp: "/chat",
    },
    { alice: [["x", "/chat", 3, true, 1]] },
  ),
  played(
    "ParentNamespace: emit, createChild",
    {
      program: `
    const { Server } = require("socket.io"); const io = new Server(PORT);
    const rooms = io.of(/^\\/room-\\d$/); rooms.createChild("/room-9");
    let there = 0;
    rooms.on("connection", (socket) => { if (++there === 2) rooms.emit("x", io._nsps.has("/room-9"), socket.nsp.name.length); });`,
      play: async ({ client }) => {
        const [one, two] = ["/room-1", "/room-2"].map((nsp) => client({}, nsp));
        return Promise.all(
          [one, two].map(
            (socket) => new Promise((heard) => socket?.once("x", (...what) => heard(what))),
          ),
        );
      },
    },
    [
      [true, 7],
      [true, 7],
    ],
  ),
  told(
    "ParentNamespace: fetchSockets",
    `try { await io.of(/^\\/d-/).fetchSockets(); } catch (error) { tell(error.message); }`,
    ["fetchSockets() is not supported on parent namespaces"],
  ),
];
