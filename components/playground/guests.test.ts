import { expect, test } from "vitest";
import type { SceneClient } from "#protocol/scene.ts";
import { createGuests, nextGuest } from "./guests.ts";
import { createTraceLog } from "./trace-log.ts";

const alice: SceneClient = { name: "Alice", file: "client.js" };

test("a guest runs what the first client runs, under a name that is free", () => {
  expect(nextGuest([alice])).toEqual({ name: "Erin", file: "client.js" });
  expect(nextGuest([alice, { name: "erin" }])).toMatchObject({ name: "Frank" });
});

test("eight is the most, and nobody is like no one", () => {
  const clients = [alice];
  for (let next = nextGuest(clients); next !== undefined; next = nextGuest(clients))
    clients.push(next);
  expect(clients).toHaveLength(8);
  expect(new Set(clients.map(({ name }) => name)).size).toBe(8);
  expect(nextGuest([])).toBeUndefined();
});

test("a guest enters the scene it is added to, may be loaded anew, and leaves alone", async () => {
  const did: string[] = [];
  const run = {
    enter: ({ name }: SceneClient) => {
      did.push(`${name} enters`);
      return Promise.resolve();
    },
    openTab: ({ name }: SceneClient, as: string) => {
      did.push(`${name} opens ${as}`);
      return Promise.resolve();
    },
    dismiss: (name: string) => void did.push(`${name} leaves`),
    log: { ...createTraceLog(), run: () => "run 1" },
  };
  const guests = createGuests({
    scene: () => ({ clients: [alice] }),
    run: () => Promise.resolve(run),
    watch: () => void did.push("look"),
  });
  await guests.invite();
  expect(guests.scene().clients.map(({ name }) => name)).toEqual(["Alice", "Erin"]);
  await guests.reload("Alice");
  await guests.reload("Nobody");
  await guests.dismiss("Erin");
  expect(guests.guests.get()).toEqual([]);
  expect(did.splice(0)).toEqual(["look", "Erin enters", "look", "Alice enters", "Erin leaves"]);

  await guests.openTab("Alice");
  expect([...guests.tabs.get()]).toEqual([["Alice", "run 1"]]);
  await guests.closeTab("Alice");
  expect([...guests.tabs.get()]).toEqual([]);
  expect(did).toEqual(["look", "Alice opens Alice · tab 2", "Alice · tab 2 leaves"]);
});
