import type { ApiObject } from "./member.ts";

export const namespace: ApiObject = {
  id: "namespace",
  title: "Namespace",
  side: "server",
  says: 'One of several worlds on a connection: io.of("/chat"). What Server sends, chooses and asks with is here too, for this namespace alone.',
  members: [
    ["name", 16, "Its name, with the slash.", 'console.log(io.of("/chat").name);'],
    [
      "sockets",
      16,
      "Its sockets by id, of this process: a Map.",
      'const socket = io.of("/chat").sockets.get(id);',
    ],
    [
      "adapter",
      9,
      "What keeps its rooms: adapter.rooms has the sockets of each, adapter.sids the rooms of each socket.",
      'console.log(io.of("/").adapter.rooms.get("room1"));',
    ],
    [
      'adapter.on("create-room")',
      9,
      "Runs when the first socket joins a room.",
      'io.of("/").adapter.on("create-room", (room) => console.log(room));',
    ],
    [
      'adapter.on("join-room")',
      9,
      "Runs when a socket joins a room.",
      'io.of("/").adapter.on("join-room", (room, id) => console.log(id, "joins", room));',
    ],
    [
      'adapter.on("leave-room")',
      9,
      "Runs when a socket leaves a room.",
      'io.of("/").adapter.on("leave-room", (room, id) => console.log(id, "leaves", room));',
    ],
    [
      'adapter.on("delete-room")',
      9,
      "Runs when the last one has left.",
      'io.of("/").adapter.on("delete-room", (room) => console.log(room));',
    ],
    [
      'on("connection")',
      16,
      "Runs for each connection to this namespace, with a socket of its own.",
      'io.of("/chat").on("connection", (socket) => {});',
    ],
    [
      "use(middleware)",
      11,
      "Runs before its `connection`; that of the main namespace does not.",
      'io.of("/admin").use((socket, next) => next());',
    ],
    [
      "emit(event, ...args)",
      16,
      "Sends to every socket of this namespace.",
      'io.of("/chat").emit("news");',
    ],
    [
      "of(pattern)",
      16,
      "A parent of every namespace whose name matches: its `use` and `on` are theirs.",
      'io.of(/^\\/org-\\d+$/).on("connection", (socket) => console.log(socket.nsp.name));',
    ],
  ],
};
