// What the environment says about this server, read once: each variable, what was wrong with it, and what to do.
import { z } from "zod";
import { LOG_LEVELS, type LogSettings } from "./observing/log.ts";
import type { Address } from "./address.ts";
import { areProxies } from "./visitor.ts";

export type Environment = {
  readonly address: Address;
  /** The port on 127.0.0.1 at which the metrics are; undefined when nobody asked for them. */
  readonly metricsPort: number | undefined;
  readonly log: LogSettings;
  /** How many sandboxes there may be at once; undefined for what fits into the memory. */
  readonly sandboxes: number | undefined;
  /** How many sandboxes one address may ask for within a minute; undefined for what holds unless told. */
  readonly sandboxesPerMinute: number | undefined;
  /** The proxies that are believed when they say whom they ask for; undefined for none. */
  readonly trustedProxies: readonly string[] | undefined;
};

/** A name or an address, not a URL: letters, digits, dots, hyphens, and the colons of IPv6. */
const HOST = /^(?!.*\/\/)[A-Za-z0-9._:-]+$/;
const wholeNumber = (most: number) =>
  z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(1).max(most));
const port = wholeNumber(65_535);

const proxies = z
  .string()
  .transform((names) => names.split(",").map((name) => name.trim()))
  .refine(areProxies);

const Variables = z.object({
  PORT: port.default(3000),
  HOST: z.string().regex(HOST).default("localhost"),
  LOG_FORMAT: z.enum(["words", "json"]).optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS).optional(),
  METRICS_PORT: port.optional(),
  SANDBOXES: wholeNumber(10_000).optional(),
  SANDBOXES_PER_MINUTE: wholeNumber(999_999).optional(),
  TRUST_PROXY: proxies.optional(),
});

/** The rest of the sentence that begins with a variable and what it was. */
const WRONG: Record<keyof z.infer<typeof Variables>, string> = {
  PORT: "which is not a port. Use a whole number from 1 to 65535, like PORT=3001 npm start.",
  HOST: "which is not a host name or address. Use one like HOST=0.0.0.0 npm start.",
  LOG_FORMAT: "which is not a form of log. Use words or json, like LOG_FORMAT=json npm start.",
  LOG_LEVEL: `which is not a level. Use ${LOG_LEVELS.join(", ")}, like LOG_LEVEL=debug npm start.`,
  METRICS_PORT:
    "which is not a port. Use a whole number from 1 to 65535, like METRICS_PORT=9464 npm start.",
  SANDBOXES:
    "which is not a number of sandboxes. Use a whole number, like SANDBOXES=200 npm start.",
  SANDBOXES_PER_MINUTE:
    "which is not a number of sandboxes. Use a whole number, like SANDBOXES_PER_MINUTE=100 npm start.",
  TRUST_PROXY:
    "which names no proxy. Use addresses and networks, or loopback, like TRUST_PROXY=loopback,10.0.0.0/8 npm start.",
};

/**
 * What is empty is not set. Throws with a sentence for each variable that makes no sense.
 * @param isTerminal whether a person reads what the server prints
 */
export function readEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  isTerminal = process.stdout.isTTY,
): Environment {
  const given = Object.fromEntries(
    Object.keys(WRONG).map((name) => [name, env[name]?.trim() || undefined]),
  );
  const { success, data, error } = Variables.safeParse(given);
  if (!success) {
    const names = new Set(error.issues.map(({ path }) => path[0] as keyof typeof WRONG));
    throw new Error(
      [...names].map((name) => `${name} is "${given[name]}", ${WRONG[name]}`).join("\n"),
    );
  }
  const format = data.LOG_FORMAT ?? (isTerminal ? "words" : "json");
  return {
    address: { host: data.HOST, port: data.PORT },
    log: { format, level: data.LOG_LEVEL ?? (format === "json" ? "info" : "warn") },
    metricsPort: data.METRICS_PORT,
    sandboxes: data.SANDBOXES,
    sandboxesPerMinute: data.SANDBOXES_PER_MINUTE,
    trustedProxies: data.TRUST_PROXY,
  };
}
