// How much source a sandbox takes (SAFETY §8), said before anything is read or run.

const MAX_FILES = 8;
const MAX_BYTES = 64 * 1024;

/** Why these files are no program for a sandbox; undefined when they are one. */
export function programRefusal(
  files: readonly { readonly name: string; readonly bytes: number }[],
): string | undefined {
  if (files.length > MAX_FILES) {
    return `This program has ${files.length} files of its own; a sandbox takes ${MAX_FILES}. Join some of them.`;
  }
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  if (bytes <= MAX_BYTES) return undefined;
  const largest = files.reduce((most, file) => (file.bytes > most.bytes ? file : most));
  const size = (n: number) =>
    n < 1_000_000 ? `${Math.round(n / 1_000)} kB` : `${(n / 1_000_000).toFixed(1)} MB`;
  const whole =
    files.length === 1
      ? `${largest.name} is ${size(bytes)}`
      : `These files are ${size(bytes)} together, ${largest.name} is the largest`;
  return `${whole}; a sandbox takes ${size(MAX_BYTES)} of source. Leave out what the server does not need.`;
}
