// Where values are not what they should be: the first place at which they differ, and what the run says of how it came.
import { toJson } from "#protocol/json-value.ts";
import { matches, type SocketIds } from "../verdict.ts";

/** `path` is the place in words: "the 1st value", "`id` in the 1st value". Undefined is a place that holds nothing. */
export type Difference = { readonly path: string; readonly due: unknown; readonly got: unknown };

const ORDINALS = ["1st", "2nd", "3rd"];
const nth = (place: number): string => ORDINALS[place] ?? `${place + 1}th`;

/** The first place where `got` is not as `due` asks; undefined if there is none. */
export function firstDifference(
  due: readonly unknown[],
  got: readonly unknown[],
  ids?: SocketIds,
): Difference | undefined {
  const most = Math.max(due.length, got.length);
  for (let i = 0; i < most; i += 1) {
    const path = most === 1 ? "the value" : `the ${nth(i)} value`;
    const found = within(
      { path, due: toJson(due[i] ?? null), got: i < got.length ? toJson(got[i]) : undefined },
      ids,
    );
    if (i >= due.length) return { path, due: undefined, got: got[i] };
    if (found) return found;
  }
  return undefined;
}

function within(at: Difference, ids: SocketIds | undefined): Difference | undefined {
  const { path, due, got } = at;
  if (got !== undefined && matches(due, got, ids)) return undefined;
  if (!isPlain(due) || !isPlain(got) || isStandIn(due)) return at;
  if (Array.isArray(due) !== Array.isArray(got)) return at;
  const keys = [...new Set([...Object.keys(due), ...Object.keys(got)])];
  for (const key of keys) {
    const found = within(
      {
        path: `${Array.isArray(due) ? `place ${Number(key) + 1}` : `\`${key}\``} in ${path}`,
        due: due[key],
        got: got[key],
      },
      ids,
    );
    if (key in due && key in got && !found) continue;
    return found ?? { path: `\`${key}\` in ${path}`, due: due[key], got: got[key] };
  }
  return at;
}

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain => typeof value === "object" && value !== null;
const isStandIn = (value: Plain): boolean => "$any" in value || "$id" in value;

/** "nothing" for a place that holds nothing; a stand-in as what it stands for. */
export function valueWords(value: unknown): string {
  if (value === undefined) return "nothing";
  if (isPlain(value)) {
    if (value["$any"] === "string") return "a text";
    if ("$any" in value) return "any value";
    if (typeof value["$id"] === "string") return `${value["$id"]}’s socket.id`;
  }
  const text = JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}

/** Whether this very value stands somewhere in another. */
export function holds(all: unknown, value: unknown): boolean {
  if (all === value) return typeof value !== "object";
  return isPlain(all) && Object.values(all).some((one) => holds(one, value));
}

/** What JSON makes of values that it has no form for, where that is what came. */
export function lostOnTheWay({ due, got }: Difference): string | undefined {
  if (got === null && typeof due === "number")
    return "`null` is how JSON writes a number that is none (`NaN`): something was reckoned with what is not there";
  if (isPlain(got) && !Array.isArray(got) && Object.keys(got).length === 0)
    return "`{}` is all that JSON leaves of a Map or a Set";
  if (typeof got === "string" && /^\d{4}-\d\d-\d\dT/.test(got) && isPlain(due))
    return "a Date travels as its text, by itself, and not inside an object";
  if (got === undefined) return "what is `undefined`, or was never put there, does not travel";
  return undefined;
}
