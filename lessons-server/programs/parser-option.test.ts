// `parser`: packets in an encoding of the program's own, which its clients speak too.
import { describe, expect, it } from "vitest";
import { eventName, readPacketText } from "#trace/packet-text.ts";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

/** As socket.io's documentation shows it: every packet a JSON text, or with `Buffer.from` around it, bytes. */
const parser = (emitter: string, [encoded, decoded]: readonly [string, string]): string => `
  const { EventEmitter } = ${emitter};
  class Encoder { encode(packet) { return [${encoded}]; } }
  class Decoder extends EventEmitter {
    add(chunk) {
      const packet = JSON.parse(${decoded});
      if (!(packet.type >= 0 && packet.type <= 4)) throw new Error("invalid format");
      this.${emitter.includes("events") ? "emit" : "emitReserved"}("decoded", packet);
    }
    destroy() {}
  }
  const parser = { Encoder, Decoder };`;
const KINDS = {
  text: ["JSON.stringify(packet)", "chunk"],
  bytes: ["Buffer.from(JSON.stringify(packet))", "Buffer.from(chunk).toString()"],
} as const;
type Kind = keyof typeof KINDS;

/** The same for a client in this process. */
async function clientParser(kind: Kind): Promise<unknown> {
  const { Emitter } = await import("@socket.io/component-emitter");
  // oxlint-disable-next-line no-implied-eval, typescript/no-unsafe-call -- our own text, above
  return new Function(
    "emitter",
    "Buffer",
    `${parser("{ EventEmitter: emitter }", KINDS[kind])} return parser;`,
  )(Emitter, Buffer) as unknown;
}

describe.each<Kind>(["text", "bytes"])("a parser that makes %s", (kind) => {
  const source = `
    const { Server } = require("socket.io");
    ${parser(`require("events")`, KINDS[kind])}
    const io = new Server(3000, { parser });
    io.use((socket, next) => next(socket.handshake.auth.name === "mallory" ? new Error("not you") : undefined));
    io.on("connection", (socket) => {
      socket.on("echo", (value, answer) => answer(value));
      socket.on("to all", (value) => { socket.join("room"); io.to("room").emit("all", value); });
      socket.on("leave", () => socket.disconnect());
    });`;

  it.each([["websocket"], ["polling"]])("is spoken over %s, both ways", async (transport) => {
    const served = await serve(source);
    const client = await served.join({ parser: await clientParser(kind), transports: [transport] });
    expect(await client.emitWithAck("echo", { a: [1, "ü"] })).toEqual({ a: [1, "ü"] });
    client.emit("to all", 7);
    expect(await once(client, "all")).toBe(7);
    client.emit("leave");
    expect(await once(client, "disconnect")).toBe("io server disconnect");
  });

  it("refuses in it", async () => {
    const served = await serve(source);
    const refused = served.client({ parser: await clientParser(kind), auth: { name: "mallory" } });
    expect(await once<Error>(refused, "connect_error")).toMatchObject({ message: "not you" });
  });

  it("leaves packets in the trace that can be read, and on the wire what was really sent", async () => {
    const served = await serve(source);
    const client = await served.join({ parser: await clientParser(kind) });
    client.emit("to all", 7);
    await once(client, "all");
    const reading = readPacketText(
      served.facts("broadcast")[0]?.packet ?? { text: "", size: 0, attachments: 0 },
    );
    expect(reading.state === "whole" && eventName(reading.packet)).toBe("all");
    const sent = served.facts("frame").findLast(({ from }) => from === "server");
    const payload = Buffer.from(sent?.bytes.base64 ?? "", "base64").subarray(2);
    expect(payload.toString()).toBe(
      `${kind === "text" ? "4" : ""}{"type":2,"data":["all",7],"nsp":"/"}`,
    );
  });

  it("is not understood by a client with another", async () => {
    const served = await serve(source);
    served.client();
    expect(await served.until("session.closed")).toMatchObject({ reason: "forced close" });
  });
});
