// A scene as data: who is on stage and what is done there. Written in content/, played by the page and by checks.
import * as z from "zod/mini";
import { ClientDisturbance, ServerDisturbance } from "#trace/disturbance.ts";
import { Deed } from "#trace/event.ts";
import { ClientOptions, Opening } from "./client.ts";
import type { ClientCode } from "./client-code.ts";

const name = z
  .string()
  .check(
    z.regex(/^[a-z][a-z0-9-]{0,30}$/i, "a client's name is one word: letters, digits, dashes"),
  );
/** Of a namespace, and of a request. */
const path = z.string().check(z.regex(/^\//, "a path begins with /"));
const nsp = z._default(path, "/");
const args = z._default(z.array(z.unknown()), []);
const within = z._default(z.number().check(z.positive(), z.maximum(60_000)), 1_000);

/** `z.url()` would be the largest part of zod on the page. */
function isAddress(text: string): boolean {
  try {
    return new URL(text).href !== "";
  } catch {
    return false;
  }
}

/** A button on a client's card. */
export const Button = z.strictObject({ label: z.string(), deed: Deed });

/**
 * A client of a scene: its options as socket.io-client names them, and what is ours. `origin` is the page it believes
 * to be on (the server's own unless told), `file` its code; without code it connects to its `namespaces`.
 */
export const SceneClient = z.extend(ClientOptions, {
  name,
  origin: z.optional(z.string().check(z.refine(isAddress, "an origin is an address"))),
  namespaces: z.optional(z.array(path)),
  file: z.optional(z.string()),
  buttons: z.optional(z.array(Button)),
});

/** Who is on stage. Names differ even when read without regard to case: they become part of an address. */
export const Scene = z.strictObject({
  clients: z
    .array(SceneClient)
    .check(
      z.refine(
        (clients) =>
          new Set(clients.map((client) => client.name.toLowerCase())).size === clients.length,
        { error: "every client of a scene needs a name of its own" },
      ),
    ),
});

/**
 * One step of a check. Times are milliseconds. `wait-for` waits until the client has received the event `times` times,
 * `wait-until` until it says that it is connected, or is not. `disturb` lasts until `calm`, which ends all that the client
 * suffers.
 */
export const Act = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("connect"), client: name }),
  z.strictObject({ act: z.literal("disconnect"), client: name }),
  z.strictObject({ act: z.literal("emit"), client: name, nsp, event: z.string(), args }),
  z.strictObject({
    act: z.literal("emitWithAck"),
    client: name,
    nsp,
    event: z.string(),
    args,
    timeout: within,
  }),
  z.strictObject({
    act: z.literal("http"),
    client: name,
    method: z._default(z.string(), "GET"),
    path,
    /** `{socket.id}` in a value is that of the client's own socket. */
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.optional(z.string()),
  }),
  z.strictObject({
    act: z.literal("wait-for"),
    client: name,
    nsp,
    event: z.string(),
    times: z._default(z.int().check(z.positive()), 1),
    within,
  }),
  z.strictObject({ act: z.literal("disturb"), client: name, disturbance: ClientDisturbance }),
  z.strictObject({ act: z.literal("calm"), client: name }),
  z.strictObject({ act: z.literal("disturb-server"), disturbance: ServerDisturbance }),
  z.strictObject({
    act: z.literal("wait-until"),
    client: name,
    nsp,
    is: z.enum(["connected", "not connected"]),
    within: z._default(z.number().check(z.positive(), z.maximum(60_000)), 10_000),
  }),
  z.strictObject({ act: z.literal("settle") }),
]);

export type SceneClient = Readonly<z.infer<typeof SceneClient>>;
export type Scene = Readonly<z.infer<typeof Scene>>;
export type Act = Readonly<z.infer<typeof Act>>;
/** An act as it may be written: what has a default may be left out. */
export type WrittenAct = Readonly<z.input<typeof Act>>;

/**
 * Where a client of a scene reaches a sandbox: `sandbox` is the sandbox's own address, without a slash at its end.
 * A client on a page of another origin says so here, since its frame's own origin is opaque.
 */
export function clientAddress(
  sandbox: string,
  { name: called, origin }: Pick<SceneClient, "name" | "origin">,
): string {
  const page = origin === undefined ? "" : `~${encodeURIComponent(new URL(origin).origin)}`;
  return `${sandbox}/@${encodeURIComponent(called)}${page}`;
}

/** How this client of a scene begins, given where its sandbox is and the code it runs. */
export function openingOf(
  client: SceneClient,
  at: { readonly url: string; readonly server?: string; readonly code?: ClientCode },
): Opening {
  const { name: called, origin, namespaces, file: _file, buttons: _buttons, ...options } = client;
  return Opening.parse({ ...at, name: called, page: origin, namespaces, options });
}

/** What a client is told to do in this act; undefined for the acts that wait or disturb. */
export function deedOf(act: Act): { readonly client: string; readonly deed: Deed } | undefined {
  switch (act.act) {
    case "connect":
    case "disconnect":
      return { client: act.client, deed: { do: act.act } };
    case "emit":
    case "emitWithAck":
    case "http": {
      const { act: verb, client, ...rest } = act;
      return { client, deed: Deed.parse({ do: verb, ...rest }) };
    }
    case "disturb":
    case "calm":
    case "disturb-server":
    case "wait-for":
    case "wait-until":
    case "settle":
      return undefined;
    default:
      return act satisfies never;
  }
}
