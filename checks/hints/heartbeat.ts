// How the server watches whether a client is still there, and whose network is disturbed.
import { decodeEngineIoPacket } from "#trace/engine-io.ts";
import type { EventOf, Seq, Trace } from "#trace/event.ts";
import { said } from "#trace/said.ts";

/** Milliseconds, as the server told them in its open packet. */
export type Heartbeat = {
  readonly seq: Seq;
  readonly pingInterval: number;
  readonly pingTimeout: number;
};

/** What the server told the client as she came first; undefined if there is nothing of it in the trace. */
export function heartbeatOf(trace: Trace, client: string): Heartbeat | undefined {
  const open = said(trace).find(
    (one) => one.client === client && one.from === "server" && one.text.startsWith("0{"),
  );
  if (!open) return undefined;
  const packet = decodeEngineIoPacket(open.text);
  if (packet.type !== "open" || !packet.handshake.ok) return undefined;
  const { pingInterval, pingTimeout } = packet.handshake.value;
  return { seq: open.seq, pingInterval, pingTimeout };
}

/** The disturbances of clients that began between these. */
export function quietNetworks(
  trace: Trace,
  { from, to }: { readonly from: number; readonly to: number },
): readonly EventOf<"disturbance">[] {
  return trace.filter(
    (event): event is EventOf<"disturbance"> =>
      event.kind === "disturbance" &&
      event.phase === "begun" &&
      event.on.side === "client" &&
      event.seq > from &&
      event.seq < to,
  );
}
