// What util.isDeepStrictEqual and assert compare: values by their contents, and with `strict` by their kinds too.

type Seen = Map<unknown, Set<unknown>>;

/** Whether two values are the same all through. Without `strict`, primitives are compared as `==` does. */
export const isDeepEqual = (one: unknown, other: unknown, strict = true): boolean =>
  same(one, other, { strict, seen: new Map() });

type How = { readonly strict: boolean; readonly seen: Seen };

function same(one: unknown, other: unknown, how: How): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) {
    if (how.strict) return false;
    return one == other || (one !== one && other !== other);
  }
  if (tagOf(one) !== tagOf(other)) return false;
  if (how.strict && Object.getPrototypeOf(one) !== Object.getPrototypeOf(other)) return false;
  // What is being compared further up is taken to be the same: circles meet themselves again.
  const met = how.seen.get(one) ?? new Set();
  if (met.has(other)) return true;
  how.seen.set(one, met.add(other));
  return sameContents(one, other, how) && sameKeys(one, other, how);
}

function sameContents(one: object, other: object, how: How): boolean {
  if (/^\[object (Date|Boolean|Number|String)\]$/.test(tagOf(one)))
    return Object.is(one.valueOf(), other.valueOf());
  if (one instanceof RegExp) return `${one}` === `${other as RegExp}`;
  if (one instanceof Error)
    return one.message === (other as Error).message && one.name === (other as Error).name;
  if (one instanceof Map) return sameMaps(one, other as Map<unknown, unknown>, how);
  if (one instanceof Set) return sameSets(one, other as Set<unknown>, how);
  if (ArrayBuffer.isView(one) && one.byteLength !== (other as ArrayBufferView).byteLength)
    return false;
  return !Array.isArray(one) || one.length === (other as unknown[]).length;
}

function sameKeys(one: object, other: object, how: How): boolean {
  const keys = keysOf(one);
  if (keys.length !== keysOf(other).length) return false;
  return keys.every(
    (key) => Object.hasOwn(other, key) && same(Reflect.get(one, key), Reflect.get(other, key), how),
  );
}

const keysOf = (value: object): PropertyKey[] => [
  ...Object.keys(value),
  ...Object.getOwnPropertySymbols(value).filter((key) =>
    Object.prototype.propertyIsEnumerable.call(value, key),
  ),
];

function sameMaps(one: Map<unknown, unknown>, other: Map<unknown, unknown>, how: How): boolean {
  if (one.size !== other.size) return false;
  const rest = new Map(other);
  return [...one].every(([key, value]) => {
    const match = rest.has(key)
      ? key
      : [...rest.keys()].find((at) => isObject(at) && same(key, at, how));
    if (!rest.has(match) || !same(value, rest.get(match), how)) return false;
    return rest.delete(match);
  });
}

function sameSets(one: Set<unknown>, other: Set<unknown>, how: How): boolean {
  if (one.size !== other.size) return false;
  const rest = new Set(other);
  return [...one].every((value) => {
    const match = rest.has(value)
      ? value
      : [...rest].find((at) => isObject(at) && same(value, at, how));
    return rest.delete(match);
  });
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const tagOf = (value: object): string => Object.prototype.toString.call(value);
