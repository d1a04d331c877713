import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ApiList } from "#components/lesson/api-list.tsx";
import { letterKeys } from "#components/playground/letter-keys.ts";
import { hasCommandKey } from "#components/ui/command-key.ts";
import type { SearchEntry } from "#protocol/search-index.ts";
import { found, isOneSlipAway } from "./found.ts";
import { SITE_KEYS } from "./site-keys.ts";
import { createSitePresses, hasLetters, type SitePress } from "./site-press.ts";

const entry = (kind: SearchEntry["kind"], title: string, more: Partial<SearchEntry> = {}) => ({
  kind,
  title,
  says: "",
  href: `/${title}`,
  where: "Lesson 4",
  ...more,
});
const entries: readonly SearchEntry[] = [
  entry("page", "The map of the course"),
  entry("lesson", "Rooms"),
  entry("section", "When somebody goes", { words: "A room is not a mailbox. xhr poll error" }),
  entry("error", "xhr poll error", { says: "The first request got no usable answer" }),
  entry("error", "io is not a function"),
  entry("api", "rooms", { says: "The rooms it is in" }),
  entry("api", "to(room)"),
  entry("misconception", "io.to(room) includes the sender."),
];
const titles = (query: string) => found(entries, query).map(({ title }) => title);

describe("what is found", () => {
  test("begins with what is called so, and has what only speaks of it too", () => {
    expect(titles("xhr poll error")).toEqual(["xhr poll error", "When somebody goes"]);
    expect(titles("IO is not a functi")).toEqual(["io is not a function"]);
    expect(titles("io.to")[0]).toBe("io.to(room) includes the sender.");
    expect(titles("rooms").slice(0, 2).toSorted()).toEqual(["Rooms", "rooms"]);
    expect(titles("mailbox")).toEqual(["When somebody goes"]);
    expect(titles("  poll   answer ")).toEqual(["xhr poll error"]);
  });

  test("forgives one slip in a long word, and finds nothing where one word fits nothing", () => {
    expect(titles("fucntion")).toEqual(["io is not a function"]);
    expect(titles("functoin io")).toEqual(["io is not a function"]);
    expect(titles("function zebra")).toEqual([]);
    expect(titles("in")).not.toContain("io is not a function");
  });

  test("is what people call it too, in whatever words they ask", () => {
    const also = ["websocket vs http", "difference between io and socket"];
    const named = [entry("section", "HTTP and WebSocket"), entry("lesson", "Objects", { also })];
    const first = (query: string) => found([...entries, ...named], query)[0]?.title;
    expect(first("http vs websocket")).toBe("Objects");
    expect(first("http websocke")).toBe("HTTP and WebSocket");
    expect(first("what is the difference between io and socket?")).toBe("Objects");
    expect(found(named, "objects zebra")).toEqual([]);
    expect(found(named, "vs")).toHaveLength(1);
  });

  test("is the pages and lessons when nothing is asked", () => {
    expect(titles(" ")).toEqual(["The map of the course", "Rooms"]);
  });

  test("a slip is one letter, wherever it is", () => {
    const away = (words: string) => words.split(" ").filter((one) => isOneSlipAway("rooms", one));
    const slips = "room roomss tooms roosm orooms romos";
    expect(away(slips)).toEqual(slips.split(" "));
    expect(away(" oom rooms moors roo roomsss")).toEqual([]);
  });
});

