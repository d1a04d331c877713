import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import { stage } from "#trace/stage.ts";
import { noteOf } from "./note.ts";

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
