// Which id each client's socket had when: what the server told it in the CONNECT packet, and not what a program says.
import type { Seq, Trace } from "#trace/event.ts";
import { packets } from "#trace/packets.ts";
import type { SocketIds } from "./verdict.ts";

/** The ids in a namespace as they were at an event. */
export function socketIds(trace: Trace, nsp: string): (at: Seq) => SocketIds {
  const told = packets(trace).flatMap(({ last: seq, client, from, reading }) => {
    if (from !== "server" || reading.state !== "whole") return [];
    const { packet } = reading;
    if (packet.type !== "CONNECT" || packet.nsp !== nsp) return [];
    const sid: unknown = packet.data && Reflect.get(packet.data, "sid");
    return typeof sid === "string" ? [{ seq, client, sid }] : [];
  });
  return (at) => (client) => told.findLast((one) => one.client === client && one.seq <= at)?.sid;
}
