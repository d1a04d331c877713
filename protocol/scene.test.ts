import { expect, test } from "vitest";
import { Act, deedOf, openingOf, Scene, SceneClient } from "./scene.ts";

test("a client's own words and socket.io-client's stand side by side, and are told apart", () => {
  const alice = SceneClient.parse({
    name: "Alice",
    origin: "http://localhost:5173",
    transports: ["websocket"],
    auth: { token: "abc" },
    namespaces: ["/chat"],
    file: "client.js",
    buttons: [{ label: "Say hello", deed: { do: "emit", nsp: "/", event: "hello", args: [] } }],
  });
  const text = "async function(exports,require,module){io()\n}";
  const file = { file: "client.js", kind: "script", text, head: 40, finds: {}, after: [] } as const;
  const code = { files: [{ ...file, after: [] }] };
  expect(openingOf(alice, { url: "http://localhost:4000/@alice", code })).toEqual({
    name: "Alice",
    url: "http://localhost:4000/@alice",
    server: "http://localhost:3000",
    page: "http://localhost:5173",
    namespaces: ["/chat"],
    options: { transports: ["websocket"], auth: { token: "abc" } },
    code,
  });
});

test.each([
  [
    "an option that is not socket.io-client's",
    { clients: [{ name: "Alice", tranports: ["polling"] }] },
  ],
  ["a name that cannot stand in an address", { clients: [{ name: "Alice B." }] }],
  ["two clients of one name", { clients: [{ name: "alice" }, { name: "Alice" }] }],
])("%s is refused", (_what, scene) => {
  expect(Scene.safeParse(scene).success).toBe(false);
});

test("an act says what its client does, with what was left out", () => {
  expect(deedOf(Act.parse({ act: "emit", client: "bob", event: "chat" }))).toEqual({
    client: "bob",
    deed: { do: "emit", nsp: "/", event: "chat", args: [] },
  });
  expect(
    deedOf(Act.parse({ act: "emitWithAck", client: "bob", nsp: "/a", event: "x", args: [1] })),
  ).toEqual({
    client: "bob",
    deed: { do: "emitWithAck", nsp: "/a", event: "x", args: [1], timeout: 1_000 },
  });
  expect(deedOf(Act.parse({ act: "http", client: "bob", path: "/x" }))).toEqual({
    client: "bob",
    deed: { do: "http", method: "GET", path: "/x" },
  });
  expect(deedOf(Act.parse({ act: "connect", client: "bob" }))?.deed).toEqual({ do: "connect" });
  expect(deedOf(Act.parse({ act: "settle" }))).toBeUndefined();
  expect(deedOf(Act.parse({ act: "wait-for", client: "bob", event: "x" }))).toBeUndefined();
});
