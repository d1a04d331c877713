// The way between one client of a scene and the server: what is wrong with it now, and who is on it.
import type { ClientDisturbance } from "#trace/disturbance.ts";
import type { Pace } from "./delay-line.ts";

/** What happens to a way; a client that is frozen is on a good one. */
export type WayDisturbance = Exclude<ClientDisturbance, { is: "freeze" }>;

/** A connection on the way. */
export type Traveller = {
  /** Something has ended, so what is under way may arrive sooner. */
  readonly hurry: () => void;
  /** Ends the connection without a word. */
  readonly cut: () => void;
};

export type Way = {
  readonly isClear: () => boolean;
  readonly isDisturbedBy: (is: WayDisturbance["is"]) => boolean;
  readonly pace: () => Pace;
  readonly begin: (disturbance: WayDisturbance) => void;
  readonly end: (is: WayDisturbance["is"]) => void;
  /** Whether whoever asks is the one that `reset` is meant for: it is for one. */
  readonly takeReset: () => boolean;
  /** What is not held now arrives. */
  readonly hurry: () => void;
  readonly enter: (traveller: Traveller) => void;
  readonly leave: (traveller: Traveller) => void;
  readonly travellers: () => number;
};

export type Ways = {
  /** The way of a client that the address names; all others share one. */
  readonly of: (client: string | undefined) => Way;
  /** While they are held, nothing passes on any. */
  readonly hold: (areHeld: boolean) => void;
  /** Connections on all of them. */
  readonly travellers: () => number;
};

/** @param onReset called when a client's `reset` has come about: its way ends it. */
export function createWays(onReset: (client: string) => void = () => undefined): Ways {
  const ways = new Map<string, Way>();
  let areHeld = false;
  return {
    of(client = "") {
      const known = ways.get(client);
      if (known) return known;
      // Names are a stranger's to choose: a way on which nobody is and nothing is wrong need not be remembered.
      const way = createWay({
        isHeld: () => areHeld,
        onReset: () => onReset(client),
        onForgettable: () => ways.delete(client),
      });
      ways.set(client, way);
      return way;
    },
    hold(held) {
      areHeld = held;
      if (!held) for (const way of ways.values()) way.hurry();
    },
    travellers: () => [...ways.values()].reduce((sum, way) => sum + way.travellers(), 0),
  };
}

/** The pace of a way with which nothing is wrong. */
export const CLEAR: Pace = {
  isHeld: false,
  latency: 0,
  jitter: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  slice: Number.POSITIVE_INFINITY,
};

function createWay(on: {
  readonly isHeld: () => boolean;
  readonly onReset: () => void;
  readonly onForgettable: () => void;
}): Way {
  const disturbances = new Map<WayDisturbance["is"], WayDisturbance>();
  const travellers = new Set<Traveller>();
  let pace = CLEAR;

  function change(): void {
    pace = [...disturbances.values()].reduce(slowed, CLEAR);
  }

  function hurry(): void {
    for (const traveller of travellers) traveller.hurry();
  }

  return {
    isClear: () => disturbances.size === 0 && !on.isHeld(),
    isDisturbedBy: (is) => disturbances.has(is),
    pace: () => (on.isHeld() ? { ...pace, isHeld: true } : pace),
    begin(disturbance) {
      disturbances.set(disturbance.is, disturbance);
      change();
      if (disturbance.is === "offline") for (const { cut } of travellers) cut();
    },
    end(is) {
      disturbances.delete(is);
      change();
      hurry();
      if (travellers.size === 0 && disturbances.size === 0) on.onForgettable();
    },
    takeReset() {
      if (!disturbances.has("reset")) return false;
      on.onReset();
      return true;
    },
    hurry,
    enter: (traveller) => void travellers.add(traveller),
    leave(traveller) {
      travellers.delete(traveller);
      if (travellers.size === 0 && disturbances.size === 0) on.onForgettable();
    },
    travellers: () => travellers.size,
  };
}

function slowed(pace: Pace, disturbance: WayDisturbance): Pace {
  switch (disturbance.is) {
    case "half-open":
      return { ...pace, isHeld: true };
    case "latency":
      return { ...pace, latency: disturbance.ms, jitter: disturbance.jitter };
    case "bandwidth":
      return { ...pace, bytesPerSecond: disturbance.bytesPerSecond };
    case "slicing":
      return { ...pace, slice: disturbance.bytes };
    case "offline":
    case "no-websocket":
    case "no-probe":
    case "reset":
      return pace;
    default:
      return disturbance satisfies never;
  }
}
