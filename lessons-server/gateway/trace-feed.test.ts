import { describe, expect, it } from "vitest";
import type { Trace } from "#trace/event.ts";
import { createRecorder } from "./recorder.ts";
import { createTraceFeed } from "./trace-feed.ts";

/** A page whose connection can be clogged, and the batches that it was sent. */
function startPage(limit?: { events: number; bytes: number }) {
  const recorder = createRecorder(limit && { limit });
  const batches: { run: string; events: Trace }[] = [];
  let isClogged = false;
  let drained: () => void = () => undefined;
  let arrived: () => void = () => undefined;
  const feed = createTraceFeed({
    send(batch) {
      batches.push(batch);
      arrived();
    },
    isClogged: () => isClogged,
    onceDrained(listener) {
      drained = listener;
      arrived();
    },
  });
  return {
    recorder,
    feed,
    batches,
    say: (text: string) =>
      recorder.append({ kind: "log", from: { side: "server" }, level: "log", text }),
    clog: () => void (isClogged = true),
    drain: () => {
      isClogged = false;
      drained();
    },
    /** Until the feed has sent a batch, or found that it cannot. */
    next: () => new Promise<void>((resolve) => (arrived = resolve)),
  };
}

const seqs = (batches: readonly { events: Trace }[]) =>
  batches.map(({ events }) => events.map(({ seq }) => Number(seq)));

describe("the feed of a trace", () => {
  it("joins what comes within a frame, and leaves out what the page has", async () => {
    const { recorder, feed, batches, say, next } = startPage();
    say("0");
    say("1");
    feed.follow({ id: "run", recorder }, 1);
    say("2");
    setImmediate(say, "3");
    await next();
    say("4");
    await next();
    feed.stop();
    expect(seqs(batches)).toEqual([[1, 2, 3], [4]]);
  });

  it("waits for a page that does not take what it is sent, and then sends all at once", async () => {
    const { recorder, feed, batches, say, clog, drain, next } = startPage();
    clog();
    feed.follow({ id: "run", recorder });
    say("0");
    await next();
    say("1");
    expect(batches).toEqual([]);
    drain();
    await next();
    feed.stop();
    expect(seqs(batches)).toEqual([[0, 1]]);
  });

  it("begins with a gap when what the page has missed is gone", async () => {
    const { recorder, feed, batches, say, clog, drain, next } = startPage({
      events: 8,
      bytes: 1_000_000,
    });
    clog();
    feed.follow({ id: "run", recorder });
    for (let i = 0; i < 20; i++) say(String(i));
    await next();
    drain();
    await next();
    feed.stop();
    const [batch] = batches;
    expect(batch?.events[0]?.kind).toBe("gap");
    expect(batch?.events).toEqual(recorder.trace());
  });

  it("leaves an old run behind", async () => {
    const { recorder, feed, batches, say, next } = startPage();
    feed.follow({ id: "old", recorder });
    say("old");
    const later = createRecorder();
    feed.follow({ id: "new", recorder: later });
    later.append({ kind: "log", from: { side: "server" }, level: "log", text: "new" });
    await next();
    feed.stop();
    expect(batches.map(({ run }) => run)).toEqual(["new"]);
  });
});
