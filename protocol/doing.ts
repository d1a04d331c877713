// What the words of a lesson have a client do: emit an event, or post to a route of the server.
import type { Deed, EventOf } from "#trace/event.ts";

export type Doing = {
  readonly client: string;
} /** `ack`: it asks for an acknowledgement, and waits so many milliseconds for it. */ & (
  | { readonly emit: string; readonly args?: readonly unknown[]; readonly ack?: number }
  /** A path, and what goes to it as JSON. */
  | { readonly post: string; readonly body?: unknown }
);

/** What the client is told. */
export function deedOfDoing(doing: Doing): Deed {
  if ("emit" in doing) {
    const { emit: event, args = [], ack: timeout } = doing;
    const sending = { nsp: "/", event, args: [...args] };
    return timeout === undefined
      ? { do: "emit", ...sending }
      : { do: "emitWithAck", ...sending, timeout };
  }
  const { post: path, body } = doing;
  return {
    do: "http",
    method: "POST",
    path,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}

/** Whether this is what the client was told, whatever went with it. */
export function isActOf({ client, deed }: EventOf<"act">, doing: Doing): boolean {
  if (client !== doing.client) return false;
  if ("emit" in doing) return "event" in deed && deed.event === doing.emit;
  return deed.do === "http" && deed.method === "POST" && deed.path === doing.post;
}

/** "Alice emits say", "Alice posts to /messages". */
export const doingWords = (doing: Doing): string =>
  "emit" in doing
    ? `${doing.client} emits ${doing.emit}`
    : `${doing.client} posts to ${doing.post}`;
