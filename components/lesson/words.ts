// The few words that the lesson's parts make sentences of.

/** "Alice", "Alice and Bob", "Alice, Bob and Carol"; "nobody" if there is none. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1);
  if (last === undefined) return "nobody";
  return names.length === 1 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

export const isSame = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));
