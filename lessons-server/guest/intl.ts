// Intl and toLocaleString: the host's, which is Node's with all its locales. QuickJS has none of its own.
import { formatted } from "./wall.ts";

/** Kept from before the program can replace them. */
const { stringify, parse } = JSON;

type Locales = string | string[] | undefined;
type Asked = {
  type: string;
  locales: Locales;
  options: object | undefined;
  method: string;
  args: unknown[];
};

const ask = (asked: Asked): unknown => parse(formatted(stringify(asked)));

/** JSON has no dates, no big integers, and not every number: those go as text, in a list of one. */
function plain(value: unknown): unknown {
  if (value instanceof Date) return plain(value.getTime());
  if (typeof value === "number" && !Number.isFinite(value)) return [String(value)];
  return typeof value === "bigint" ? String(value) : value;
}

/** Methods of each type; the first is a getter of a bound function where the standard says so. */
const TYPES: Record<string, { bound?: string; methods: string[] }> = {
  DateTimeFormat: { bound: "format", methods: ["formatToParts", "formatRange", "resolvedOptions"] },
  NumberFormat: { bound: "format", methods: ["formatToParts", "resolvedOptions"] },
  Collator: { bound: "compare", methods: ["resolvedOptions"] },
  PluralRules: { methods: ["select", "resolvedOptions"] },
  RelativeTimeFormat: { methods: ["format", "formatToParts", "resolvedOptions"] },
  ListFormat: { methods: ["format", "formatToParts", "resolvedOptions"] },
  DisplayNames: { methods: ["of", "resolvedOptions"] },
};
const TAKE_NOW = new Set(["format", "formatToParts"]);

function makeType(type: string): unknown {
  const { bound, methods } = TYPES[type] ?? { methods: [] };
  const state = new WeakMap<object, { locales: Locales; options: object | undefined }>();
  const call = (self: object, method: string, args: unknown[]): unknown => {
    const its = state.get(self);
    if (!its)
      throw new TypeError(
        `Method Intl.${type}.prototype.${method} called on incompatible receiver`,
      );
    const isNow = type === "DateTimeFormat" && TAKE_NOW.has(method) && args[0] === undefined;
    return ask({ type, ...its, method, args: isNow ? [Date.now()] : args.map(plain) });
  };
  const Type = function (this: object, locales?: Locales, options?: object): object {
    const self = new.target ? this : (Object.create(Type.prototype as object) as object);
    state.set(self, { locales, options });
    // Locales and options that are wrong are refused at once.
    call(self, "resolvedOptions", []);
    return self;
  };
  Object.defineProperty(Type, "name", { value: type });
  Object.defineProperty(Type.prototype, Symbol.toStringTag, { value: `Intl.${type}` });
  for (const method of methods) {
    Reflect.set(Type.prototype as object, method, function (this: object, ...args: unknown[]) {
      return call(this, method, args);
    });
  }
  if (bound) {
    Object.defineProperty(Type.prototype, bound, {
      get(this: object) {
        return (...args: unknown[]) => call(this, bound, args);
      },
    });
  }
  return Type;
}

const absent = (name: string) =>
  function missing(): never {
    throw new Error(`Intl.${name} is not in the sandbox`);
  };

Object.defineProperty(globalThis, "Intl", {
  value: {
    ...Object.fromEntries(Object.keys(TYPES).map((type) => [type, makeType(type)])),
    ...Object.fromEntries(
      ["Segmenter", "Locale", "DurationFormat"].map((name) => [name, absent(name)]),
    ),
  },
  configurable: true,
  writable: true,
});

/** Puts methods in the place of built-in ones. */
function replaceMethods(prototype: object, methods: object): void {
  for (const [name, value] of Object.entries(methods) as [string, unknown][])
    Object.defineProperty(prototype, name, { value, configurable: true, writable: true });
}

const local = (type: "Date" | "Number", name: string) =>
  function toLocale(this: Date | number | bigint, locales?: Locales, options?: object): unknown {
    return ask({ type, locales, options, method: name, args: [plain(this.valueOf())] });
  };

replaceMethods(Date.prototype, {
  toLocaleString: local("Date", "toLocaleString"),
  toLocaleDateString: local("Date", "toLocaleDateString"),
  toLocaleTimeString: local("Date", "toLocaleTimeString"),
});
for (const { prototype } of [Number, BigInt])
  replaceMethods(prototype, { toLocaleString: local("Number", "toLocaleString") });

/** What sorts by its letters alone, then small before large: the host need not be asked for each pair of names. */
const SIMPLE = /^[a-z0-9 ]*$/i;

function compareSimple(one: string, other: string): number {
  const [left, right] = [one.toLowerCase(), other.toLowerCase()];
  if (left !== right) return left < right ? -1 : 1;
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  if (at === one.length) return 0;
  return one[at] === left[at] ? -1 : 1;
}

replaceMethods(String.prototype, {
  localeCompare(this: string, ...[that, locales, options]: [unknown, Locales?, object?]) {
    const [one, other] = [String(this), String(that)];
    const isPlain = locales === undefined && options === undefined;
    if (isPlain && SIMPLE.test(one) && SIMPLE.test(other)) return compareSimple(one, other);
    return ask({ type: "Collator", locales, options, method: "compare", args: [one, other] });
  },
});
