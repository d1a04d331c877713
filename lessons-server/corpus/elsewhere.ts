// Rows of SAFETY §4 that are not in this table: why, and where they are tested instead.

export const ELSEWHERE: Readonly<Record<number, string>> = {
  34: "what it sends is counted by the second, and slowed: lessons-server/limits/outflow.test.ts",
  41: "values that resist printing are a table of their own: lessons-server/programs/printed-values.test.ts",
  42: "a text is passed on as it is; what shows it has to escape it: e2e/hostile-words.spec.ts",
  50: "no published proof of a hole fits this build; what a hole would give, at random: lessons-server/runner/own-memory.test.ts",
  51: "at random: lessons-server/corpus/operations.test.ts, lessons-server/corpus/frames.test.ts",
  58: "there are no classes yet, and so no tokens to join one",
  62: "whom a sandbox admits is its program's to say: lessons-server/gateway/scene-origin.test.ts, lessons-server/programs/cors-option.test.ts; control admits the site's pages alone: lessons-server/gateway/control.test.ts",
  64: "a browser has to show it: e2e/client-host.spec.ts, e2e/hostile-answers.spec.ts",
  65: "a browser has to show it: e2e/client-host.spec.ts",
  66: "a browser has to show it: e2e/client-host.spec.ts",
  67: "a browser has to show it: e2e/hostile-words.spec.ts",
  68: "the feed sends no more than a page takes: lessons-server/gateway/trace-feed.test.ts, bench/measurements/frames.ts",
  69: "a browser has to show it: e2e/hostile-words.spec.ts",
  70: "a browser has to show it: e2e/hostile-words.spec.ts",
  71: "a link is opened in the page, by nobody else: components/playground/share/share.test.ts",
  72: "protocol/share.test.ts, components/playground/share/receive.test.ts; what a stranger made up, at random: lessons-server/corpus/shared-traces.test.ts; a browser has to show it: e2e/hostile-words.spec.ts",
  73: "the timeouts are those of the whole server: lessons-server/front.test.ts",
  75: "with a limit of no time at all, so that it takes none: lessons-server/gateway/network-faults.test.ts",
};
