// How guests come and go: each runs what the scene's first client runs, under the next free name.
import type { SceneClient } from "#protocol/scene.ts";
import type { Around, Present } from "./guests.ts";

/** So many stand on stage without a crowd. */
const MOST = 8;
const NAMES = ["Erin", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Kate", "Leo"];

/** Who would be next; undefined when the stage is full, or when nobody is there to be like. */
export function nextGuest(clients: readonly SceneClient[]): SceneClient | undefined {
  const [like] = clients;
  const taken = new Set(clients.map(({ name }) => name.toLowerCase()));
  const name = NAMES.find((each) => !taken.has(each.toLowerCase()));
  if (like === undefined || name === undefined || clients.length >= MOST) return undefined;
  return { ...like, name };
}

export type GuestDeeds = ReturnType<typeof guestDeeds>;

/** `scene` is the one with the guests. */
export function guestDeeds({ scene, run, watch }: Around, { guests, tabs }: Present) {
  const clientOf = (name: string) => scene().clients.find((each) => each.name === name);
  const enter = async (client: SceneClient) => {
    watch();
    await (await run()).enter(client);
  };
  const forget = (name: string) => {
    const left = new Map(tabs.get());
    left.delete(name);
    tabs.set(left);
  };
  const closeTab = async (name: string) => {
    forget(name);
    (await run()).dismiss(tabOf(name));
  };
  return {
    /** One more comes on stage. */
    async invite() {
      const guest = nextGuest(scene().clients);
      if (!guest) return;
      guests.set([...guests.get(), guest]);
      await enter(guest);
    },
    async openTab(name: string) {
      const client = clientOf(name);
      if (!client) return;
      watch();
      const its = await run();
      const into = its.log.run() ?? "";
      tabs.set(new Map(tabs.get()).set(name, into));
      const isOpen = await its.openTab(client, tabOf(name));
      // In a run that began meanwhile it may have been opened again.
      if (!isOpen && tabs.get().get(name) === into) forget(name);
    },
    closeTab,
    /** With its second tab. */
    async dismiss(name: string) {
      if (tabs.get().has(name)) await closeTab(name);
      guests.set(guests.get().filter((guest) => guest.name !== name));
      (await run()).dismiss(name);
    },
    /** A client's page is loaded again: it leaves without a word, and comes anew. */
    async reload(name: string) {
      const client = clientOf(name);
      if (client) await enter(client);
    },
  };
}

/** A name that no client of a scene can have. */
const tabOf = (name: string): string => `${name} · tab 2`;
