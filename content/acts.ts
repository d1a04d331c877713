// The acts of which checks and figures are made, in few words.
import type { WrittenAct } from "#protocol/scene.ts";

/** A client that tells the server its name. */
export const person = (name: string) => ({ name, auth: { name } });

export const emit = (client: string, event: string, ...args: readonly unknown[]): WrittenAct => ({
  act: "emit",
  client,
  event,
  args: [...args],
});

export const connect = (client: string): WrittenAct => ({ act: "connect", client });

/** Whatever comes after it comes after all that was under way. */
export const settle: WrittenAct = { act: "settle" };

/** A tab of a person, whose first is called as they are: `$alice`, `$alice-2`. */
export const tabOf = (name: string) => ({ name, auth: { user: name.split("-")[0] } });

/** Emits, and waits for the acknowledgement. */
export const ask = (client: string, event: string, ...args: readonly unknown[]): WrittenAct => ({
  act: "emitWithAck",
  client,
  event,
  args: [...args],
});

/** Sends JSON to a route; in a header, `{socket.id}` is that of the client. */
export const post = (
  client: string,
  path: string,
  { body, headers = {} }: { readonly body: unknown; readonly headers?: Record<string, string> },
): WrittenAct => ({
  act: "http",
  client,
  method: "POST",
  path,
  headers,
  body: JSON.stringify(body),
});
