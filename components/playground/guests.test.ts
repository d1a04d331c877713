import { expect, test } from "vitest";
import type { SceneClient } from "#protocol/scene.ts";
import { nextGuest } from "./guest-deeds.ts";
import { createGuests } from "./guests.ts";
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

async function setting({ opens = true } = {}) {
  const did: string[] = [];
  const run = {
    enter: ({ name }: SceneClient) => {
      did.push(`${name} enters`);
      return Promise.resolve();
    },
    openTab: ({ name }: SceneClient, as: string) => {
      did.push(`${name} opens ${as}`);
      return Promise.resolve(opens);
    },
    dismiss: (name: string) => void did.push(`${name} leaves`),
    log: { ...createTraceLog(), run: () => "run 1" },
  };
  const guests = createGuests({
    scene: () => ({ clients: [alice] }),
    run: () => Promise.resolve(run),
    watch: () => void did.push("look"),
  });
  return { guests, deeds: await guests.deeds(), did };
}

test("a guest enters the scene it is added to, may be loaded anew, and leaves alone", async () => {
  const { guests, deeds, did } = await setting();
  await deeds.invite();
  expect(guests.scene().clients.map(({ name }) => name)).toEqual(["Alice", "Erin"]);
  await deeds.reload("Alice");
  await deeds.reload("Nobody");
  await deeds.dismiss("Erin");
  expect(guests.guests.get()).toEqual([]);
  expect(did.splice(0)).toEqual(["look", "Erin enters", "look", "Alice enters", "Erin leaves"]);

  await deeds.openTab("Alice");
  expect([...guests.tabs.get()]).toEqual([["Alice", "run 1"]]);
  await deeds.closeTab("Alice");
  expect([...guests.tabs.get()]).toEqual([]);
  expect(did).toEqual(["look", "Alice opens Alice · tab 2", "Alice · tab 2 leaves"]);
});

test("a guest leaves with its second tab", async () => {
  const { guests, deeds, did } = await setting();
  await deeds.invite();
  await deeds.openTab("Erin");
  did.length = 0;
  await deeds.dismiss("Erin");
  expect(did).toEqual(["Erin · tab 2 leaves", "Erin leaves"]);
  expect([...guests.tabs.get()]).toEqual([]);
});

test("a tab that could not be opened is not there", async () => {
  const { guests, deeds } = await setting({ opens: false });
  await deeds.openTab("Alice");
  expect([...guests.tabs.get()]).toEqual([]);
});
