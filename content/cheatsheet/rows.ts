// The rows of the cheat sheet: the forms of "Who receives it?" and every other way to emit. A test runs each of them, for
// every claim made here.
import { forms } from "../who-receives-it/forms.ts";
import { fromClients } from "./from-clients.ts";
import { eventOf, type Reach, type SheetGroup, type SheetRow } from "./row.ts";

const everyone = ["Alice", "Bob", "Carol", "Dave"];
const others = ["Bob", "Carol", "Dave"];

/** A form of the lesson's table. */
function known(event: string, ...reach: Reach[]): SheetRow {
  const form = forms.flatMap((group) => group.forms).find((one) => one.event === event);
  if (!form) throw new Error(`content/who-receives-it/forms.ts has no form ${event}`);
  return { ...form, code: form.code.replaceAll("emit()", 'emit("news")'), reach };
}

const row = (reach: readonly Reach[], code: string, rest: Pick<SheetRow, "by" | "why" | "sends">) =>
  ({ event: eventOf(code), code, reach, ...rest }) satisfies SheetRow;

export const groups: readonly SheetGroup[] = [
  {
    title: "Everyone",
    lesson: 8,
    rows: [
      known("io", "everyone"),
      known("io.sockets", "everyone"),
      row(["everyone", "namespace"], 'io.of("/").emit("news")', {
        by: everyone,
        why: "The same again: io is the namespace /.",
      }),
      row(["everyone"], 'io.send("news")', {
        sends: "message",
        by: everyone,
        why: 'send(…) is emit("message", …).',
      }),
    ],
  },
  {
    title: "Everyone but me",
    lesson: 8,
    rows: [known("socket.broadcast", "others"), known("io.except(me)", "others")],
  },
  {
    title: "Only me",
    lesson: 8,
    rows: [
      known("socket", "me"),
      row(["me"], 'socket.send("news")', {
        sends: "message",
        by: ["Alice"],
        why: 'send(…) is emit("message", …).',
      }),
      row(["me"], 'socket.emit("news", 1, "2", { 3: Buffer.from([4]) })', {
        by: ["Alice"],
        why: "As many arguments as you like; bytes travel beside the text.",
      }),
      row(["me"], 'socket.compress(false).emit("news")', {
        by: ["Alice"],
        why: "Whether it is compressed never changes who gets it.",
      }),
    ],
  },
  {
    title: "One other",
    lesson: 8,
    rows: [known("io.to(Bob)", "one"), known("socket.to(Bob)", "one")],
  },
  {
    title: "A room",
    lesson: 9,
    rows: [
      known("io.to(room1)", "room"),
      known("io.to(room2)", "room"),
      row(["room"], 'io.in("room1").emit("news")', {
        by: ["Alice", "Bob", "Carol"],
        why: "in is another word for to.",
      }),
      known("socket.to(room1)", "room", "others"),
      known("socket.in(room1)", "room", "others"),
      known("broadcast.to", "room", "others"),
    ],
  },
  {
    title: "Several rooms",
    lesson: 9,
    rows: [
      known("io.to both", "rooms"),
      row(["rooms"], 'io.to(["room1", "room2"]).emit("news")', {
        by: everyone,
        why: "The same, as a list. Mind that an empty one is everyone.",
      }),
      known("socket.to both", "rooms", "others"),
      row(["rooms", "others"], 'socket.to(["room1", "room2"]).emit("news")', {
        by: others,
        why: "The same, as a list.",
      }),
      known("two emits", "rooms"),
    ],
  },
  {
    title: "A room, but not …",
    lesson: 9,
    rows: [
      known("io.to, except", "except"),
      known("io.except(room1)", "except"),
      row(["except", "others"], 'socket.to("room1").except("room2").emit("news")', {
        by: ["Bob"],
        why: "Members of room1 who are not in room2, without this socket.",
      }),
      row(["except", "others"], 'socket.except("room2").emit("news")', {
        by: ["Bob"],
        why: "Everyone who is not in room2, without this socket.",
      }),
    ],
  },
  {
    title: "A namespace",
    lesson: 16,
    rows: [
      row(["namespace"], 'io.of("/chat").emit("news")', {
        by: ["Bob", "Carol"],
        why: "Only Bob and Carol are connected to /chat.",
      }),
      row(["namespace", "room"], 'io.of("/chat").to("room1").emit("news")', {
        by: ["Bob"],
        why: "Rooms belong to a namespace: in /chat, only Bob joined a room1.",
      }),
    ],
  },
  {
    title: "All that one user has open",
    lesson: 10,
    rows: [
      row(["user", "one"], 'io.to("user:Bob").emit("news")', {
        by: ["Bob"],
        why: "Every connection of Bob’s joins this room. Open him a second tab: both get it.",
      }),
      row(["user"], 'socket.to("user:Alice").emit("news")', {
        by: [],
        why: "Alice’s other tabs. She has none, until you open her one.",
      }),
      row(["user", "others"], 'io.except("user:Alice").emit("news")', {
        by: others,
        why: "Everyone but Alice, in whatever tab.",
      }),
    ],
  },
  {
    title: "With an answer",
    lesson: 6,
    rows: [
      row(["answer", "me"], 'socket.emit("news", (answer) => console.log(answer))', {
        by: ["Alice"],
        why: "Calls back when she answers. If she never does, never.",
      }),
      row(
        ["answer", "me"],
        'socket.timeout(1000).emit("news", (error, answer) => console.log(error, answer))',
        { by: ["Alice"], why: "Calls back with an error after a second without an answer." },
      ),
      row(["answer", "me"], 'console.log(await socket.timeout(1000).emitWithAck("news"))', {
        by: ["Alice"],
        why: "The same, to be awaited: it throws when no answer comes in time.",
      }),
      row(["answer", "everyone"], 'console.log(await io.timeout(1000).emitWithAck("news"))', {
        by: everyone,
        why: "A list with everyone’s answer; it throws if one is missing.",
      }),
      row(
        ["answer", "room"],
        'io.to("room2").timeout(1000).emit("news", (error, answers) => console.log(answers))',
        {
          by: ["Carol", "Dave"],
          why: "A list of those that came, with an error if one is missing.",
        },
      ),
      row(
        ["answer", "room", "others"],
        'console.log(await socket.to("room1").timeout(1000).emitWithAck("news"))',
        { by: ["Bob", "Carol"], why: "A list, without this socket’s." },
      ),
    ],
  },
  {
    title: "Whoever is ready",
    lesson: 12,
    rows: [
      row(["lossy", "me"], 'socket.volatile.emit("news")', {
        by: ["Alice"],
        why: "Dropped, and not sent later, if her connection cannot take it now.",
      }),
      row(["lossy", "everyone"], 'io.volatile.emit("news")', {
        by: everyone,
        why: "Everyone whose connection can take it now.",
      }),
      row(["lossy", "room", "others"], 'socket.volatile.to("room1").emit("news")', {
        by: ["Bob", "Carol"],
        why: "The same for a room, without this socket.",
      }),
    ],
  },
  {
    title: "This server, other servers",
    lesson: 20,
    rows: [
      known("io.local", "local"),
      known("socket.local", "local", "others"),
      row(["local", "room"], 'io.local.to("room1").emit("news")', {
        by: ["Alice", "Bob", "Carol"],
        why: "Members of room1 who are connected to this process.",
      }),
      row(["servers"], 'io.serverSideEmit("news")', {
        by: [],
        why: "To the other servers of a cluster, and to no client. Here there is no other.",
      }),
    ],
  },
  {
    title: "Nobody, and by accident everybody",
    lesson: 8,
    rows: [
      known("socket.to(me)", "nobody"),
      known("to nowhere", "nobody"),
      known("to undefined", "nobody"),
      known("to empty", "nobody"),
      known("to none", "nobody", "everyone"),
    ],
  },
  { title: "From a client, to the server", lesson: 5, rows: fromClients },
];
