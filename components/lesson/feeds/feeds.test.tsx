// What the comparison says: of nothing yet, and of a stretch that was measured.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Seq } from "#trace/event.ts";
import type { Feeds as Measured } from "#trace/feeds.ts";
import { Feeds } from "./feeds.tsx";
import { bytesWords, RATES, rateWords, ROWS, stateOf, summaryOf } from "./words.ts";

const polling = {
  client: "Polling",
  knows: 3,
  requests: 2,
  up: 900,
  down: 600,
  waits: [1200, 700],
};
const sse = { client: "SSE", knows: 4, requests: 0, up: 0, down: 120, waits: [1, 0, 1] };
const measured: Measured = {
  seq: Seq.parse(7),
  perSecond: 2,
  ms: 2_000,
  published: 3,
  latest: 4,
  feeds: [polling, sse],
};

test("without a run it is a table of nothing, with a slider, and says how to begin", () => {
  const html = renderToStaticMarkup(<Feeds of={["Polling", "SSE"]} client="Exchange" />);
  expect(html.match(/<th scope="col"/g)).toHaveLength(2);
  expect(html.match(/>–</g)).toHaveLength(2 * ROWS.length);
  expect(html).toContain('aria-valuetext="Never."');
  expect(html).toContain("Move the slider: it starts your server too.");
});

test("every row is measured, or says that it is not yet", () => {
  const rows = (feed: typeof polling, all = measured) =>
    ROWS.map(({ value, words }) => {
      const one = value(feed, all);
      return one === undefined ? "–" : words(one);
    });
  expect(rows(polling)).toEqual(["2", "900 B", "600 B", "500 B", "1.2 s", "1.2 s"]);
  expect(rows(sse)).toEqual(["0", "0 B", "120 B", "40 B", "1 ms", "1 ms"]);
  expect(rows({ ...sse, waits: [] }, { ...measured, published: 0 }).slice(3)).toEqual([
    "–",
    "–",
    "–",
  ]);
});

test("it says what is happening, how much of it, and who is behind", () => {
  const now = { measured, isWaiting: false, isRunning: true };
  expect(stateOf(now)).toContain("The prices come.");
  expect(stateOf({ ...now, measured: { ...measured, perSecond: 0 } })).toContain("stands still");
  expect(stateOf({ ...now, isRunning: false })).toContain("has ended");
  expect(stateOf({ ...now, isWaiting: true })).toContain("is starting");
  expect(summaryOf(measured)).toEqual(["In 2.0 s: 3 prices.", "Not the latest yet: Polling."]);
  expect(summaryOf({ ...measured, feeds: [sse], published: 1 })).toEqual([
    "In 2.0 s: 1 price.",
    "Everyone knows the latest.",
  ]);
  expect(RATES.map(rateWords)).toEqual([
    "Never.",
    "Every 5 s.",
    "Every 2 s.",
    "1 a second.",
    "2 a second.",
    "5 a second.",
  ]);
  expect(bytesWords(4_096)).toBe("4.1 kB");
});
