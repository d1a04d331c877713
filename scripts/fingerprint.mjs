// Is an output still the one its inputs would make? A hash over the contents of the inputs, kept beside the output.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

const NOT_AN_INPUT = /\.test\.tsx?$|\.tsbuildinfo$/;

/**
 * Every file under `paths` (files or folders, relative to `root`), sorted; what is absent has no files.
 * @returns {string[]}
 */
export function filesUnder(root, paths) {
  const files = [];
  const visit = (relative) => {
    const absolute = path.join(root, relative);
    if (!existsSync(absolute)) return;
    if (statSync(absolute).isFile()) files.push(relative);
    else for (const name of readdirSync(absolute)) visit(`${relative}/${name}`);
  };
  for (const each of paths) visit(each);
  return files.filter((file) => !NOT_AN_INPUT.test(file)).toSorted((a, b) => (a < b ? -1 : 1));
}

export function fingerprint(root, paths) {
  const hash = createHash("sha256").update(process.version);
  for (const file of filesUnder(root, paths)) {
    const content = readFileSync(path.join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

/** `kept` holds the fingerprint of what is always read, and the list and fingerprint of what the build found to read. */
export function isCurrent(root, kept, always) {
  try {
    const was = JSON.parse(readFileSync(kept, "utf8"));
    return was.always === fingerprint(root, always) && was.also === fingerprint(root, was.alsoRead);
  } catch {
    // Absent, or written by an older build script: not current.
    return false;
  }
}

export function keepFingerprint(kept, { always, alsoRead, also }) {
  mkdirSync(path.dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ always, alsoRead, also }));
}
