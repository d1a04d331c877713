// Clients that the learner adds to a scene, and second tabs. How they come and go is loaded with the first that does.
import { arrived } from "#components/ui/arriving.tsx";
import type { Scene, SceneClient } from "#protocol/scene.ts";
import type { GuestDeeds } from "./guest-deeds.ts";
import type { LessonRun } from "./lesson-run.ts";
import { createStore, type Store } from "./store.ts";

export type Around = {
  readonly scene: () => Scene;
  readonly run: () => Promise<Pick<LessonRun, "enter" | "openTab" | "dismiss" | "log">>;
  /** Whoever has somebody come wants to see it. */
  readonly watch: () => void;
};

/** `tabs`: who has a second tab open, and in which run: it goes with the run. */
export type Present = {
  readonly guests: Store<readonly SceneClient[]>;
  readonly tabs: Store<ReadonlyMap<string, string>>;
};

export type Guests = ReturnType<typeof createGuests>;

export function createGuests(around: Around) {
  const guests = createStore<readonly SceneClient[]>([]);
  const tabs = createStore<ReadonlyMap<string, string>>(new Map());
  const scene = (): Scene => {
    const own = around.scene();
    return { ...own, clients: [...own.clients, ...guests.get()] };
  };
  return {
    guests,
    tabs,
    /** The scene with them. */
    scene,
    async deeds(): Promise<GuestDeeds> {
      const { guestDeeds } = await arrived(() => import("./guest-deeds.ts"));
      return guestDeeds({ ...around, scene }, { guests, tabs });
    },
  };
}
