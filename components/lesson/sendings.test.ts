import { expect, test } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { LinkId, RequestId } from "#trace/event.ts";
import { pushedSentence } from "#trace/pushed.ts";
import { areAsAtTheStart } from "./at-the-start.ts";
import { areConnected } from "./connected.ts";
import { cameOf, cameToNothing, reachedExactly, sendings } from "./sendings.ts";

/** Alice, Bob and Carol, connected. */
function three(): Builder {
  const run = build();
  for (const name of ["Alice", "Bob", "Carol"]) run.connects(name);
  return run;
}

/** A client of the scene is told to emit, and does. */
function does(run: Builder, client: string, event: string): void {
  run.fact({ kind: "act", act: 1, client, deed: { do: "emit", nsp: "/", event, args: [] } });
  run.sends(client, event);
}

let requests = 40;
/** A client asks for something over plain HTTP. */
function asks(run: Builder, client: string, asked: string): RequestId {
  const [method = "", target = ""] = asked.split(" ");
  const request = RequestId.parse(++requests);
  const body = { base64: "", size: 0 };
  const on = { version: "1.1", headers: [], body, request, link: LinkId.parse(1), client };
  run.fact({ kind: "http.request", ...on, method, target });
  return request;
}

test("a sending says who got it, how often, and whose packet set it off", () => {
  const run = three();
  does(run, "Alice", "say");
  run.broadcasts("said", { except: ["Alice"] });
  const [sending] = sendings(run.trace(), "said");
  if (!sending) throw new Error("nothing was sent");
  expect([sending.from, ...sending.got]).toEqual(["Alice", ["Bob", 1], ["Carol", 1]]);
  expect(reachedExactly(sending, { exactly: ["Carol", "Bob"] })).toBe(true);
  expect(reachedExactly(sending, { exactly: ["Bob"] })).toBe(false);
  expect(reachedExactly(sending, { exactly: ["Bob", "Carol"], times: 2 })).toBe(false);
});

test("two emits of one turn are one sending, and whoever is in both rooms got it twice", () => {
  const run = three();
  run.joins("Bob", "room1");
  run.joins("Bob", "room2");
  run.joins("Carol", "room2");
  does(run, "Alice", "two");
  run.broadcasts("news", { rooms: ["room1"] });
  run.broadcasts("news", { rooms: ["room2"] });
  does(run, "Alice", "two");
  run.broadcasts("news", { rooms: ["room3"] });
  expect(sendings(run.trace(), "news").map(({ got }) => Object.fromEntries(got))).toEqual([
    { Bob: 2, Carol: 1 },
    {},
  ]);
});

test("what came of an act is what its own packet set off, and only after it", () => {
  const run = three();
  const asked = { client: "Bob", emit: "say" };
  expect(cameOf(run.trace(), asked, { event: "said" })).toBeUndefined();
  does(run, "Bob", "say");
  expect(cameOf(run.trace(), asked, { event: "said" })).toBeUndefined();
  does(run, "Alice", "say");
  run.broadcasts("said", { except: ["Alice"] });
  expect(cameOf(run.trace(), asked, { event: "said" })).toBeUndefined();
  const since = run.trace().at(-1)?.seq ?? 0;
  does(run, "Bob", "say");
  run.broadcasts("said", { except: ["Bob"] });
  const came = cameOf(run.trace(), asked, { event: "said", since });
  expect([...(came?.got.keys() ?? [])]).toEqual(["Alice", "Carol"]);
  const now = run.trace().at(-1)?.seq ?? 0;
  expect(cameOf(run.trace(), asked, { event: "said", since: now })).toBeUndefined();
});

test("that nothing came of an act is known when nobody listens for it, or all has come to rest", () => {
  const run = three();
  const asked = { client: "Alice", emit: "say" };
  const came = () => cameToNothing(run.trace(), asked, { event: "said" })?.why;
  does(run, "Alice", "say");
  expect(came()).toBeUndefined();
  run.fact({ kind: "settled", ok: false, heldUpBy: ["a timer"], notProvenFor: [] });
  expect(came()).toBeUndefined();
  run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
  expect(came()).toBe("silent");
  run.fact({
    kind: "act",
    act: 2,
    client: "Alice",
    deed: { do: "emit", nsp: "/", event: "say", args: [] },
  });
  run.sendsInVain("Alice", "say");
  expect(came()).toBe("unheard");
  const nothing = () => cameToNothing(run.trace(), asked, { event: "said" });
  expect(nothing()).toBe(nothing());
  does(run, "Alice", "say");
  run.broadcasts("said");
  run.fact({ kind: "settled", ok: true, heldUpBy: [], notProvenFor: [] });
  expect(came()).toBeUndefined();
});

