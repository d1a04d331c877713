// What the learner looks at: the playhead, the selected event, a lit line, the inspector's pane. Kept in the address after `#`, so that a
// reload and a copied link stand at the same place.
import type { Seq } from "#trace/event.ts";
import type { Playhead } from "./playhead.ts";
import { shareIn } from "./share/in-address.ts";
import { createStore, type Store } from "./store.ts";

export type Gaze = {
  readonly playhead: Playhead;
  readonly selected: Seq | undefined;
  /** A line that was asked for; `times` tells asking twice from asking once. */
  readonly line:
    | { readonly file: string; readonly line: number; readonly times: number }
    | undefined;
  /** Which pane of the inspector; its first, unless there is one of this name. */
  readonly view: string | undefined;
};

export const NOWHERE: Gaze = {
  playhead: "live",
  selected: undefined,
  line: undefined,
  view: undefined,
};

export function readGaze(hash: string): Gaze {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const seq = (name: string): Seq | undefined => {
    const text = given.get(name) ?? "";
    return /^\d{1,9}$/.test(text) ? (Number(text) as Seq) : undefined;
  };
  const view = given.get("view") ?? "";
  return {
    ...NOWHERE,
    playhead: seq("at") ?? "live",
    selected: seq("event"),
    view: /^[a-z]{1,20}$/.test(view) ? view : undefined,
  };
}

/** The hash with the gaze in it; a heading's own `#name` stays as it is when there is nothing to say. */
export function writeGaze({ playhead, selected, view }: Gaze, hash: string): string {
  const said = new URLSearchParams();
  if (playhead !== "live") said.set("at", String(playhead));
  if (selected !== undefined) said.set("event", String(selected));
  if (view !== undefined) said.set("view", view);
  const share = shareIn(hash);
  if (share !== undefined) said.set("share", share);
  const isOurs = /^#?(?:at|event|view)=/.test(hash);
  return said.size > 0 ? `#${said}` : isOurs ? "" : hash;
}

const SETTLED_MS = 300;

/** Follows the store into the address; returns the stop. Late, since browsers count changes of the address. */
export function keepInAddress(gaze: Pick<Store<Gaze>, "get" | "subscribe">): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    const hash = writeGaze(gaze.get(), location.hash);
    if (hash === location.hash) return;
    history.replaceState(history.state, "", `${location.pathname}${location.search}${hash}`);
  };
  const stop = gaze.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, SETTLED_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}

export const createGaze = (): Store<Gaze> => createStore<Gaze>(NOWHERE);
