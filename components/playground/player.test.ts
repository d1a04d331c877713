import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import type { Trace } from "#trace/event.ts";
import { steps } from "#trace/steps.ts";
import { createGaze } from "./gaze.ts";
import { handClock } from "./hand-clock.ts";
import { createPlayer } from "./player.ts";

/** A log line every second, and the player at the first of them. */
function playing(count: number) {
  const t: Builder = build();
  for (let i = 0; i < count; i++) {
    t.waits(999);
    t.fact({ kind: "log", from: { side: "server" }, level: "log", text: `${i}` });
  }
  let trace: Trace = t.trace();
  const gaze = createGaze();
  const { clock, passes } = handClock();
  const player = createPlayer(gaze, () => trace, clock);
  const all = () => steps(trace);
  const seekTo = (place: number) => {
    const playhead = all()[place - 1]?.seq ?? "live";
    gaze.set({ ...gaze.get(), playhead });
  };
  const place = () => {
    const { playhead } = gaze.get();
    return playhead === "live" ? "live" : all().findIndex(({ seq }) => seq === playhead) + 1;
  };
  const grows = () => {
    t.fact({ kind: "log", from: { side: "server" }, level: "log", text: "more" });
    trace = t.trace();
  };
  return { player, gaze, passes, seekTo, place, grows };
}

describe("a player", () => {
  it("plays on from the playhead, and ends in live", () => {
    const { player, passes, seekTo, place } = playing(3);
    seekTo(3);
    player.play();
    expect([place(), player.pace.get().isPlaying]).toEqual([3, true]);
    passes(1_000);
    expect(place()).toBe(4);
    passes(1_000);
    expect(place()).toBe(5);
    passes(400);
    expect([place(), player.pace.get().isPlaying]).toEqual(["live", false]);
  });

  it("plays as fast as it is told, also while it plays", () => {
    const { player, passes, seekTo, place } = playing(10);
    seekTo(3);
    player.setSpeed(0.1);
    player.play();
    passes(9_900);
    expect(place()).toBe(3);
    player.setSpeed(4);
    passes(100);
    expect(place()).toBe(4);
    passes(1_000);
    expect(place()).toBe(8);
  });

  it("stops when it is paused, and when somebody goes elsewhere", () => {
    const { player, passes, seekTo, place } = playing(10);
    seekTo(3);
    player.play();
    player.pause();
    passes(5_000);
    expect(place()).toBe(3);
    player.play();
    seekTo(8);
    expect(player.pace.get().isPlaying).toBe(false);
    passes(5_000);
    expect(place()).toBe(8);
  });

  it("is not held up by a run that goes on", () => {
    const { player, passes, seekTo, place, grows } = playing(10);
    seekTo(3);
    player.play();
    for (let frame = 0; frame < 62; frame++) {
      grows();
      passes(16);
    }
    passes(16);
    expect(place()).toBe(4);
  });

  it("has nothing to play at live", () => {
    const { player, gaze } = playing(3);
    player.play();
    expect([gaze.get().playhead, player.pace.get().isPlaying]).toEqual(["live", false]);
  });
});
