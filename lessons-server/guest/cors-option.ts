// The `cors` option in all its shapes, with the effect that each has: the cors package copies whatever it is given over
// its defaults, so that a misspelt or misplaced origin admits everybody, and an undefined one nobody.
import type cors from "cors";
import type { EngineOptions } from "#protocol/runner-engine.ts";

/** What only the cors package itself can make something of. */
export type Cors = Parameters<typeof cors>[0];
type Rules = NonNullable<EngineOptions["cors"]>;

/** `rules` for the gateway, where they are data; `own` where the program has to be asked. */
export function corsOf(value: unknown): { readonly rules?: Rules; readonly own?: Cors } {
  if (!value) return {};
  if (typeof value === "function") return { own: value as Cors };
  if (typeof value !== "object" || Array.isArray(value)) return { rules: {} };
  const given = value as Record<string, unknown>;
  const rules: Record<string, unknown> = {};
  // An origin that is there and empty switches all of cors off.
  if ("origin" in given) rules.origin = given.origin || false;
  for (const name of ["methods", "preflightContinue", "optionsSuccessStatus"]) {
    if (name in given) rules[name] = given[name];
  }
  rules.allowedHeaders = given.allowedHeaders || given.headers || undefined;
  rules.exposedHeaders = given.exposedHeaders || undefined;
  rules.maxAge = given.maxAge ?? undefined;
  if (given.credentials === true) rules.credentials = true;
  return isPlain(rules) ? { rules } : { own: given };
}

const isText = (value: unknown): boolean =>
  typeof value === "string" ||
  (Array.isArray(value) && value.every((one) => typeof one === "string"));

function isPlain(rules: Record<string, unknown>): boolean {
  const { origin, methods, allowedHeaders, exposedHeaders, maxAge } = rules;
  const { preflightContinue, optionsSuccessStatus: status } = rules;
  return (
    (origin === undefined || typeof origin === "boolean" || isText(origin)) &&
    (!("methods" in rules) || isText(methods)) &&
    (allowedHeaders === undefined || isText(allowedHeaders)) &&
    (exposedHeaders === undefined || isText(exposedHeaders)) &&
    (maxAge === undefined || typeof maxAge === "number" || typeof maxAge === "string") &&
    (preflightContinue === undefined || typeof preflightContinue === "boolean") &&
    (!("optionsSuccessStatus" in rules) ||
      (Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599))
  );
}
