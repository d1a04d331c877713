// What connection state recovery sends once more: packets of which every character is as before, since each has an offset
// of its own, to a client that has come back to the socket it had.
import type { EventOf, Seq, SessionId, TraceEvent } from "#trace/event.ts";

/** `id` is the socket's, in the old session and in the new one. */
export type Resent = Readonly<{ event: EventOf<"emit">; id: string }>;

/** Answers are as of the last event noted. */
export type Resendings = Readonly<{
  note(event: TraceEvent): void;
  resent(text: string): readonly Resent[];
  /** The first sending of what an emit sends once more. */
  originalOf(event: EventOf<"emit">): Seq | undefined;
}>;

export function createResendings(): Resendings {
  const recovered = new Map<SessionId, string>();
  const emits = new Map<string, EventOf<"emit">[]>();
  const broadcasts = new Map<string, Seq>();
  return {
    note(event) {
      if (event.kind === "socket.opened" && event.recovered) recovered.set(event.session, event.id);
      if (event.kind === "broadcast" && !broadcasts.has(event.packet.text))
        broadcasts.set(event.packet.text, event.seq);
      // What no line of the program has sent.
      if (event.kind !== "emit" || event.where !== undefined) return;
      const { text } = event.packet;
      const known = emits.get(text);
      if (known === undefined) emits.set(text, [event]);
      else known.push(event);
    },
    resent: (text) =>
      (emits.get(text) ?? []).flatMap((event) => {
        const id = recovered.get(event.to.session);
        return id === undefined ? [] : [{ event, id }];
      }),
    originalOf: ({ seq, to, where, packet }) => {
      if (where !== undefined || !recovered.has(to.session)) return undefined;
      const first = broadcasts.get(packet.text);
      return first !== undefined && first < seq ? first : undefined;
    },
  };
}
