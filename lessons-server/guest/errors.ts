// Errors as Node makes them: a stack that begins with the error's name and message and has frames of the program only,
// and Error.captureStackTrace. What QuickJS itself throws is told by the host (runner/told.ts).
import { headOf, ownFrames } from "#protocol/stack.ts";
import { inTheirFile } from "./position.ts";

type Constructor = { new (...args: unknown[]): Error; readonly prototype: Error };

const { Error: PlainError } = globalThis;
/** Those that `new Error(message)` could be instead. */
export const ERROR_NAMES = [
  "EvalError",
  "RangeError",
  "ReferenceError",
  "SyntaxError",
  "TypeError",
  "URIError",
] as const;

/** The program's own frames of a stack. */
export const framesOf = (stack = ""): string => inTheirFile(ownFrames(stack));

function head(error: object): string {
  try {
    const { name = "Error", message = "" } = error as { name?: unknown; message?: unknown };
    return headOf(String(name), String(message));
  } catch {
    return "Error";
  }
}

/** V8's: gives any object the stack of where this is called. */
function captureStackTrace(target: object): void {
  Object.defineProperty(target, "stack", {
    value: `${head(target)}\n${framesOf(new PlainError().stack)}`.trimEnd(),
    configurable: true,
    writable: true,
  });
}

/** A constructor in the place of QuickJS's own, for the same objects. */
function replace(name: string, Native: Constructor, parent?: object): object {
  const Replacement = function (this: unknown, ...args: unknown[]): Error {
    const error = Reflect.construct(Native, args, new.target ?? Replacement) as Error;
    error.stack = `${head(error)}\n${framesOf(error.stack)}`.trimEnd();
    return error;
  };
  Object.defineProperties(Replacement, {
    name: { value: name },
    length: { value: 1 },
    prototype: { value: Native.prototype, writable: false },
  });
  if (parent) Object.setPrototypeOf(Replacement, parent);
  const own = { configurable: true, writable: true };
  Object.defineProperty(Native.prototype, "constructor", { value: Replacement, ...own });
  Object.defineProperty(globalThis, name, { value: Replacement, ...own });
  return Replacement;
}

const error = replace("Error", PlainError as unknown as Constructor);
Object.assign(error, { captureStackTrace, stackTraceLimit: 10 });
for (const name of [...ERROR_NAMES, "AggregateError"] as const)
  replace(name, globalThis[name] as unknown as Constructor, error);

/** The stack of where this is called, unreadably: with the runtime's frames, and no head. */
export const rawStack = (): string => new PlainError().stack ?? "";
