// Whether what a client was told to send came to a program that has no listener for it.
import type { Deed, Seq, Trace } from "#trace/event.ts";

type Sent = Readonly<{ client: string; deed: Deed | undefined }>;

/** Of what it sent since then, on any connection of its own. */
export function isUnheard(trace: Trace, since: Seq, { client, deed }: Sent): boolean {
  if (deed === undefined || !("event" in deed)) return false;
  const own = new Set(
    trace.flatMap((event) =>
      event.kind === "session.opened" && event.client === client ? [event.session] : [],
    ),
  );
  return trace.some(
    (event) =>
      event.kind === "unheard" &&
      event.seq > since &&
      event.event === deed.event &&
      event.nsp === deed.nsp &&
      own.has(event.session),
  );
}
