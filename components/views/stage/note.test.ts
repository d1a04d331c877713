import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { noteOf, seenBy } from "./note.ts";

test("that nothing listens at somebody who only looks on is no warning", () => {
  const run = build();
  run.connects("Alice");
  run.turn({ by: "load" });
  const { seq } = run.broadcasts("news");
  run.handles("Alice", "news", { listeners: 0 });
  const now = stage(run.trace(), ["Alice"], seq);
  const [alice] = now.clients;
  if (!alice) throw new Error("Alice was expected on the stage");
  expect(noteOf(alice, now)).toMatchObject({ tone: "warn", text: "nothing listens for it" });
  const onlookers = new Set(["Alice"]);
  expect(noteOf(alice, { ...now, onlookers })).toMatchObject({ tone: "got", text: "received" });
});

test("who never asks for a connection does not say that it connects when the server runs", () => {
  const now = stage([], ["Alice", "Page", "Exchange"]);
  const told = { ...now, onlookers: new Set(["Exchange"]), plain: new Set(["Page", "Exchange"]) };
  expect(now.clients.map((client) => noteOf(client, told).text)).toEqual([
    "connects when the server runs",
    "asks when the server runs",
    "",
  ]);
});

test("what came to an onlooker before stands there as received, and what it sent as it was", () => {
  const passage = {
    seq: 1 as never,
    label: "news",
    args: [],
    direction: "down",
    became: "unheard",
  } as const;
  const told = { moment: { what: "nothing" } as const, onlookers: new Set(["Alice"]) };
  expect(seenBy("Alice", passage, told).became).toBe("received");
  expect(seenBy("Bob", passage, told).became).toBe("unheard");
  expect(seenBy("Alice", { ...passage, direction: "up" }, told).became).toBe("unheard");
});
