// What a check says in the end, and the few words its sentences are made of.
import { toJson } from "#protocol/json-value.ts";
import type { Seq } from "#trace/event.ts";

/**
 * One claim about a run, judged. `at` is the event that broke it, if one did: what came wrongly, or what
 * was sent and did not come. `about` is what the claim leaves to be known: in whose doing, or from where.
 */
export type Verdict = {
  readonly claim: string;
  readonly ok: boolean;
  readonly expected: string;
  readonly got: string;
  readonly at?: Seq;
  readonly about?: string;
};

/** Stands for any one value among the arguments or values that a judgement expects; `{ $any: "string" }` for any text. */
export const anything = { $any: true } as const;
const ANY_TEXT = { $any: "string" } as const;

/** The id that each client's socket had at some moment; undefined of one that had none. */
export type SocketIds = (client: string) => string | undefined;
const NOBODY_HAS_ONE: SocketIds = () => undefined;

/** Whether what came is what was expected, as JSON sees both; bytes are compared too. `{ $id: client }` is that socket's id. */
export function matches(expected: unknown, got: unknown, ids = NOBODY_HAS_ONE): boolean {
  return isSame(toJson(expected), toJson(got), ids);
}

/** `("hi", 3)`: values as a call shows them. */
export function call(values: readonly unknown[]): string {
  const texts = values.map((value) =>
    JSON.stringify(toJson(value))
      .replaceAll(JSON.stringify(anything), "…")
      .replaceAll(JSON.stringify(ANY_TEXT), '"…"')
      .replaceAll(/\{"\$id":"([^"]*)"\}/g, "$1’s socket.id"),
  );
  return `(${texts.join(", ")})`;
}

/** As `call`, for values that the recorder may have cut. */
export function shown(values: readonly unknown[] | undefined): string {
  return values === undefined ? "more than the trace keeps" : call(values);
}

/** "Alice", "Alice and Bob", "Alice, Bob and Carol". */
export function list(names: readonly string[]): string {
  const last = names.at(-1);
  if (names.length < 2 || last === undefined) return last ?? "nobody";
  return `${names.slice(0, -1).join(", ")} and ${last}`;
}

/** "once", "twice", "3 times". */
export function often(times: number): string {
  return ["never", "once", "twice"][times] ?? `${times} times`;
}

function isSame(expected: unknown, got: unknown, ids: SocketIds): boolean {
  if (typeof expected !== "object" || expected === null) return expected === got;
  if ("$any" in expected) return expected.$any !== ANY_TEXT.$any || typeof got === "string";
  const whose: unknown = Reflect.get(expected, "$id");
  if (typeof whose === "string") return got !== undefined && got === ids(whose);
  if (typeof got !== "object" || got === null || Array.isArray(expected) !== Array.isArray(got))
    return false;
  const [wanted, found] = [Object.entries(expected), Object.entries(got)];
  return (
    wanted.length === found.length &&
    wanted.every(
      ([key, value]) => Object.hasOwn(got, key) && isSame(value, Reflect.get(got, key), ids),
    )
  );
}
