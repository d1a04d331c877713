// What the comparison of feeds says: its rows, and what it is doing.
import { durationWords } from "#trace/duration-words.ts";
import { type Feed, type Feeds, middleOf } from "#trace/feeds.ts";

/** New prices a second, as the slider has them. */
export const RATES = [0, 0.2, 0.5, 1, 2, 5] as const;

export function rateWords(perSecond: number): string {
  if (perSecond <= 0) return "Never.";
  return perSecond < 1 ? `Every ${1 / perSecond} s.` : `${perSecond} a second.`;
}

type Row = {
  readonly title: string;
  /** Undefined where there is nothing to be measured yet. */
  readonly value: (feed: Feed, all: Feeds) => number | undefined;
  readonly words: (value: number) => string;
};

const perPrice = (bytes: number, { published }: Feeds): number | undefined =>
  published === 0 ? undefined : bytes / published;

export const ROWS: readonly Row[] = [
  { title: "Requests", value: ({ requests }) => requests, words: String },
  { title: "Bytes up", value: ({ up }) => up, words: bytesWords },
  { title: "Bytes down", value: ({ down }) => down, words: bytesWords },
  {
    title: "Bytes for each price",
    value: ({ up, down }, all) => perPrice(up + down, all),
    words: bytesWords,
  },
  {
    title: "Waits for a price, mostly",
    value: ({ waits }) => middleOf(waits),
    words: durationWords,
  },
  {
    title: "Waits at the longest",
    value: ({ waits }) => (waits.length > 0 ? Math.max(...waits) : undefined),
    words: durationWords,
  },
];

/** "312 B", "4.1 kB". */
export function bytesWords(bytes: number): string {
  return bytes < 1_000 ? `${Math.round(bytes)} B` : `${(bytes / 1_000).toFixed(1)} kB`;
}

/** What is happening now, and what to do if it is nothing. */
export function stateOf({
  measured,
  isWaiting,
  isRunning,
}: {
  readonly measured: Feeds | undefined;
  readonly isWaiting: boolean;
  readonly isRunning: boolean;
}): string {
  if (isWaiting) return "Your server is starting; then the prices begin.";
  if (!measured) return "Nothing to compare yet. Move the slider: it starts your server too.";
  if (!isRunning) return "The program has ended. Move the slider to start it again.";
  if (measured.perSecond <= 0)
    return "The price stands still. Look who goes on asking, or move the slider.";
  return "The prices come. Give them a while, then move the slider.";
}

/** How long, how many, and who does not know the newest. */
export function summaryOf({ ms, published, latest, feeds }: Feeds): readonly string[] {
  const behind = feeds.filter(({ knows }) => latest !== undefined && (knows ?? 0) < latest);
  const names = behind.map(({ client }) => client).join(", ");
  return [
    `In ${durationWords(ms)}: ${published === 1 ? "1 price" : `${published} prices`}.`,
    ...(latest === undefined
      ? []
      : [names === "" ? "Everyone knows the latest." : `Not the latest yet: ${names}.`]),
  ];
}
