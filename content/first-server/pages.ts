import type { Scene } from "#protocol/scene.ts";

type Client = Scene["clients"][number];

/** The program of a page that tries once to reach port 3000. */
export const dials = (options: string) => ({
  "page.js": `io("http://localhost:3000", { ${options} });\n`,
});

/** A page that runs it; the server's own unless it comes from elsewhere. */
export const page = (name: string, more: Partial<Client> = {}): Client => ({
  name,
  file: "page.js",
  reconnection: false,
  ...more,
});
