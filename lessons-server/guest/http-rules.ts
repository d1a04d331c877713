// What Node refuses of an answer, in Node's words, and what is longer than may cross the wall (protocol/runner.ts).

const MAX_VALUE = 8_192;
const MAX_NAME = 256;
const MAX_HEADERS = 100;
const MAX_REASON = 200;
const NAME = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const NO_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

/** A status as it is sent: Node makes a number of what is none. */
export function validStatus(status: unknown): number {
  const code = Number(status) | 0;
  if (code >= 100 && code <= 999) return code;
  throw refusal(
    new RangeError(`Invalid status code: ${String(status)}`),
    "ERR_HTTP_INVALID_STATUS_CODE",
  );
}

export function validReason(reason: string): string {
  if (NO_VALUE.test(reason))
    throw refusal(new TypeError("Invalid character in statusMessage"), "ERR_INVALID_CHAR");
  return reason.slice(0, MAX_REASON);
}

/** @param count how many headers the answer would then have */
export function assertHeader(
  name: unknown,
  values: readonly (string | number | undefined)[],
  count: number,
): void {
  if (typeof name !== "string" || !NAME.test(name)) {
    const text = `Header name must be a valid HTTP token ["${String(name)}"]`;
    throw refusal(new TypeError(text), "ERR_INVALID_HTTP_TOKEN");
  }
  for (const value of values) {
    if (value === undefined) {
      const text = `Invalid value "undefined" for header "${name}"`;
      throw refusal(new TypeError(text), "ERR_HTTP_INVALID_HEADER_VALUE");
    }
    if (NO_VALUE.test(String(value))) {
      const text = `Invalid character in header content ["${name}"]`;
      throw refusal(new TypeError(text), "ERR_INVALID_CHAR");
    }
    if (name.length > MAX_NAME || String(value).length > MAX_VALUE)
      throw new RangeError(
        `A header may have ${MAX_VALUE} characters in the sandbox: "${name.slice(0, 50)}" has more.`,
      );
  }
  if (count > MAX_HEADERS)
    throw new RangeError(
      `An answer may have ${MAX_HEADERS} headers in the sandbox: this one has more.`,
    );
}

const refusal = (error: Error, code: string): Error => Object.assign(error, { code });
