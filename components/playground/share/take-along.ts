// What a learner takes along of a lesson: a link, a file, or text for whoever is asked for help. Nothing is sent anywhere.
import { readShare, SHARE_CAPS, type Shared, writeShare } from "#protocol/share.ts";
import type { SceneClient } from "#protocol/scene.ts";
import type { Seq, Trace } from "#trace/event.ts";
import { printTrace } from "#trace/print.ts";
import type { Files } from "../edits.ts";
import type { Playhead } from "../playhead.ts";
import { packed } from "./pack.ts";
import { addressesIn, speaksOf, withheld, without } from "./withheld.ts";

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
type Written = Readonly<{ ok: boolean; text: string }>;

/** The link's `#…`. @param secrets what opens the learner's sandbox: nobody else may read it. */
export async function linkTo(what: Takeable, secrets: readonly string[]): Promise<Link> {
  const whole = sharedOf(what, secrets);
  const { trace, ...code } = whole;
  const run = trace && (await linkOf(whole, spokenIn(what.trace, secrets)));
  if (run?.ok) return run;
  const alone = await linkOf(code);
  if (!alone.ok) return { ok: false, text: `Your code alone is too much for one: ${alone.text}.` };
  return run ? { ...alone, without: run.text } : alone;
}

/** Only what whoever opens it can read. The text of a refusal begins small, for the middle of a sentence. */
async function linkOf(share: Sharing, problem?: string): Promise<Link> {
  if (problem !== undefined) return { ok: false, text: problem };
  const text = writeShare(share);
  const size = new TextEncoder().encode(text).length;
  if (size > SHARE_CAPS.inflated || !readShare(text).ok)
    return { ok: false, text: "it holds more than a link may open to" };
  const hash = await packed(text);
  if (hash.length > SHARE_CAPS.encoded)
    return { ok: false, text: `it would need ${kB(hash)}, and a link has ${kB64}` };
  return { ok: true, hash: `#share=${hash}` };
}

/** The file's text, or why there is none, from the middle of a sentence. */
export function fileOf(what: Takeable, secrets: readonly string[]): Written {
  const problem = spokenIn(what.trace, secrets);
  if (problem !== undefined) return { ok: false, text: problem };
  return { ok: true, text: writeShare(sharedOf(what, secrets)) };
}

/** The run as lines to read, for a bug report. */
export function textOf(what: Takeable, secrets: readonly string[]): string {
  const { lesson, exercise, trace } = what;
  const where = exercise === undefined ? lesson : `${lesson}, exercise ${exercise}`;
  return without(
    `Sockets 101, lesson ${where}, ${trace.length} events\n\n${printTrace(withheld(trace))}`,
    [...secrets, ...addressesIn(trace)],
  );
}

/** Why the run stays with the learner. */
function spokenIn(trace: Trace, secrets: readonly string[]): string | undefined {
  const left = withheld(trace);
  if (speaksOf(left, secrets)) return IS_A_KEY;
  return speaksOf(left, addressesIn(trace)) ? IS_AN_ADDRESS : undefined;
}

const IS_A_KEY =
  "somebody spoke of your sandbox’s address in it, and whoever has that can use your server";
const IS_AN_ADDRESS = "it says somebody’s IP address, which is nobody else’s affair";

type Sharing = Omit<Shared, "sockets-101">;

function sharedOf(what: Takeable, secrets: readonly string[]): Sharing {
  const { lesson, exercise, files, clients, trace, playhead, selected } = what;
  const hidden = [...secrets, ...addressesIn(trace)];
  const last = trace.at(-1)?.seq;
  const at = playhead === "live" ? last : playhead;
  return {
    lesson,
    ...(exercise !== undefined && { exercise }),
    files: Object.entries(files).map(([name, text]) => ({ name, text: without(text, hidden) })),
    clients: clients.map(({ name, file }) => ({ name, ...(file !== undefined && { file }) })),
    ...(last !== undefined && {
      at,
      ...(selected !== undefined && { selected }),
      trace: [...withheld(trace)],
    }),
  };
}

/** Of 1,024 letters each. */
export const kB = ({ length }: string): string => `${Math.ceil(length / 1_024)} kB`;
const kB64 = `${SHARE_CAPS.encoded / 1_024} kB`;
