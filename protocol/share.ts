// What one learner hands to another, in a link or as a file: code, who is on stage, and a run that was recorded. Pure.
// It is read from strangers: every part has a cap, and whatever is wrong is said in a sentence for whoever opened it.
import * as z from "zod/mini";
import { PROGRAM_LIMITS } from "#protocol/program-limits.ts";
import { Seq, TraceEvent } from "#trace/event.ts";

const VERSION = 1;
export const SHARE_CAPS = {
  /** Characters of a link's part that carries it. */
  encoded: 65_536,
  /** Bytes of what is inside a link. */
  inflated: 2_097_152,
  /** Bytes of a file. */
  file: 8_388_608,
  /** How deep its JSON may be nested: what we record has a quarter of it. */
  depth: 100,
  /** Of all files together. */
  lines: 5_000,
  clients: 1_000,
  events: 20_000,
  /** Characters of the bytes that one event keeps, which are the first 64 KiB. */
  base64: 87_384,
} as const;

type File = Readonly<{ text: string }>;
const bytesOf = (files: readonly File[]): number =>
  files.reduce((sum, { text }) => sum + new TextEncoder().encode(text).length, 0);
const linesOf = (files: readonly File[]): number =>
  files.reduce((sum, { text }) => sum + text.split("\n").length, 0);

function keptIn(event: TraceEvent): number {
  if ("body" in event) return event.body.base64.length;
  return "bytes" in event ? event.bytes.base64.length : 0;
}

const slug = z.string().check(z.regex(/^[a-z0-9-]{1,80}$/));
const name = z.string().check(z.minLength(1), z.maxLength(200));
const Version = z.looseObject({ "sockets-101": z.int() });

/** `at` is the moment that was looked at, `selected` the event. Without a `trace` it is code to be run. */
export const Shared = z.strictObject({
  "sockets-101": z.literal(VERSION),
  lesson: slug,
  exercise: z.optional(slug),
  files: z.array(z.strictObject({ name, text: z.string() })).check(
    z.maxLength(PROGRAM_LIMITS.sourceFiles.most),
    z.refine((files) => bytesOf(files) <= PROGRAM_LIMITS.sourceBytes.most, {
      error: "more source than a program may have",
    }),
    z.refine((files) => linesOf(files) <= SHARE_CAPS.lines, {
      error: "more lines than can be drawn",
    }),
  ),
  clients: z.array(z.strictObject({ name, file: z.optional(name) })).check(
    z.maxLength(SHARE_CAPS.clients),
    z.refine((clients) => new Set(clients.map((one) => one.name)).size === clients.length, {
      error: "two clients of one name",
    }),
  ),
  at: z.optional(Seq),
  selected: z.optional(Seq),
  trace: z.optional(
    z.array(TraceEvent).check(
      z.maxLength(SHARE_CAPS.events),
      z.refine(
        (trace) => trace.every(({ seq }, i) => i === 0 || seq > (trace[i - 1]?.seq ?? seq)),
        {
          error: "its events are out of order",
        },
      ),
      z.refine((trace) => trace.every((event) => keptIn(event) <= SHARE_CAPS.base64), {
        error: "more bytes than an event keeps",
      }),
    ),
  ),
});
export type Shared = Readonly<z.infer<typeof Shared>>;

/** What was read, or why not: a sentence for the reader. */
export type ShareReading =
  | Readonly<{ ok: true; shared: Shared }>
  | Readonly<{ ok: false; text: string }>;

export const refused = (text: string): ShareReading => ({ ok: false, text });

/** As text: JSON, an event a line, so that two recordings can be compared. */
export function writeShare({ trace, ...rest }: Omit<Shared, "sockets-101">): string {
  const head = JSON.stringify({ "sockets-101": VERSION, ...rest });
  if (trace === undefined) return `${head}\n`;
  const events = trace.map((event) => JSON.stringify(event)).join(",\n");
  return `${head.slice(0, -1)},"trace":[\n${events}\n]}\n`;
}

/** Reads what `writeShare` wrote. Total: any text is a share or a sentence. */
export function readShare(text: string): ShareReading {
  if (isDeeperThan(SHARE_CAPS.depth, text))
    return refused("What was to be opened is nested deeper than any run: it was left closed.");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // What exactly is missing helps nobody: it has to be fetched again.
    return refused("This is no recording of ours, or a part of it is missing: ask for it again.");
  }
  const version = Version.safeParse(json);
  if (!version.success) return refused("This is no recording of ours: nothing was opened.");
  if (version.data["sockets-101"] !== VERSION)
    return refused(
      `This was recorded by another version of the site (${version.data["sockets-101"]}, and here is ${VERSION}): nothing was opened.`,
    );
  const read = Shared.safeParse(json);
  if (read.success) return { ok: true, shared: read.data };
  const [issue] = read.error.issues;
  const where = [issue?.path.join("."), issue?.message].filter((word) => word !== "").join(": ");
  return refused(
    `This recording holds something that is no part of one (${where.slice(0, 120)}): nothing was opened.`,
  );
}

/** Without reading it: what is nested deep enough exhausts whoever reads it. */
function isDeeperThan(most: number, json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let i = 0; i < json.length; i++) {
    const char = json.charAt(i);
    if (isInText) {
      if (char === "\\") i++;
      else if (char === '"') isInText = false;
    } else if (char === '"') isInText = true;
    else if (char === "[" || char === "{") {
      if (++depth > most) return true;
    } else if (char === "]" || char === "}") depth--;
  }
  return false;
}
