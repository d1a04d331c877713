// Clients that the learner adds to a scene: each runs what the scene's first one runs, under the next free name.
import type { Scene, SceneClient } from "#protocol/scene.ts";
import type { LessonRun } from "./lesson-run.ts";
import { createStore } from "./store.ts";

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

type Around = {
  readonly scene: () => Scene;
  readonly run: () => Promise<Pick<LessonRun, "enter" | "openTab" | "dismiss" | "log">>;
  /** Whoever has somebody come wants to see it. */
  readonly watch: () => void;
};

export type Guests = ReturnType<typeof createGuests>;

export function createGuests({ scene, run, watch }: Around) {
  const { get, set, subscribe } = createStore<readonly SceneClient[]>([]);
  const all = (): readonly SceneClient[] => [...scene().clients, ...get()];
  const tabs = createStore<ReadonlyMap<string, string>>(new Map());
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
    guests: { get, subscribe },
    /** Who has a second tab open, and in which run: it goes with the run. */
    tabs: { get: tabs.get, subscribe: tabs.subscribe },
    /** The scene with them. */
    scene: (): Scene => ({ ...scene(), clients: [...all()] }),
    /** One more comes on stage. */
    async invite() {
      const guest = nextGuest(all());
      if (!guest) return;
      set([...get(), guest]);
      await enter(guest);
    },
    async openTab(name: string) {
      const client = all().find((each) => each.name === name);
      if (!client) return;
      watch();
      const its = await run();
      tabs.set(new Map(tabs.get()).set(name, its.log.run() ?? ""));
      if (!(await its.openTab(client, tabOf(name)))) forget(name);
    },
    closeTab,
    /** With its second tab. */
    async dismiss(name: string) {
      if (tabs.get().has(name)) await closeTab(name);
      set(get().filter((guest) => guest.name !== name));
      (await run()).dismiss(name);
    },
    /** A client's page is loaded again: it leaves without a word, and comes anew. */
    async reload(name: string) {
      const client = all().find((each) => each.name === name);
      if (client) await enter(client);
    },
  };
}

/** A name that no client of a scene can have. */
const tabOf = (name: string): string => `${name} · tab 2`;
