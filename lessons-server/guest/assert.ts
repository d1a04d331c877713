// node:assert: claims that throw.
import { inspect } from "node-inspect-extracted";
import { isDeepEqual } from "./deep-equal.ts";

type Message = string | Error | undefined;
type Expected = RegExp | object | ((error: unknown) => unknown) | undefined;
type Claim = { actual?: unknown; expected?: unknown; operator: string };

export class AssertionError extends Error {
  readonly code = "ERR_ASSERTION";
  readonly generatedMessage: boolean;

  constructor({ message, actual, expected, operator }: { message?: string } & Claim) {
    super(message ?? `${inspect(actual)} ${operator} ${inspect(expected)}`);
    this.name = "AssertionError";
    this.generatedMessage = message === undefined;
    Object.assign(this, { actual, expected, operator });
  }
}

function refuse(message: Message, said: string, claim: Claim): never {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ ...claim, message: message ?? said });
  throw Object.assign(error, { generatedMessage: message === undefined });
}

const compare =
  (operator: string, holds: (actual: unknown, expected: unknown) => boolean, said: string) =>
  (actual: unknown, expected: unknown, message?: Message): void => {
    if (holds(actual, expected)) return;
    refuse(message, `${said}\n\n${inspect(actual)} !== ${inspect(expected)}\n`, {
      actual,
      expected,
      operator,
    });
  };

function ok(value: unknown, message?: Message): void {
  if (value) return;
  refuse(message, "The expression evaluated to a falsy value", {
    actual: value,
    expected: true,
    operator: "==",
  });
}

function fits(error: unknown, expected: Expected): boolean {
  if (expected === undefined) return true;
  if (expected instanceof RegExp) return expected.test(String(error));
  if (typeof expected === "function")
    return expected.prototype !== undefined && error instanceof expected
      ? true
      : expected.prototype === undefined && expected(error) === true;
  return Object.entries(expected).every(([key, value]) => {
    const actual: unknown = Reflect.get(Object(error), key);
    return value instanceof RegExp ? value.test(String(actual)) : isDeepEqual(actual, value);
  });
}

function judge(
  caught: { error: unknown } | undefined,
  expected: Expected | string,
  message: Message,
  operator: string,
): void {
  const [wanted, said] = typeof expected === "string" ? [undefined, expected] : [expected, message];
  if (!caught)
    refuse(said, `Missing expected ${operator === "rejects" ? "rejection" : "exception"}.`, {
      operator,
    });
  if (!fits(caught.error, wanted)) throw caught.error;
}

function throws(work: () => unknown, expected?: Expected | string, message?: Message): void {
  let caught: { error: unknown } | undefined;
  try {
    work();
  } catch (error) {
    caught = { error };
  }
  judge(caught, expected, message, "throws");
}

async function rejects(
  work: Promise<unknown> | (() => Promise<unknown>),
  expected?: Expected | string,
  message?: Message,
): Promise<void> {
  const promise = typeof work === "function" ? work() : work;
  const caught = await promise.then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  judge(caught, expected, message, "rejects");
}

const same = "Expected values to be strictly equal:";
const deeplySame = "Expected values to be strictly deep-equal:";
const matches = (text: unknown, pattern: unknown): boolean =>
  pattern instanceof RegExp && pattern.test(String(text));

const strict = {
  ok,
  equal: compare("strictEqual", Object.is, same),
  notEqual: compare(
    "notStrictEqual",
    (a, b) => !Object.is(a, b),
    'Expected "actual" to be strictly unequal to:',
  ),
  deepEqual: compare("deepStrictEqual", (a, b) => isDeepEqual(a, b), deeplySame),
  notDeepEqual: compare(
    "notDeepStrictEqual",
    (a, b) => !isDeepEqual(a, b),
    'Expected "actual" not to be strictly deep-equal to:',
  ),
  match: compare("match", matches, "The input did not match the regular expression"),
  doesNotMatch: compare(
    "doesNotMatch",
    (a, b) => !matches(a, b),
    "The input was expected to not match the regular expression",
  ),
  throws,
  rejects,
  doesNotThrow: (work: () => unknown) => void work(),
  fail: (message: Message = "Failed"): never => refuse(message, "Failed", { operator: "fail" }),
  ifError: (value: unknown): void => {
    if (value !== null && value !== undefined) throw value;
  },
  AssertionError,
};
const {
  equal: strictEqual,
  notEqual: notStrictEqual,
  deepEqual: deepStrictEqual,
  notDeepEqual: notDeepStrictEqual,
} = strict;
const named = { strictEqual, notStrictEqual, deepStrictEqual, notDeepStrictEqual };

/** Called as a function it is `ok`. */
export const assert: object = Object.assign(
  (value: unknown, message?: Message) => ok(value, message),
  strict,
  named,
  {
    equal: compare("==", (a, b) => a == b, "Expected values to be loosely equal:"),
    notEqual: compare("!=", (a, b) => a != b, 'Expected "actual" to be loosely unequal to:'),
    deepEqual: compare(
      "deepEqual",
      (a, b) => isDeepEqual(a, b, false),
      "Expected values to be loosely deep-equal:",
    ),
    notDeepEqual: compare(
      "notDeepEqual",
      (a, b) => !isDeepEqual(a, b, false),
      'Expected "actual" not to be loosely deep-equal to:',
    ),
    strict: Object.assign((value: unknown, message?: Message) => ok(value, message), strict, named),
  },
);
