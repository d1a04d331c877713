// The templates that programs are restored from, and which of them a program needs: nobody pays for what they do not load.

/** `express` is `plain` with express and what usually stands beside it. */
export const TEMPLATES = ["plain", "express"] as const;
export type Template = (typeof TEMPLATES)[number];

/** The names that each template's packages export. */
export type Exports = Readonly<Record<string, readonly string[]>>;

/** The file of a template in the folder of the engine. */
export const fileOf = (template: Template): string => `${template}.snapshot`;

/**
 * Which template a program needs: the larger one as soon as any of its files spells out a name that only that one has.
 * To have it in vain costs memory, and changes nothing else.
 */
export function templateFor(
  files: Readonly<Record<string, string>>,
  exportsOf: Readonly<Record<Template, Exports>>,
): Template {
  const more = Object.keys(exportsOf.express).filter(
    (name) => !Object.hasOwn(exportsOf.plain, name),
  );
  const quoted = new RegExp(
    `["'\`](?:${more.map((name) => name.replace(/[/.]/g, "\\$&")).join("|")})["'\`]`,
  );
  return Object.values(files).some((text) => quoted.test(text)) ? "express" : "plain";
}
