// The few words that the lesson's parts make sentences of.
import { listed } from "#trace/listed.ts";

/** "Alice", "Alice and Bob", "Alice, Bob and Carol"; "nobody" if there is none. */
export const named = (names: readonly string[]): string => listed(names, "and") || "nobody";

export const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));
