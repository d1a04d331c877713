// The table of the lesson: every form of emit, the event of server.js that runs it, and who receives it when Alice
// does. A test runs each of them, for every claim made here.

export type Form = {
  /** The event that runs it. */
  readonly event: string;
  readonly code: string;
  /** Who receives it when Alice's socket runs it; once each unless `times` says otherwise. */
  readonly by: readonly string[];
  readonly times?: Readonly<Record<string, number>>;
  readonly why: string;
};

export type FormGroup = { readonly title: string; readonly forms: readonly Form[] };

const everyone = ["Alice", "Bob", "Carol", "Dave"];
const others = ["Bob", "Carol", "Dave"];

export const forms: readonly FormGroup[] = [
  {
    title: "One, or everyone",
    forms: [
      {
        event: "socket",
        code: "socket.emit()",
        by: ["Alice"],
        why: "One connection: the one this socket stands for.",
      },
      {
        event: "socket.broadcast",
        code: "socket.broadcast.emit()",
        by: others,
        why: "Everyone in the namespace, without this socket.",
      },
      {
        event: "socket.local",
        code: "socket.local.emit()",
        by: others,
        why: "The same, on this one server process.",
      },
      {
        event: "io",
        code: "io.emit()",
        by: everyone,
        why: "Everyone in the namespace: io has no sender to leave out.",
      },
      {
        event: "io.sockets",
        code: "io.sockets.emit()",
        by: everyone,
        why: "An older name: io.sockets is the namespace /.",
      },
      {
        event: "io.local",
        code: "io.local.emit()",
        by: everyone,
        why: "Everyone on this one server process.",
      },
      {
        event: "io.except(me)",
        code: "io.except(socket.id).emit()",
        by: others,
        why: "Everyone but Alice: her id is the name of her own room.",
      },
    ],
  },
  {
    title: "Rooms, from io",
    forms: [
      {
        event: "io.to(room1)",
        code: 'io.to("room1").emit()',
        by: ["Alice", "Bob", "Carol"],
        why: "Members of room1. Alice is one.",
      },
      {
        event: "io.to(room2)",
        code: 'io.to("room2").emit()',
        by: ["Carol", "Dave"],
        why: "Members of room2. Alice is none.",
      },
      {
        event: "io.to both",
        code: 'io.to("room1").to("room2").emit()',
        by: everyone,
        why: "Either room. Carol is in both and gets it once.",
      },
      {
        event: "io.to, except",
        code: 'io.to("room1").except("room2").emit()',
        by: ["Alice", "Bob"],
        why: "Members of room1 who are not in room2.",
      },
      {
        event: "io.except(room1)",
        code: 'io.except("room1").emit()',
        by: ["Dave"],
        why: "Everyone who is not in room1.",
      },
      {
        event: "two emits",
        code: 'io.to("room1").emit(); io.to("room2").emit()',
        by: everyone,
        times: { Carol: 2 },
        why: "Two emits do not know of each other: Carol gets it twice.",
      },
    ],
  },
  {
    title: "Rooms, from a socket",
    forms: [
      {
        event: "socket.to(room1)",
        code: 'socket.to("room1").emit()',
        by: ["Bob", "Carol"],
        why: "Members of room1 without this socket.",
      },
      {
        event: "socket.in(room1)",
        code: 'socket.in("room1").emit()',
        by: ["Bob", "Carol"],
        why: "The same: in is another word for to.",
      },
      {
        event: "broadcast.to",
        code: 'socket.broadcast.to("room1").emit()',
        by: ["Bob", "Carol"],
        why: "The same again: to already leaves this socket out.",
      },
      {
        event: "socket.to both",
        code: 'socket.to("room1").to("room2").emit()',
        by: others,
        why: "Either room, once each, without this socket.",
      },
    ],
  },
  {
    title: "One person",
    forms: [
      {
        event: "io.to(Bob)",
        code: "io.to(ids.Bob).emit()",
        by: ["Bob"],
        why: "Every socket is in a room named after its own id.",
      },
      {
        event: "socket.to(Bob)",
        code: "socket.to(ids.Bob).emit()",
        by: ["Bob"],
        why: "The same, without this socket, which is not in it.",
      },
      {
        event: "socket.to(me)",
        code: "socket.to(socket.id).emit()",
        by: [],
        why: "Her own room, without herself: nobody is left.",
      },
    ],
  },
  {
    title: "Nobody, and by accident everybody",
    forms: [
      {
        event: "to nowhere",
        code: 'io.to("room3").emit()',
        by: [],
        why: "Nobody is in room3. That is no error.",
      },
      {
        event: "to undefined",
        code: "io.to(undefined).emit()",
        by: [],
        why: "A room that nobody joined: so a forgotten variable is silent.",
      },
      {
        event: "to empty",
        code: 'io.to("").emit()',
        by: [],
        why: "The empty text is a room's name like any other.",
      },
      {
        event: "to none",
        code: "io.to([]).emit()",
        by: everyone,
        why: "No room is named, so nothing is filtered: everyone.",
      },
      {
        event: "io.of(/chat)",
        code: 'io.of("/chat").emit()',
        by: [],
        why: "Another namespace. All four are connected to / only.",
      },
    ],
  },
];
