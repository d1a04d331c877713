// The security headers of our own pages. Scripts are admitted by the hash of what the build wrote into each page,
// so an injected one does not run; hashes rather than nonces, because nonces would make every page dynamic.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const INLINE_SCRIPT = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

const sha256 = (script: string): string =>
  `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

/** The hashes of the inline scripts of each prerendered page, by path ("/", "/rooms"). */
export function inlineScriptHashes(buildDir: string): ReadonlyMap<string, readonly string[]> {
  const pages = path.join(buildDir, "server", "app");
  const hashes = new Map<string, readonly string[]>();
  for (const file of readdirSync(pages, { recursive: true, encoding: "utf8" })) {
    if (!file.endsWith(".html")) continue;
    const html = readFileSync(path.join(pages, file), "utf8");
    const route = `/${file.replaceAll(path.sep, "/").replace(/(?:^index)?\.html$/, "")}`;
    hashes.set(route, [
      ...new Set([...html.matchAll(INLINE_SCRIPT)].map((m) => sha256(m[1] ?? ""))),
    ]);
  }
  return hashes;
}

type Policy = { readonly scripts: readonly string[]; readonly dev: boolean };

/** `style-src` keeps 'unsafe-inline': the editor and the highlighter write style attributes. */
function contentSecurityPolicy({ scripts, dev }: Policy): string {
  const admitted = dev ? ["'unsafe-inline'", "'unsafe-eval'"] : scripts;
  return [
    "default-src 'none'",
    `script-src ${["'self'", ...admitted].join(" ")}`,
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "manifest-src 'self'",
  ].join("; ");
}

export const pageHeaders = (policy: Policy): Readonly<Record<string, string>> => ({
  "Content-Security-Policy": contentSecurityPolicy(policy),
  "Cross-Origin-Opener-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
  "Referrer-Policy": "same-origin",
  "X-Content-Type-Options": "nosniff",
});
