// The index of the API has every member there is, and the search leads only to what is there.
import { createRequire } from "node:module";
import { parse } from "acorn";
import { Manager, Socket as ClientSocket } from "socket.io-client";
import { Namespace, Server, Socket } from "socket.io";
import { beforeAll, describe, expect, test } from "vitest";
import { SearchIndex } from "#protocol/search-index.ts";
import { alsoCalled } from "./also-called.ts";
import { apiEntries } from "./api-entries.ts";
import { apiIndex } from "./api-index.ts";
import { lessonsInOrder } from "./course.ts";
import { type OpenLesson, openLessons } from "./open-lesson.ts";
import { searchIndex } from "./search-index.ts";
import { taughtIn } from "./taught.ts";

// They are in the package, and none of its exports.
const inside = createRequire(createRequire(import.meta.url).resolve("socket.io"));
const { BroadcastOperator, RemoteSocket } = inside("./broadcast-operator.js") as Record<
  string,
  new () => object
>;

/** Public to JavaScript and to nobody else: not in the documentation, or in the types as private. */
const INTERNAL: Readonly<Record<string, string>> = {
  server: "extractFilename initEngine attachServe serve",
  namespace: "run",
  socket: `buildHandshake registerAckCallback packet leaveAll onevent ack onack ondisconnect dispatch run
    notifyOutgoingListeners newBroadcastOperator`,
  "client-socket": `subEvents packet onopen onerror onclose onpacket onevent emitEvent ack onack onconnect emitBuffered
    ondisconnect destroy notifyOutgoingListeners`,
  manager: `maybeReconnectOnOpen onopen onping ondata ondecoded onerror cleanup disconnect onclose reconnect
    onreconnect`,
};
/** Node's, and component-emitter's. */
const EMITTER =
  /^(?:(?:set|get)MaxListeners|(?:add|prepend|prependOnce|raw)Listeners?|listenerCount|(?:on|once|off|removeListener|removeAllListeners|listeners|eventNames|hasListeners))$/;

const bare = (name: string) => name.replace(/^new .*/, "constructor").split("(")[0] ?? name;
const namesOf = (id: string) =>
  new Set(apiIndex.find((object) => object.id === id)?.members.map(([name]) => bare(name)));

test.each([
  ["server", Server, []],
  // What a server sends, chooses and asks with is its namespace's too.
  ["namespace", Namespace, ["server"]],
  ["broadcast-operator", BroadcastOperator, []],
  ["socket", Socket, []],
  ["remote-socket", RemoteSocket, []],
  ["client-socket", ClientSocket, []],
  ["manager", Manager, []],
] as const)("every member of %s is in the index", (id, made, also) => {
  const there = Object.getOwnPropertyNames(made?.prototype)
    .filter((name) => !name.startsWith("_") && name !== "constructor" && !EMITTER.test(name))
    .filter((name) => !INTERNAL[id]?.split(/\s+/).includes(name));
  const known = [id, ...also].map((one) => namesOf(one));
  expect(there.filter((name) => !known.some((names) => names.has(name)))).toEqual([]);
  expect(there.length).toBeGreaterThan(3);
});

test("every line of the index is JavaScript that can be taken away", () => {
  const lines = apiIndex.flatMap(({ members }) => members.map(([, , , code]) => code));
  const LINE = {
    ecmaVersion: "latest",
    sourceType: "module",
    allowReturnOutsideFunction: true,
  } as const;
  const isCode = (code: string): boolean => {
    try {
      return parse(code, LINE).body.length > 0;
    } catch {
      return false;
    }
  };
  expect(lines.filter((code) => !isCode(code))).toEqual([]);
});

describe("what the site can be searched for", () => {
  let lessons: readonly OpenLesson[];
  beforeAll(async () => {
    lessons = await openLessons();
  });

  test("is in sections that have an anchor and a heading of their own", () => {
    for (const { lesson } of lessons) {
      const [before, ...sections] = lesson.outline.sections;
      expect(before?.id).toBe("");
      for (const of of [sections.map(({ id }) => id), sections.map(({ title }) => title)])
        expect(of.filter(Boolean)).toEqual([...new Set(of)]);
      expect(sections.length).toBeGreaterThan(2);
    }
  });

  test("leads to sections, members and lessons that are there", () => {
    const api = apiEntries(lessons).flatMap(({ id, members }) => [id, ...members.map((m) => m.id)]);
    expect(api).toEqual([...new Set(api)]);
    const anchors = new Set([
      "/",
      "/learn",
      "/api",
      "/cheatsheet",
      ...lessonsInOrder.map(({ number }) => `/learn#lesson-${number}`),
      ...api.map((id) => `/api#${id}`),
      ...lessons.flatMap(({ slug, lesson }) => [
        `/learn/${slug}`,
        ...lesson.outline.sections.map(({ id }) => `/learn/${slug}#${id}`),
      ]),
    ]);
    const entries = SearchIndex.parse(searchIndex(lessons));
    const taught = apiEntries(lessons).flatMap(({ members }) => members.map((m) => m.taught.href));
    const hrefs = [...entries.map(({ href }) => href), ...taught];
    expect(hrefs.filter((href) => !anchors.has(href))).toEqual([]);
  });

  test("has nothing twice, and every lesson, belief, message and member", () => {
    const entries = searchIndex(lessons);
    const keys = entries.map(({ kind, title, href }) => `${kind} ${title} ${href}`);
    expect(keys).toEqual([...new Set(keys)]);
    const count = (kind: string) => entries.filter((entry) => entry.kind === kind).length;
    expect(count("lesson")).toBe(22);
    expect(count("api")).toBe(apiIndex.flatMap(({ members }) => members).length);
    expect(count("misconception")).toBeGreaterThanOrEqual(50);
    expect(count("error")).toBeGreaterThanOrEqual(40);
  });

  test("knows every lesson by what people call it, each name once", () => {
    expect(Object.keys(alsoCalled)).toEqual(lessonsInOrder.map(({ number }) => `${number}`));
    const names = Object.values(alsoCalled).flat();
    expect(names).toEqual([...new Set(names)]);
    const [first] = searchIndex(lessons).filter(({ kind }) => kind === "lesson");
    expect(first?.also).toContain("websocket vs http");
  });

  test("finds the section that teaches a member by its first use", () => {
    const where = (object: string, name: string) =>
      apiEntries(lessons)
        .find(({ id }) => id === object)
        ?.members.find((member) => member.name === name)?.taught.href;
    expect(where("socket", "join(room)")).toBe("/learn/rooms#a-name-and-who-is-in-it");
    expect(where("socket", 'on("disconnecting")')).toBe("/learn/rooms#when-somebody-goes");
    expect(where("socket", "broadcast")).toBe("/learn/who-receives-it#your-first-guess");
  });

  test("a lesson that is not written has its place on the map, and one that is not there is a mistake", () => {
    expect(taughtIn([], 22, () => true)).toMatchObject({
      href: "/learn#lesson-22",
      isWritten: false,
    });
    expect(() => taughtIn([], 23, () => true)).toThrow("no lesson 23");
  });
});
