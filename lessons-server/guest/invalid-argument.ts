// How Node refuses an argument of the wrong kind.
import { inspect } from "node-inspect-extracted";

/** `The "listener" argument must be of type function. Received undefined` */
export function invalidArgument(name: string, expected: string, value: unknown): TypeError {
  const what = name.includes(" ") ? name : `"${name}" argument`;
  const error = new TypeError(`The ${what} must be ${expected}. Received ${received(value)}`);
  return Object.assign(error, { code: "ERR_INVALID_ARG_TYPE" });
}

function received(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "function") return `function ${value.name}`;
  if (typeof value === "object") {
    const name = (value as { constructor?: { name?: string } }).constructor?.name;
    return name ? `an instance of ${name}` : inspect(value, { depth: -1 });
  }
  const shown = inspect(value, { colors: false });
  return `type ${typeof value} (${shown.length > 28 ? `${shown.slice(0, 25)}...` : shown})`;
}
