// Functions of node:util that make functions and classes of others.
import { invalidArgument } from "./invalid-argument.ts";
import { process } from "./process.ts";

type Callback = (error: unknown, ...results: unknown[]) => void;
type Callbackish = (...args: unknown[]) => unknown;

const custom = Symbol.for("nodejs.util.promisify.custom");

export function promisify(original: Callbackish): Callbackish {
  assertFunction("original", original);
  const own = Reflect.get(original, custom) as Callbackish | undefined;
  if (own) return own;
  function promised(this: unknown, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const done: Callback = (error, result) => (error ? reject(error) : resolve(result));
      original.call(this, ...args, done);
    });
  }
  return Object.setPrototypeOf(promised, Object.getPrototypeOf(original) as object) as Callbackish;
}

export function callbackify(original: Callbackish): Callbackish {
  assertFunction("original", original);
  return function called(this: unknown, ...args: unknown[]): void {
    const done = args.pop() as Callback;
    assertFunction("last argument", done);
    void Promise.resolve(original.apply(this, args)).then(
      (result) => process.nextTick(done, null, result),
      (error) =>
        process.nextTick(done, error || new Error("Promise was rejected with a falsy value")),
    );
  };
}

export function inherits(constructor: Callbackish, parent: Callbackish): void {
  Object.defineProperty(constructor, "super_", {
    value: parent,
    writable: true,
    configurable: true,
  });
  Object.setPrototypeOf(constructor.prototype as object, parent.prototype as object);
}

export function deprecate(work: Callbackish, message: string, code?: string): Callbackish {
  let hasWarned = false;
  return function deprecated(this: unknown, ...args: unknown[]): unknown {
    if (!hasWarned) process.emitWarning(message, "DeprecationWarning", code);
    hasWarned = true;
    return new.target ? Reflect.construct(work, args, new.target) : work.apply(this, args);
  };
}

function assertFunction(name: string, value: unknown): void {
  if (typeof value !== "function") throw invalidArgument(name, "of type function", value);
}

promisify.custom = custom;
