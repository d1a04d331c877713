// A cookie that a program sets belongs to its sandbox and not to the site whose address it shares: its path is put
// below the sandbox's, and it names no domain.

/** Whether it is meant for more than the server that sets it. */
export const namesDomain = (cookie: string): boolean =>
  cookie.split(";").some((one, i) => i > 0 && isNamed(one, "domain"));

/** @param base what stands before the program's own paths in the address that the answer goes to */
export function scopedCookie(cookie: string, base: string): string {
  const [pair = "", ...given] = cookie.split(";");
  const attributes = given
    .filter((one) => !isNamed(one, "domain"))
    .map((one) => (isNamed(one, "path") ? ` Path=${base}${pathOf(one)}` : one));
  const hasPath = given.some((one) => isNamed(one, "path"));
  return [pair, ...(hasPath || base === "" ? [] : [` Path=${base}/`]), ...attributes].join(";");
}

const isNamed = (attribute: string, name: string): boolean =>
  attribute.split("=")[0]?.trim().toLowerCase() === name;

/** A path that is none means the whole of its server. */
function pathOf(attribute: string): string {
  const path = attribute.slice(attribute.indexOf("=") + 1).trim();
  return path.startsWith("/") ? path : "/";
}
