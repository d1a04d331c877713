// A value of the learner's as a report carries it: JSON, and never so heavy that the report would be refused.
import { type JsonValue, toJson } from "#protocol/json-value.ts";

/** The most characters of JSON that one report may spend on values. */
export const maxValueSize = 64_000;

/** The value as JSON, or how heavy it is where it has more than `most` characters. */
export function carried(value: unknown, most: number = maxValueSize): JsonValue {
  const json = toJson(value);
  const { length } = JSON.stringify(json);
  return length <= most ? json : `[${length} characters]`;
}
