// What a learner takes along of a lesson: a link, a file, or text for whoever is asked for help. Nothing is sent anywhere.
import { SHARE_CAPS, type Shared, writeShare } from "#protocol/share.ts";
import type { SceneClient } from "#protocol/scene.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { printTrace } from "#trace/print.ts";
import type { Files } from "../edits.ts";
import type { Playhead } from "../playhead.ts";
import { packed } from "./pack.ts";
import { speaksOf, withheld } from "./withheld.ts";

export type Takeable = {
  readonly lesson: string;
  readonly exercise?: string | undefined;
  readonly files: Files;
  readonly clients: readonly Pick<SceneClient, "name" | "file">[];
  readonly trace: Trace;
  readonly playhead: Playhead;
  readonly selected: Seq | undefined;
};

/** `without` says why the run is not in it. */
export type Link =
  | { readonly ok: true; readonly hash: string; readonly without?: string }
  | { readonly ok: false; readonly text: string };

const IS_A_KEY =
  "somebody spoke of your sandbox’s address in it, and whoever has that can use your server";

/** The link's `#…`. @param secrets what opens the learner's sandbox: nobody else may read it. */
export async function linkTo(what: Takeable, secrets: readonly string[]): Promise<Link> {
  const whole = sharedOf(what, secrets);
  const { trace, ...code } = whole;
  const isKept = trace !== undefined && !speaksOf(trace, secrets);
  const hash = await packed(writeShare(isKept ? whole : code));
  const without = trace === undefined || isKept ? {} : { without: IS_A_KEY };
  if (hash.length <= SHARE_CAPS.encoded) return { ok: true, hash: `#share=${hash}`, ...without };
  const alone = isKept ? await packed(writeShare(code)) : hash;
  if (alone.length <= SHARE_CAPS.encoded)
    return {
      ok: true,
      hash: `#share=${alone}`,
      without: `it would need ${kB(hash)}, and a link has ${kB64}`,
    };
  return { ok: false, text: `Your code alone would need ${kB(alone)}, and a link has ${kB64}.` };
}

/** The file's text, or why there is none. */
export function fileOf(what: Takeable, secrets: readonly string[]): string | undefined {
  const whole = sharedOf(what, secrets);
  return speaksOf(whole.trace ?? [], secrets) ? undefined : writeShare(whole);
}

/** The run as lines to read, for a bug report. */
export function textOf(what: Takeable, secrets: readonly string[]): string {
  const { lesson, exercise, trace } = what;
  const where = exercise === undefined ? lesson : `${lesson}, exercise ${exercise}`;
  return without(
    `Sockets 101, lesson ${where}, ${trace.length} events\n\n${printTrace(withheld(trace))}`,
    secrets,
  );
}

function sharedOf(what: Takeable, secrets: readonly string[]): Omit<Shared, "sockets-101"> {
  const { lesson, exercise, files, clients, trace, playhead, selected } = what;
  const last = trace.at(-1)?.seq;
  const at = playhead === "live" ? last : playhead;
  return {
    lesson,
    ...(exercise !== undefined && { exercise }),
    files: Object.entries(files).map(([name, text]) => ({ name, text: without(text, secrets) })),
    clients: clients.map(({ name, file }) => ({ name, ...(file !== undefined && { file }) })),
    ...(last !== undefined && {
      at,
      ...(selected !== undefined && { selected }),
      trace: [...withheld(trace)],
    }),
  };
}

const without = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((left, secret) => left.replaceAll(secret, "…"), text);

/** Of 1,024 letters each. */
export const kB = ({ length }: string): string => `${Math.ceil(length / 1_024)} kB`;
const kB64 = `${SHARE_CAPS.encoded / 1_024} kB`;
