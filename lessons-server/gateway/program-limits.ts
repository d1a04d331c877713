// How much source a sandbox takes (SAFETY §8), said before anything is read or run.
import type { Program } from "#protocol/program.ts";
import { type LimitName, LIMITS, type Limits } from "./limits.ts";

export type FileSize = { readonly name: string; readonly bytes: number };
export type ProgramRefusal = {
  readonly limit: Extract<LimitName, "sourceFiles" | "sourceBytes">;
  readonly text: string;
};

/** Why these files are no program for a sandbox; undefined when they are one. */
export function programRefusal(
  files: readonly FileSize[],
  { sourceFiles, sourceBytes }: Limits = LIMITS,
): ProgramRefusal | undefined {
  if (files.length > sourceFiles) {
    const text = `This program has ${files.length} files of its own; a sandbox takes ${sourceFiles}. Join some of them.`;
    return { limit: "sourceFiles", text };
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= sourceBytes) return undefined;
  const largest = files.reduce((most, file) => (file.bytes > most.bytes ? file : most));
  const size = (n: number) =>
    n < 1_000_000 ? `${Math.round(n / 1_000)} kB` : `${(n / 1_000_000).toFixed(1)} MB`;
  const whole =
    files.length === 1
      ? `${largest.name} is ${size(bytes)}`
      : `These files are ${size(bytes)} together, ${largest.name} is the largest`;
  const text = `${whole}; a sandbox takes ${size(sourceBytes)} of source. Leave out what the server does not need.`;
  return { limit: "sourceBytes", text };
}

/** The files of a program and how many bytes of UTF-8 each is. */
export function fileSizes({ files }: Pick<Program, "files">): FileSize[] {
  return Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }));
}
