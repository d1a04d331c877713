// URL and URLSearchParams. Reading a URL is left to the host, whose parser is Node's own.
import { inspect } from "node-inspect-extracted";
import { urlParts } from "./wall.ts";

type Parts = Record<
  | "href"
  | "origin"
  | "protocol"
  | "username"
  | "password"
  | "host"
  | "hostname"
  | "port"
  | "pathname"
  | "search"
  | "hash",
  string
>;
type Pairs = Iterable<readonly [string, string]> | Record<string, string>;
type How = { depth?: number | null };

/** Kept from before the program can replace them. */
const { stringify, parse } = JSON;

export class URL {
  #parts: Parts;
  #params: URLSearchParams | undefined;

  constructor(url: string | URL, base?: string | URL) {
    const parts = read(url, base);
    if (!parts) {
      const error = new TypeError("Invalid URL");
      throw Object.assign(error, {
        code: "ERR_INVALID_URL",
        input: String(url),
        ...(base === undefined ? {} : { base: String(base) }),
      });
    }
    this.#parts = parts;
  }

  static canParse = (url: string | URL, base?: string | URL): boolean =>
    read(url, base) !== undefined;
  static parse(url: string | URL, base?: string | URL): URL | null {
    return URL.canParse(url, base) ? new URL(url, base) : null;
  }

  get href(): string {
    return this.#parts.href;
  }
  set href(href: string) {
    this.#parts = new URL(href).#parts;
    this.#params = undefined;
  }
  get origin(): string {
    return this.#parts.origin;
  }
  get searchParams(): URLSearchParams {
    this.#params ??= followed(this.search, (search) => this.#set("search", search));
    return this.#params;
  }

  /** Sets one part as the host's parser does: what does not fit is left out. */
  #set(part: keyof Parts, value: unknown): void {
    const json = urlParts(stringify([this.href, null, part, String(value)]));
    if (json) this.#parts = parse(json) as Parts;
  }

  toString = (): string => this.href;
  toJSON = (): string => this.href;

  static {
    const parts = [
      "protocol",
      "username",
      "password",
      "host",
      "hostname",
      "port",
      "pathname",
      "search",
      "hash",
    ] as const;
    for (const part of parts) {
      Object.defineProperty(URL.prototype, part, {
        get(this: URL) {
          return this.#parts[part];
        },
        set(this: URL, value: unknown) {
          this.#set(part, value);
          if (part === "search") this.#params = undefined;
        },
        enumerable: true,
        configurable: true,
      });
    }
  }

  declare protocol: string;
  declare search: string;

  [inspect.custom](depth: number, how: How): string {
    const { search, hash, ...rest } = this.#parts;
    const { searchParams } = this;
    return `URL ${inspect({ ...rest, search, searchParams, hash }, { ...how, depth })}`;
  }
}

function read(url: string | URL, base: string | URL | undefined): Parts | undefined {
  const json = urlParts(stringify([String(url), base === undefined ? null : String(base)]));
  return json ? (parse(json) as Parts) : undefined;
}

const decode = (text: string): string => {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return unescape(spaced);
  }
};
const encode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll("%20", "+")
    .replace(/[!'()~]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

export class URLSearchParams {
  #pairs: [string, string][];
  #changed: (search: string) => void = () => {};

  constructor(from: string | Pairs | URLSearchParams = "") {
    this.#pairs = pairsOf(from);
  }

  /** Those of a URL, which is told of each change. */
  static of(search: string, changed: (search: string) => void): URLSearchParams {
    const params = new URLSearchParams(search);
    params.#changed = changed;
    return params;
  }

  get size(): number {
    return this.#pairs.length;
  }

  append(name: string, value: unknown): void {
    this.#pairs.push([String(name), String(value)]);
    this.#tell();
  }

  delete(name: string, value?: string): void {
    this.#pairs = this.#pairs.filter(
      ([key, its]) => key !== name || (value !== undefined && its !== String(value)),
    );
    this.#tell();
  }

  get = (name: string): string | null => this.#pairs.find(([key]) => key === name)?.[1] ?? null;
  getAll = (name: string): string[] =>
    this.#pairs.filter(([key]) => key === name).map(([, value]) => value);
  has = (name: string, value?: string): boolean =>
    this.#pairs.some(
      ([key, its]) => key === name && (value === undefined || its === String(value)),
    );

  set(name: string, value: unknown): void {
    const found = this.#pairs.find(([key]) => key === name);
    if (!found) return this.append(name, value);
    found[1] = String(value);
    this.#pairs = this.#pairs.filter((pair) => pair === found || pair[0] !== name);
    this.#tell();
  }

  sort(): void {
    this.#pairs.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    this.#tell();
  }

  forEach(each: (value: string, name: string, all: this) => void): void {
    for (const [name, value] of this.#pairs) each(value, name, this);
  }

  keys = (): IterableIterator<string> => this.#pairs.map(([name]) => name).values();
  values = (): IterableIterator<string> => this.#pairs.map(([, value]) => value).values();
  entries = (): IterableIterator<[string, string]> =>
    this.#pairs.map(([name, value]): [string, string] => [name, value]).values();

  [Symbol.iterator](): IterableIterator<[string, string]> {
    return this.entries();
  }

  toString(): string {
    return this.#pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
  }

  #tell(): void {
    this.#changed(this.toString());
  }

  [inspect.custom](_depth: number, how: How): string {
    if (this.size === 0) return "URLSearchParams {}";
    const pairs = this.#pairs.map((pair) => pair.map((one) => inspect(one, how)).join(" => "));
    return `URLSearchParams { ${pairs.join(", ")} }`;
  }
}

const followed = (search: string, changed: (search: string) => void): URLSearchParams =>
  URLSearchParams.of(search, changed);

function pairsOf(from: string | Pairs | URLSearchParams): [string, string][] {
  if (typeof from === "string") {
    return from
      .replace(/^\?/, "")
      .split("&")
      .filter(Boolean)
      .map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return [decode(name), decode(value.join("="))];
      });
  }
  if (from === null || typeof from !== "object") return pairsOf(String(from));
  const pairs = Symbol.iterator in from ? [...from] : Object.entries(from);
  return pairs.map(([name, value]): [string, string] => [String(name), String(value)]);
}
