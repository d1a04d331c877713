// Captures of real traffic: what a client and plain socket.io in Node said to each other, connection by connection, taken
// by a recording proxy. They are files beside this one.
import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const bytes = z.base64().transform((text) => Buffer.from(text, "base64"));

const Capture = z.strictObject({
  title: z.string(),
  /** Why sockets were gone, as the server was told, in order. */
  reasons: z.array(z.string()),
  events: z.array(
    z.union([
      z.tuple([z.int(), z.enum(["client", "server"]), bytes]),
      // "cut": the connection is gone without a word.
      z.tuple([z.int(), z.enum(["open", "client ends", "server ends", "cut"])]),
    ]),
  ),
});
export type Capture = Readonly<z.infer<typeof Capture>>;

export function readCapture(name: string): Capture {
  return Capture.parse(
    JSON.parse(readFileSync(path.join(import.meta.dirname, `${name}.json`), "utf8")),
  );
}
