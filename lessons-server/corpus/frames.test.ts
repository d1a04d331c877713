// Whatever a client sends, to a real program behind the real gateway: nothing throws there, the program lives, and
// whoever speaks properly to it is answered. `FUZZ=10` does ten times as much.
import * as fc from "fast-check";
import { beforeEach, expect, it, vi } from "vitest";
import type { Socket } from "socket.io-client";
import { expectWitness, type Served, servedSandboxes } from "../testing/served-sandboxes.ts";
import { frame, rawFrames, rawSession } from "./raw-client.ts";

const TIMES = Number(process.env["FUZZ"] ?? 1);
/** Milliseconds, for a machine that is busy with other things. */
const PATIENCE = 120_000 * TIMES;
const { runner, serve } = servedSandboxes();
expectWitness(runner);

const ECHO = `import { Server } from "socket.io";
const io = new Server(3000, { maxHttpBufferSize: 10_000, connectTimeout: 5_000, connectionStateRecovery: {} });
for (const nsp of [io, io.of("/chat"), io.of(/^\\/room-\\d+$/)])
  nsp.on("connection", (socket) => {
    socket.onAny((event, ...args) => args.at(-1)?.call?.(null, args.length));
    socket.emit("question", () => {});
  });
`;

let served: Served;
let friend: Socket;
beforeEach(async () => {
  // No limit is what is tried here, and the friend asks as often as it can.
  served = await serve(ECHO, { burstPerClient: 1e9, burstPerSandbox: 1e9 });
  friend = await served.join();
});

/** After each round. */
async function expectUnharmed(): Promise<void> {
  expect(await friend.emitWithAck("still here")).toBe(1);
  expect(served.facts("fault")).toEqual([]);
  expect(served.facts("run.ended")).toEqual([]);
  expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
}

const placeholder = fc.record({
  _placeholder: fc.constant(true),
  num: fc.integer({ min: -2, max: 3 }),
});
const value = fc.oneof(
  fc.json().map((text) => JSON.parse(text) as unknown),
  placeholder,
  fc.constantFrom(JSON.parse('{"__proto__":{"polluted":1}}') as unknown, "x".repeat(3_000)),
);
const event = fc.tuple(
  fc.constantFrom<unknown>(
    "echo",
    "connect",
    "disconnecting",
    "error",
    "newListener",
    "__proto__",
    "",
    5,
    null,
  ),
  fc.array(value, { maxLength: 3 }),
);
/** A Socket.IO packet, or nearly one. */
const packet = fc
  .record({
    type: fc.constantFrom("0", "1", "2", "2", "2", "3", "4", "5", "6", "9", ""),
    attachments: fc.constantFrom("", "", "", "0-", "1-", "2-", "10-", "11-", "-1-", "1e9-"),
    nsp: fc.constantFrom(
      "",
      "",
      "",
      "/chat,",
      "/room-1,",
      "/nope,",
      "/",
      "/chat?token=1,",
      "/__proto__,",
    ),
    ack: fc.constantFrom("", "", "0", "7", "99999999999999999999", "-1"),
    data: fc.oneof(
      event.map(([name, args]) => JSON.stringify([name, ...args])),
      fc.constantFrom("", "{}", '{"token":1}', '"text"', "[", "null", '{"pid":"x","offset":"y"}'),
    ),
  })
  .map(({ type, attachments, nsp, ack, data }) => type + attachments + nsp + ack + data);
/** An Engine.IO packet, or nearly one. */
const message = fc.oneof(
  { weight: 8, arbitrary: packet.map((text) => `4${text}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("3", "3probe", "2", "1", "5", "6", "0{}", "b", "bAAAA", ""),
  },
  { weight: 1, arbitrary: fc.string() },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)) },
);

it(
  "takes any messages over a WebSocket",
  async () => {
    const complaints = vi.spyOn(console, "error");
    const property = fc.asyncProperty(fc.array(message, { maxLength: 20 }), async (messages) => {
      const session = await rawSession(served);
      session.send(...messages, "40", `427["proper"]`);
      await session.heardOrClosed("437");
      session.socket.terminate();
      await expectUnharmed();
    });
    await fc.assert(property, { numRuns: 100 * TIMES, endOnFailure: true });
    const complained = complaints.mock.calls;
    complaints.mockRestore();
    expect(complained).toEqual([]);
  },
  PATIENCE,
);

it(
  "takes any bytes behind a WebSocket's handshake, in any pieces",
  async () => {
    const heads = fc.constantFrom(0x81, 0x82, 0x01, 0x00, 0x80, 0x88, 0x89, 0x8a, 0x83, 0xc1, 0xff);
    const framed = fc.tuple(heads, message).map(([head, payload]) => frame(head, payload));
    const noise = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
    const pieces = fc.array(
      fc.oneof({ weight: 5, arbitrary: framed }, { weight: 1, arbitrary: noise }),
      {
        maxLength: 10,
      },
    );
    const property = fc.asyncProperty(pieces, async (bytes) => {
      // A close and garbage at the end, so that the server hangs up whatever came before.
      expect(await rawFrames(served, ...bytes, frame(0x88, ""), Buffer.from("garbage"))).toMatch(
        /^HTTP\/1\.1 101 /,
      );
      await expectUnharmed();
    });
    await fc.assert(property, { numRuns: 50 * TIMES, endOnFailure: true });
  },
  PATIENCE,
);

it(
  "takes any payload of a client that polls",
  async () => {
    const payload = fc
      .array(message.map(String), { maxLength: 10 })
      .map((list) => list.join("\u001e"));
    const types = fc.constantFrom("text/plain;charset=UTF-8", "application/octet-stream", "x");
    const property = fc.asyncProperty(payload, types, async (body, type) => {
      const url = `${served.url}/socket.io/?EIO=4&transport=polling`;
      const opening = await (await fetch(url)).text();
      const { sid } = JSON.parse(opening.slice(1)) as { sid: string };
      const session = `${url}&sid=${sid}`;
      const posted = await fetch(session, {
        method: "POST",
        body,
        headers: { "Content-Type": type },
      });
      expect([200, 400, 413]).toContain(posted.status);
      // Ends the session, if it has not ended.
      await fetch(session, { method: "POST", body: "1" });
      await expectUnharmed();
    });
    await fc.assert(property, { numRuns: 50 * TIMES, endOnFailure: true });
  },
  PATIENCE,
);
