import type { ApiObject } from "./member.ts";

export const broadcastOperator: ApiObject = {
  id: "broadcast-operator",
  title: "Broadcast operator",
  side: "server",
  says: "What to, in, except, timeout and the flags give: a choice of recipients, to which more can be added before it sends.",
  members: [
    [
      "to(room)",
      9,
      "One more room: whoever is in any of them receives it, once.",
      'io.to("room1").to("room2").emit("news");',
    ],
    ["in(room)", 9, "Another name of to.", 'io.to("room1").in("room2").emit("news");'],
    [
      "except(room)",
      9,
      "Takes the members of a room away.",
      'io.to("room1").except("room2").emit("news");',
    ],
    [
      "timeout(ms)",
      6,
      "How long to wait for acknowledgements.",
      'io.to("room1").timeout(500).emit("question", (err, answers) => {});',
    ],
    [
      "volatile",
      12,
      "Whoever cannot be sent to right now goes without.",
      'io.to("room1").volatile.emit("position", { x: 1 });',
    ],
    [
      "local",
      20,
      "Only those who are connected to this process.",
      'io.to("room1").local.emit("news");',
    ],
    [
      "compress(flag)",
      18,
      "Whether this one packet may be compressed.",
      'io.to("room1").compress(true).emit("news");',
    ],
    [
      "emit(event, ...args)",
      8,
      "Sends, to whoever is chosen at this moment.",
      'io.to("room1").emit("news", "hello");',
    ],
    [
      "emitWithAck(event, ...args)",
      6,
      "Sends, and promises the answers of all; with timeout it cannot wait for ever.",
      'const answers = await io.to("room1").timeout(500).emitWithAck("question");',
    ],
    [
      "fetchSockets()",
      10,
      "The sockets that are chosen.",
      'const members = await io.in("room1").fetchSockets();',
    ],
    [
      "socketsJoin(room)",
      10,
      "Has them join another room.",
      'io.in("room1").socketsJoin("room2");',
    ],
    ["socketsLeave(room)", 10, "Has them leave a room.", 'io.in("room1").socketsLeave("room1");'],
    ["disconnectSockets(close)", 10, "Disconnects them.", 'io.in("room1").disconnectSockets();'],
    [
      "allSockets()",
      20,
      "Deprecated: their ids. fetchSockets says more.",
      'const ids = await io.in("room1").allSockets();',
    ],
  ],
};
