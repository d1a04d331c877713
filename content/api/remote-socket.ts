import type { ApiObject } from "./member.ts";

export const remoteSocket: ApiObject = {
  id: "remote-socket",
  title: "Remote socket",
  side: "server",
  says: "What fetchSockets gives: a socket that may be connected to another process, and so knows less.",
  members: [
    ["id", 20, "Its id.", 'const [one] = await io.in("user:42").fetchSockets();'],
    ["handshake", 20, "How it came.", "console.log(one.handshake.auth);"],
    ["rooms", 20, "The rooms it was in when it was asked for.", "console.log(one.rooms);"],
    [
      "data",
      20,
      "What its process keeps in socket.data: the one thing of yours that comes along.",
      "console.log(one.data.name);",
    ],
    ["emit(event, ...args)", 20, "Sends to it.", 'one.emit("hello");'],
    ["join(room)", 20, "Has it join a room.", 'one.join("room1");'],
    ["leave(room)", 20, "Has it leave a room.", 'one.leave("room1");'],
    ["disconnect(close)", 20, "Disconnects it.", "one.disconnect();"],
    [
      "timeout(ms)",
      20,
      "How long to wait for its answer.",
      'one.timeout(500).emit("question", (err, answer) => {});',
    ],
  ],
};
