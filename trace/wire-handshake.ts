// The JSON of an Engine.IO open packet, member by member (https://socket.io/docs/v4/engine-io-protocol/#handshake).
import type { Tiler } from "#trace/wire-layer.ts";
import { readJson } from "#trace/wire-json.ts";

const MEMBERS: Readonly<Record<string, string>> = {
  sid: "The session’s id. Every later request carries it, and whoever knows it can speak for this client.",
  upgrades:
    "The transports that the client may move to. Empty when it is on WebSocket already, or when the server offers none.",
  pingInterval: "Milliseconds between two pings of the server.",
  pingTimeout: "Milliseconds in which the client has to answer one.",
  maxPayload: "The most bytes that the server takes in one payload.",
};

/** Lays the JSON of a handshake that can be read. */
export function layHandshake(tiler: Tiler, json: string): void {
  for (const { is, from, to, key = "" } of readJson(json).pieces) {
    const text = json.slice(from, to);
    if (is === "member")
      tiler.text(text, { name: key, says: MEMBERS[key] ?? "Nothing that the protocol knows." });
    else tiler.text(text, { name: "JSON", says: "The handshake is one JSON object." });
  }
}
