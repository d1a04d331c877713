import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Trace } from "#trace/event.ts";
import { latestMoves, type Room, roomMaps } from "#trace/rooms.ts";
import { newsWords } from "#trace/room-words.ts";
import { withGap } from "#trace/testing/every-prefix.ts";
import { seeded } from "#trace/testing/seeded.ts";

const where = { file: "server.js", line: 7, column: 3 };
const room = (trace: Trace, name: string, nsp = "/"): Room => {
  const found = roomMaps(trace)
    .find((map) => map.nsp === nsp)
    ?.rooms.find((one) => one.room === name);
  if (found === undefined) throw new Error(`there is no room ${name}`);
  return found;
};
const names = ({ members }: Room): readonly string[] => members.map(({ who }) => who);

/** What the adapter holds, as the checkpoint has it: `nsp room: ids`. */
function heldBy(trace: Trace): readonly string[] {
  const { sockets, joining = [] } = checkpointOf(trace);
  const held = new Map<string, string[]>();
  for (const { nsp, id, rooms } of [...sockets, ...joining])
    for (const name of rooms)
      held.set(`${nsp} ${name}`, [...(held.get(`${nsp} ${name}`) ?? []), id]);
  return [...held].map(([key, ids]) => `${key}: ${ids.toSorted().join(" ")}`).toSorted();
}

function heldByRooms(trace: Trace): readonly string[] {
  return roomMaps(trace)
    .flatMap(({ nsp, rooms }) =>
      rooms
        .filter(({ members }) => members.length > 0)
        .map(
          ({ room: name, members }) =>
            `${nsp} ${name}: ${members
              .map(({ id }) => id)
              .toSorted()
              .join(" ")}`,
        ),
    )
    .toSorted();
}

function visited(): Builder {
  const t = build();
  t.connects("Alice");
  t.connects("Bob");
  t.joins("Alice", "red");
  t.joins("Bob", "red");
  t.leaves("Alice", "red");
  return t;
}

describe("the rooms of a namespace", () => {
  it("are not there before anybody was in one", () => {
    expect(roomMaps(build().trace())).toEqual([]);
  });

  it("have their members since they joined, and every coming and going with its place in the run", () => {
    const trace = visited().trace();
    const red = room(trace, "red");
    expect(names(red)).toEqual(["Bob"]);
    expect(red.moves.map(({ who, move }) => `${who} ${move}`)).toEqual([
      "Alice joined",
      "Bob joined",
      "Alice left",
    ]);
    const [, joined] = trace.filter(
      (event) => event.kind === "room.joined" && event.room === "red",
    );
    expect(red.members[0]?.since).toMatchObject({ seq: joined?.seq, at: joined?.at });
    expect(red).toMatchObject({ of: undefined, gone: undefined });
  });

  it("are gone when the last has left, and there again with the next", () => {
    const t = visited();
    t.leaves("Bob", "red");
    const left = t.trace().at(-1);
    expect(room(t.trace(), "red")).toMatchObject({ members: [], gone: { seq: left?.seq } });
    t.joins("Alice", "red");
    expect(room(t.trace(), "red")).toMatchObject({ gone: undefined });
  });

  it("count as somebody's own when they have the id of a socket", () => {
    const t = visited();
    t.joins("Bob", "Alice-id-1");
    const own = room(t.trace(), "Alice-id-1");
    expect(own.of).toBe("Alice");
    expect(names(own)).toEqual(["Alice", "Bob"]);
  });

  it("are known by each socket, its own room first", () => {
    const [map] = roomMaps(visited().trace());
    expect(map?.sids.map(({ who, rooms }) => `${who}: ${rooms.join(" ")}`)).toEqual([
      "Alice: Alice-id-1",
      "Bob: Bob-id-2 red",
    ]);
  });

  it("are told apart by namespace, the first one first", () => {
    const t = build();
    t.connects("Alice", { nsp: "/news" });
    t.enters("Alice", "/");
    t.joins("Alice", "red", { nsp: "/news" });
    expect(roomMaps(t.trace()).map(({ nsp, rooms }) => `${nsp} ${rooms.length}`)).toEqual([
      "/ 1",
      "/news 2",
    ]);
  });

  it("end with the program, and begin again with the one that comes after a restart", () => {
    const restart = {
      kind: "disturbance",
      phase: "begun",
      on: { side: "server" },
      disturbance: { is: "restart", down: 0 },
    } as const;
    for (const end of [restart, { kind: "run.ended", why: "stopped", code: 0 } as const]) {
      const t = visited();
      t.fact(end);
      expect(heldByRooms(t.trace())).toEqual([]);
      expect(room(t.trace(), "red").gone?.seq).toBe(t.trace().at(-1)?.seq);
    }
  });

  it("that middleware joined belong to a socket by its id until it opens", () => {
    const t = build();
    t.fact({
      kind: "room.joined",
      turn: t.turn({ by: "load" }),
      nsp: "/",
      room: "red",
      id: "early",
    });
    expect(room(t.trace(), "red").members).toMatchObject([{ who: "early", client: undefined }]);
  });

  it("behind a gap have members of whom nobody knows since when", () => {
    const trace = visited().trace();
    expect(room(withGap(trace, trace.length), "red").members).toMatchObject([
      { who: "Bob", since: undefined },
    ]);
  });

  it("hold what the adapter held, at every moment of random conversations", () => {
    for (let seed = 300; seed < 304; seed++) {
      const random = seeded(seed);
      const t = build();
      const people = ["Alice", "Bob", "Carol"];
      for (const client of people) t.connects(client);
      const isThere = new Set(people);
      for (let i = 0; i < 25; i++) {
        const [client, name] = [random.pick(people), random.pick(["red", "blue"])];
        if (!isThere.has(client)) {
          t.connects(client);
          isThere.add(client);
        } else if (random.chance(0.15)) {
          t.disconnects(client);
          isThere.delete(client);
        } else if (random.chance(0.5)) t.joins(client, name);
        else t.leaves(client, name);
      }
      const trace = t.trace();
      for (let length = 0; length <= trace.length; length++) {
        const now = trace.slice(0, length);
        expect(heldByRooms(now), `seed ${seed}, ${length} events`).toEqual(heldBy(now));
      }
    }
  });
});

