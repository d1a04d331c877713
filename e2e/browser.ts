// Finds a Chromium that really starts: one named by the environment, Playwright's own, the system's, and last the
// one that comes with npm, so that the tests need nothing but Node and npm on a bare Debian.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { LaunchOptions } from "@playwright/test";
import { unpackedChromium } from "./unpacked-chromium.ts";

export type Browser = Pick<LaunchOptions, "executablePath" | "env"> & { readonly source: string };
type Source = () => Promise<Browser | undefined> | Browser | undefined;

const STARTING_MS = 20_000;
const SYSTEM_NAMES = ["chromium", "google-chrome-stable", "google-chrome", "chromium-browser"];

const sources: readonly Source[] = [fromEnvironment, fromPlaywright, fromSystem, fromPackage];

export async function findBrowser(): Promise<Browser> {
  for (const source of sources) {
    const browser = await source();
    if (browser) return browser;
  }
  throw new Error(
    "No Chromium starts on this machine. Do one of these, then run the tests again:\n" +
      "  npx playwright install --with-deps chromium\n" +
      "  apt-get install -y chromium\n" +
      "  E2E_CHROMIUM=/path/to/chromium npm run e2e",
  );
}

/** A browser that was asked for by name is used or complained about, never passed over. */
function fromEnvironment(): Browser | undefined {
  const executablePath = process.env["E2E_CHROMIUM"];
  if (!executablePath) return undefined;
  if (starts(executablePath)) return { source: "E2E_CHROMIUM", executablePath };
  throw new Error(`E2E_CHROMIUM is ${executablePath}, which does not start.`);
}

async function fromPlaywright(): Promise<Browser | undefined> {
  const { chromium } = await import("@playwright/test");
  const executablePath = chromium.executablePath();
  return existsSync(executablePath) && starts(executablePath)
    ? { source: "Playwright's own" }
    : undefined;
}

function fromSystem(): Browser | undefined {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  const executablePath = SYSTEM_NAMES.flatMap((name) => folders.map((dir) => path.join(dir, name)))
    .filter((file) => existsSync(file))
    .find((file) => starts(file));
  return executablePath ? { source: "the system's", executablePath } : undefined;
}

async function fromPackage(): Promise<Browser | undefined> {
  const found = await unpackedChromium();
  return found && starts(found.executablePath, found.env)
    ? { source: "@sparticuz/chromium", ...found }
    : undefined;
}

function starts(executablePath: string, env: Readonly<Record<string, string>> = {}): boolean {
  try {
    const said = execFileSync(executablePath, ["--version"], {
      env: { ...process.env, ...env },
      encoding: "utf8",
      timeout: STARTING_MS,
      stdio: ["ignore", "pipe", "ignore"],
    });
    return /\d+\.\d+/.test(said);
  } catch {
    // Not starting is the answer, whatever the reason.
    return false;
  }
}
