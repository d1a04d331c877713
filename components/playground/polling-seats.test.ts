import { expect, test } from "vitest";
import type { SceneClient } from "#protocol/scene.ts";
import { pollingSeats, refusal } from "./polling-seats.ts";

const polling = (name: string): SceneClient => ({ name, transports: ["polling"] });

test("a fifth polling client is refused with the reason, and nobody else is", () => {
  const upgrading: SceneClient = { name: "fay" };
  const stays: SceneClient = { name: "eve", upgrade: false };
  const clients = [...["a", "b", "c", "d"].map(polling), upgrading, stays];
  const { admitted, refused } = pollingSeats(clients);
  expect(admitted.map(({ name }) => name)).toEqual(["a", "b", "c", "d", "fay"]);
  expect(refused).toEqual([stays]);
  expect(refusal(refused)).toContain("eve cannot come");
});

test("four clients that start by polling and upgrade take no seat", () => {
  const clients = ["a", "b", "c", "d", "e"].map((name) => ({ name }));
  expect(pollingSeats(clients).refused).toEqual([]);
});
