import { expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { castOf } from "#trace/cast.ts";
import { deliveryAt, sendings } from "#trace/delivery-at.ts";
import type { Trace } from "#trace/event.ts";
import { rowsOf } from "./outcome-rows.ts";

const SCENE = ["Alice", "Bob"];
const rows = (trace: Trace) => {
  const seq = sendings(trace).at(-1);
  const delivery = seq === undefined ? undefined : deliveryAt(trace, seq);
  if (delivery === undefined) throw new Error("nothing was sent");
  return rowsOf(delivery, { cast: castOf(trace, SCENE), scene: SCENE }).map(
    ({ who, verdict, why }) => `${who} | ${verdict.label} | ${why}`,
  );
};

it("have a row for everybody, and in a crowd one for those who fared alike", () => {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (let i = 1; i <= 20; i++) {
    t.connects(`client ${i}`);
    if (i > 4) t.joins(`client ${i}`, "red");
  }
  t.sends("Alice", "say");
  t.broadcasts("news", { rooms: ["red"] });
  for (let i = 5; i < 20; i++) t.handles(`client ${i}`, "news");
  expect(rows(t.trace())).toEqual([
    "Alice | not sent | Not sent to Alice: Alice is not in red.",
    "Bob | not sent | Not sent to Bob: Bob is not in red.",
    "4 clients | not sent | client 1, client 2, client 3 and 1 more: not in red.",
    "15 clients | received | client 5, client 6, client 7 and 12 more: received, 1 listener ran.",
    "client 20 | sent | client 20: on its way.",
  ]);
});

it("say of one who only looks on that it was received, as the stage does", () => {
  const t = build();
  for (const client of SCENE) t.connects(client);
  t.turn({ by: "load" });
  const { seq } = t.broadcasts("news");
  for (const client of SCENE) t.handles(client, "news", { listeners: 0 });
  const delivery = deliveryAt(t.trace(), seq);
  if (delivery === undefined) throw new Error("nothing was sent");
  const among = { cast: castOf(t.trace(), SCENE), scene: SCENE, onlookers: new Set(["Bob"]) };
  expect(rowsOf(delivery, among).map(({ verdict, why }) => `${verdict.label} | ${why}`)).toEqual([
    "unheard | Alice received news, but nothing there listens for it.",
    "received | Bob received news, and only looks on.",
  ]);
});