describe("what is known of a room outside the server", () => {
  it("is nothing, unless its name was sent", () => {
    expect(newsWords(room(visited().trace(), "red"))).toBe("only the server knows");
  });

  it("is its name, for whoever sent it and whoever was told", () => {
    const t = visited();
    t.sends("Alice", "join", { args: [{ room: "red" }] });
    t.broadcasts("joined", { args: ["red"], rooms: ["red"] });
    t.emits("Alice", "joined", { args: ["red"] });
    const red = room(t.trace(), "red");
    expect(red.news).toMatchObject([
      { client: "Alice", way: "sent", event: "join" },
      { client: "Bob", way: "told", event: "joined" },
    ]);
    expect(newsWords(red)).toBe("sent by Alice in join; told to Bob in joined");
  });

  it("of somebody's own is the id in the answer to her CONNECT", () => {
    expect(newsWords(room(visited().trace(), "Alice-id-1"))).toBe("told to Alice");
  });

  it("is said of a few by name", () => {
    const t = build();
    const many = ["A", "B", "C", "D", "E"];
    for (const client of many) t.connects(client);
    t.joins("A", "red");
    t.broadcasts("news", { args: ["red"] });
    expect(newsWords(room(t.trace(), "red"))).toBe("told to 5 clients in news");
  });
});

describe("the latest moves", () => {
  it("are the last of them, and the number of those before", () => {
    const t = visited();
    for (let i = 0; i < 3; i++) {
      t.joins("Alice", "red");
      t.leaves("Alice", "red");
    }
    const { earlier, moves } = latestMoves(room(t.trace(), "red"), 4);
    expect(earlier).toBe(5);
    expect(moves).toHaveLength(4);
  });

  it("carry the line of the program that made them", () => {
    const t = visited();
    t.fact({
      kind: "room.joined",
      turn: t.turn({ by: "load" }),
      nsp: "/",
      room: "x",
      id: "y",
      where,
    });
    expect(room(t.trace(), "x").moves[0]?.where).toEqual(where);
  });
});