test("what a route sends is of whoever asked it", () => {
  const run = three();
  const deed = { do: "http", method: "POST", path: "/messages" } as const;
  run.fact({ kind: "act", act: 1, client: "Bob", deed });
  const request = asks(run, "Bob", "POST /messages");
  run.turn({ by: "request", request });
  run.broadcasts("news", { except: ["Bob"] });
  const came = (post: string) => cameOf(run.trace(), { client: "Bob", post }, { event: "news" });
  expect([...(came("/messages")?.got.keys() ?? [])]).toEqual(["Alice", "Carol"]);
  expect(came("/others")).toBeUndefined();
});

test("everyone is there when each is connected, or was refused", () => {
  const run = three();
  const everyone = [{ name: "Alice" }, { name: "Bob" }, { name: "Carol" }];
  expect(areConnected(run.trace(), [...everyone, { name: "Dave" }])).toBe(false);
  expect(areConnected(run.trace(), everyone)).toBe(true);
  run.disconnects("Bob");
  expect(areConnected(run.trace(), everyone)).toBe(false);
  const state = { state: "refused", message: "unauthorized" } as const;
  run.fact({ kind: "client", client: "Bob", nsp: "/", state, buffered: 0 });
  expect(areConnected(run.trace(), everyone)).toBe(true);
});

test("whoever connects to nothing is there at once, or when its program has asked for something", () => {
  const run = three();
  const page = { name: "Dave", namespaces: [] };
  expect(areConnected(run.trace(), [page])).toBe(true);
  expect(areConnected(run.trace(), [{ ...page, file: "client.js" }])).toBe(false);
  asks(run, "Dave", "GET /wait");
  expect(areConnected(run.trace(), [{ ...page, file: "client.js" }])).toBe(true);
});

test("what a turn says to those who had asked before is sent with it, and its own answer is not", () => {
  const run = three();
  const held = asks(run, "Dave", "GET /wait");
  const stream = asks(run, "Eve", "GET /stream");
  const deed = { do: "http", method: "POST", path: "/price" } as const;
  run.fact({ kind: "act", act: 1, client: "Bob", deed });
  const post = asks(run, "Bob", "POST /price");
  const turn = run.turn({ by: "request", request: post });
  run.broadcasts("price");
  const said = { base64: btoa('{"n":1}'), size: 7 };
  const link = LinkId.parse(1);
  const head = { version: "1.1", status: 200, reason: "OK", headers: [], body: said, link, turn };
  run.fact({ kind: "http.response", ...head, client: "Dave", request: held });
  const piece = { bytes: said, link, turn, isLast: false };
  run.fact({ kind: "http.chunk", ...piece, client: "Eve", request: stream });
  run.fact({ kind: "http.response", ...head, client: "Bob", request: post });
  const came = cameOf(run.trace(), { client: "Bob", post: "/price" }, { event: "price" });
  expect([...(came?.got ?? [])]).toEqual(
    ["Alice", "Bob", "Carol", "Dave", "Eve"].map((name) => [name, 1]),
  );
  expect(came?.pushed.map(pushedSentence)).toEqual([
    "Dave was sent it: as the answer to GET /wait, which had waited.",
    "Eve was sent it: as a piece of the answer to GET /stream, which goes on.",
  ]);
});

test("it can be asked at every moment of a trace", () => {
  const run = three();
  does(run, "Alice", "say");
  run.broadcasts("said");
  for (let end = 0; end <= run.trace().length; end++)
    expect(sendings(run.trace().slice(0, end), "said").length).toBeLessThanOrEqual(1);
});

test("a run is as at the start until somebody joins, leaves, goes or suffers, and again when that is undone", () => {
  const everyone = ["Alice", "Bob", "Carol"].map((name) => ({ name }));
  const is = (run: Builder) => areAsAtTheStart(run.trace(), everyone);
  const run = three();
  run.joins("Bob", "room1");
  expect(is(run)).toBe(true);
  does(run, "Alice", "say");
  run.broadcasts("said", { except: ["Alice"] });
  expect(is(run)).toBe(true);
  run.joins("Alice", "room1");
  expect(is(run)).toBe(false);
  run.leaves("Alice", "room1");
  expect(is(run)).toBe(true);
  run.connects("Dave");
  expect(is(run)).toBe(true);
  const second = run.connects("Bob");
  expect(is(run)).toBe(false);
  run.disconnects(second);
  run.disconnects("Bob");
  expect(is(run)).toBe(false);
  run.connects("Bob");
  run.joins("Bob", "room1");
  expect(is(run)).toBe(true);

  const twice = three();
  twice.connects("Alice");
  expect(is(twice)).toBe(false);

  const early = build();
  early.connects("Alice");
  does(early, "Alice", "say");
  early.connects("Bob");
  early.connects("Carol");
  expect(is(early)).toBe(false);
});
