// Intl for a program: Node's own, with all its locales, asked by name. Only the calls of the table below exist.
import { Thrown } from "./heap.ts";

/** Units of fuel: making a formatter reads tables, using one is quick. */
const COST = { made: 200_000, used: 3_000 } as const;
/** Formatters that a program has at hand; the oldest goes. */
const MOST_KEPT = 16;

const METHODS: Readonly<Record<string, readonly string[]>> = {
  DateTimeFormat: ["format", "formatToParts", "formatRange", "resolvedOptions"],
  NumberFormat: ["format", "formatToParts", "resolvedOptions"],
  PluralRules: ["select", "resolvedOptions"],
  RelativeTimeFormat: ["format", "formatToParts", "resolvedOptions"],
  ListFormat: ["format", "formatToParts", "resolvedOptions"],
  Collator: ["compare", "resolvedOptions"],
  DisplayNames: ["of", "resolvedOptions"],
  /** Not of Intl, but made of it: the date or number is the argument. */
  Date: ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"],
  Number: ["toLocaleString"],
};

type Asked = {
  readonly type: string;
  readonly locales?: string | string[];
  readonly options?: Record<string, unknown>;
  readonly method: string;
  readonly args: unknown[];
};
type Formatter = Record<string, (...args: unknown[]) => unknown>;

/** Answers calls as JSON with JSON. @throws Thrown, in V8's words, for locales, options and values that are wrong */
export function createFormats(pay: (units: number) => void): (json: string) => string {
  const kept = new Map<string, Formatter>();

  function formatter({ type, locales, options }: Asked): Formatter {
    const key = JSON.stringify([type, locales, options]);
    const known = kept.get(key);
    if (known) return known;
    pay(COST.made);
    const made = MADE_OF_INTL[type]?.(locales, options) ?? make(type, locales, options);
    const [oldest] = kept.keys();
    if (kept.size >= MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, made);
    return made;
  }

  return (json) => {
    const asked = JSON.parse(json) as Asked;
    const { type, method, args } = asked;
    if (!Object.hasOwn(METHODS, type) || !METHODS[type]?.includes(method))
      throw thrown("TypeError", `Intl.${type} has no ${method} in the sandbox`);
    pay(COST.used);
    try {
      return JSON.stringify(formatter(asked)[method]?.(...args.map(meant))) ?? "";
    } catch (error) {
      const { name, message } = error as Error;
      throw thrown(name, message);
    }
  };
}

function make(...[type, ...how]: [string, Asked["locales"], Asked["options"]]): Formatter {
  const Type = Intl[type as "NumberFormat"] as new (...args: unknown[]) => unknown;
  return new Type(...how) as Formatter;
}

type How = [Asked["locales"], Asked["options"]];

const MADE_OF_INTL: Readonly<Record<string, (...how: How) => Formatter>> = {
  __proto__: null as never,
  Date: (...how) => {
    const date = (ms: unknown): Date => new Date(Number(ms));
    return {
      toLocaleString: (ms: unknown) => date(ms).toLocaleString(...how),
      toLocaleDateString: (ms: unknown) => date(ms).toLocaleDateString(...how),
      toLocaleTimeString: (ms: unknown) => date(ms).toLocaleTimeString(...how),
    };
  },
  Number: (...how) => ({
    toLocaleString: (value: unknown) =>
      (typeof value === "string" ? BigInt(value) : Number(value)).toLocaleString(...how),
  }),
};

/** A value as the program had it: what JSON cannot carry is a list of its text. */
const meant = (value: unknown): unknown =>
  Array.isArray(value) && value.length === 1 ? Number(value[0]) : value;

const thrown = (name: string, message: string): Thrown => new Thrown({ name, message, stack: "" });
