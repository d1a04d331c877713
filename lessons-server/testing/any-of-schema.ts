// For tests: anything that a zod schema takes, for fast-check. So an operation that is new is tried without a word here.
import * as fc from "fast-check";
import { z } from "zod";

/** What may do harm wherever a text or a number goes; a schema that takes none of them is tried with nothing. */
const TEXTS = [
  "",
  "0",
  "1",
  "a",
  "/",
  "/chat",
  "*",
  "..",
  "../../etc/passwd",
  "__proto__",
  "constructor",
  "0{}",
  '2["e",1]',
  '21["e"]',
  '51-["e",{"_placeholder":true,"num":0}]',
  "3[",
  "4",
  "6",
  "9",
  "AAAA",
  "=",
  "server.js:1:1",
  "server.js:999999:1",
  ":",
  "x".repeat(5_000),
  "\u0000",
  "\u202e\u001b[31m\ud800",
  "é\r\nSet-Cookie: a=b",
  "Content-Length",
  "Transfer-Encoding",
  "text/html",
  "socket.io.js",
  "transport close",
  "volatile",
  "http://evil.example",
  "null",
];
/** Mostly those that there are: what is the first of its kind somewhere. */
const NUMBERS = [
  0,
  1,
  1,
  1,
  1,
  2,
  2,
  2,
  3,
  4,
  5,
  -1,
  -0,
  0.5,
  80,
  101,
  200,
  204,
  304,
  404,
  999,
  3_000,
  3_001,
  65_535,
  65_536,
  1e9,
  4_294_967_295,
  4_294_967_296,
  1e308,
  Number.MAX_SAFE_INTEGER,
];

type Def = z.core.$ZodTypeDef & {
  readonly shape?: Record<string, z.core.$ZodType>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
  readonly items?: readonly z.core.$ZodType[];
  readonly values?: readonly unknown[];
  readonly keyType?: unknown;
  readonly valueType?: unknown;
  readonly entries?: Record<string, unknown>;
};

type Bounds = z.core.$ZodCheckDef & { readonly minimum?: number; readonly maximum?: number };
const MANY = 4;

/** @param schema of zod or zod/mini */
export function anyOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const def = schema._zod.def as Def;
  switch (def.type) {
    case "object":
      return recordOf(def.shape ?? {});
    case "array": {
      const bounds = (def.checks ?? []).map((check) => check._zod.def as Bounds);
      const minLength = Math.max(0, ...bounds.map(({ minimum = 0 }) => minimum));
      const most = Math.min(...bounds.map(({ maximum = MANY }) => maximum), MANY);
      const maxLength = Math.max(minLength, most);
      return fc.array(anyOf(def.element as z.core.$ZodType), { minLength, maxLength });
    }
    case "record":
      return fc.dictionary(
        anyOf(def.keyType as z.core.$ZodType) as fc.Arbitrary<string>,
        anyOf(def.valueType as z.core.$ZodType),
        { maxKeys: MANY },
      );
    case "tuple":
      return fc.tuple(...(def.items ?? []).map(anyOf));
    case "union":
      return fc.oneof(...(def.options ?? []).map(anyOf));
    case "optional":
      return fc.option(anyOf(def.innerType as z.core.$ZodType), { nil: undefined });
    case "nullable":
      return fc.option(anyOf(def.innerType as z.core.$ZodType));
    case "literal":
      return fc.constantFrom(...(def.values ?? []));
    case "enum":
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case "default":
      return anyOf(def.innerType as z.core.$ZodType);
    case "unknown":
      return fc.jsonValue({ maxDepth: 3 });
    case "boolean":
      return fc.boolean();
    case "string":
    case "number":
      return taken(schema, def.type === "string" ? TEXTS : NUMBERS);
    default:
      throw new Error(
        `nothing is known of a schema of the kind "${def.type}": say here what it takes`,
      );
  }
}

function taken(schema: z.core.$ZodType, pool: readonly unknown[]): fc.Arbitrary<unknown> {
  const fitting = pool.filter((one) => z.safeParse(schema, one).success);
  return fc.constantFrom(...(fitting.length > 0 ? fitting : [undefined]));
}

/** Without a prototype's help: `__proto__` is a name like any other. */
const recordOf = (shape: Readonly<Record<string, z.core.$ZodType>>): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(shape).map(([name, one]) => [name, anyOf(one)])));
