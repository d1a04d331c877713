// Classes under the names they were published with: bundling has renamed those that several packages have, and a name
// shows whenever a value is printed.
const RENAMED = /^_(?=[A-Z])|(?<=^[A-Z]\w*)\d+$/g;

/** Gives each class among the values, and among the members of each, its name back. */
export function giveNamesBack(values: readonly unknown[]): void {
  for (const value of values) {
    const members = Object.values(Object.getOwnPropertyDescriptors(Object(value)));
    for (const one of [value, ...members.map((member): unknown => member.value)]) {
      if (typeof one !== "function" || one.name.search(RENAMED) < 0) continue;
      const name = one.name.replace(RENAMED, "");
      Object.defineProperty(one, "name", { value: name, configurable: true });
    }
  }
}
