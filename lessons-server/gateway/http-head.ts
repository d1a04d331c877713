// HTTP heads as the trace shows them: in the order and spelling of the wire.

export type ResponseHead = {
  readonly version: string;
  readonly status: number;
  readonly reason: string;
  readonly headers: [string, string][];
};

/** Node's flat list of names and values, as pairs; `redact` sees every value. */
export function headerPairs(
  raw: readonly string[],
  redact: (text: string) => string,
): [string, string][] {
  const pairs: [string, string][] = [];
  for (let i = 0; i + 1 < raw.length; i += 2) pairs.push([raw[i] ?? "", redact(raw[i + 1] ?? "")]);
  return pairs;
}

/** A response's head, from the status line to before the empty line; undefined if it does not begin like one. */
export function parseResponseHead(
  text: string,
  redact: (text: string) => string,
): ResponseHead | undefined {
  const [first = "", ...lines] = text.split("\r\n");
  const status = /^HTTP\/(\d\.\d) (\d{3}) ?(.*)$/.exec(first);
  if (!status) return undefined;
  const headers: [string, string][] = [];
  for (const line of lines) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.push([line.slice(0, colon), redact(line.slice(colon + 1).trim())]);
  }
  return { version: status[1] ?? "", status: Number(status[2]), reason: status[3] ?? "", headers };
}