describe("the keys of every page", () => {
  const press = (key: string, timeStamp = 0, how: Partial<SitePress> = {}): SitePress => ({
    key,
    timeStamp,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    ...how,
  });

  const reader = (hasLetters = true) =>
    createSitePresses({ isCommand: ({ metaKey }) => metaKey, hasLetters: () => hasLetters });

  test("are all that the table has: a letter after g, or with Ctrl or Cmd from anywhere", () => {
    const pressed = SITE_KEYS.map(({ key }) => {
      const read = reader();
      const [first = "", last = ""] = key.split(/[ +]/);
      const isCombined = first === "Ctrl";
      const begun = isCombined ? undefined : read(press(first), false);
      return [begun, read(press(last.toUpperCase(), 1_000, { metaKey: isCombined }), isCombined)];
    });
    expect(pressed).toEqual(SITE_KEYS.map(({ key }) => [key[1] === " " ? "g" : undefined, key]));
  });

  test("are the list of them, for whom letters are keys and who is not writing", () => {
    const list = press("?", 0, { shiftKey: true });
    expect(reader()(list, false)).toBe("?");
    expect(reader()(list, true)).toBeUndefined();
    expect(reader(false)(list, false)).toBeUndefined();
    expect(reader()({ ...list, ctrlKey: true }, false)).toBeUndefined();
  });

  test("are none but those of the table", () => {
    const after = "abcdefghijklmnopqrstuvwxyz0123456789?/ ".split("").filter((key) => {
      const read = reader();
      read(press("g"), false);
      return read(press(key, 10), false)?.startsWith("g ");
    });
    const letters = SITE_KEYS.flatMap(({ key }) => (key.startsWith("g ") ? [key.slice(2)] : []));
    expect(after).toEqual(letters.toSorted());
  });

  test("are only the search where single letters are switched off", () => {
    const kept = new Map<string, string>();
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => void kept.set(key, text),
    });
    onTestFinished(() => {
      letterKeys.set("on");
      vi.unstubAllGlobals();
    });
    expect(hasLetters()).toBe(true);
    letterKeys.set("off");
    expect(hasLetters()).toBe(false);
    const read = reader(false);
    expect(read(press("g"), false)).toBeUndefined();
    expect(read(press("m", 10), false)).toBeUndefined();
    expect(read(press("k", 20, { metaKey: true }), false)).toBe("Ctrl+k");
  });

  test("leave alone what Ctrl does on a Mac, and Cmd elsewhere", () => {
    onTestFinished(() => void vi.unstubAllGlobals());
    const on = (platform: string) => {
      vi.stubGlobal("navigator", { platform });
      return [
        hasCommandKey({ ctrlKey: true, metaKey: false }),
        hasCommandKey({ ctrlKey: false, metaKey: true }),
      ];
    };
    expect(on("MacIntel")).toEqual([false, true]);
    expect(on("Linux x86_64")).toEqual([true, false]);
    expect(reader()(press("k", 0, { ctrlKey: true }), true)).toBeUndefined();
  });

  test("are nobody's when the letter comes late, or alone, or with another key, or is written", () => {
    const read = reader();
    expect(read(press("m"), false)).toBeUndefined();
    read(press("g"), false);
    expect(read(press("m", 5_000), false)).toBeUndefined();
    read(press("g"), false);
    expect(read(press("m", 10, { altKey: true }), false)).toBeUndefined();
    read(press("g"), false);
    expect(read(press("Enter", 10), false)).toBeUndefined();
    expect(read(press("g"), true)).toBeUndefined();
    expect(read(press("m", 10), true)).toBeUndefined();
    expect(read(press("K", 0, { metaKey: true, shiftKey: true }), false)).toBeUndefined();
    expect(read(press("c", 0, { metaKey: true }), false)).toBeUndefined();
  });
});

test("without a script the index of the API is whole: what it does, where it is taught, a line of code", () => {
  const taught = {
    href: "/learn/rooms#a",
    lesson: 9,
    title: "Rooms",
    section: "A",
    isWritten: true,
  };
  const member = {
    id: "socket-join",
    name: "join(room)",
    says: "Joins.",
    code: 'join("a");',
    taught,
  };
  const later = { href: "/learn#lesson-20", lesson: 20, title: "Scaling out", isWritten: false };
  const html = renderToStaticMarkup(
    <ApiList
      groups={[
        {
          id: "socket",
          title: "Socket",
          says: "The server’s end.",
          members: [member, { ...member, id: "socket-local", taught: later }],
        },
      ]}
    />,
  );
  expect(html).toContain('<li id="socket-join"');
  expect(html).toContain('<a href="/learn/rooms#a">Lesson 9: A</a>');
  expect(html).toContain('<code id="socket-join-code">join(&quot;a&quot;);</code>');
  expect(html).toContain('<a href="/learn#lesson-20">Lesson 20: Scaling out</a>, being written');
});
