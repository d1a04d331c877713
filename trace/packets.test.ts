import { describe, expect, it } from "vitest";
import { toBase64 } from "#trace/to-base64.ts";
import { build } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import { packets, type WirePacket } from "#trace/packets.ts";

const words = ({ reading, from, client, session, number, message }: WirePacket): string => {
  const about = reading.state === "whole" ? reading.packet : reading;
  const data =
    reading.state === "whole" && "data" in reading.packet
      ? JSON.stringify(reading.packet.data, (_, item: unknown) =>
          item instanceof Uint8Array ? `<${item.join()}>` : item,
        )
      : "";
  return `${client} ${from} #${number ?? "?"}/${message ?? "?"} ${about.type} ${data} session ${session}`;
};
const textFrame = (
  text: string,
  more: Readonly<{ fin?: boolean; opcode?: number; rsv1?: boolean }> = {},
) => {
  const bytes = encodeFrame({ opcode: 1, payload: new TextEncoder().encode(text), ...more });
  return { base64: toBase64(bytes), size: bytes.length };
};

function conversation() {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  t.sends("Alice", "bin", { args: [Uint8Array.of(1, 2)], ack: 0 });
  t.upgrades("Alice");
  t.acks("Alice", 0, { args: [Uint8Array.of(3), Uint8Array.of(4)] });
  t.sends("Alice", "bye");
  return t;
}

describe("the packets of a trace", () => {
  it("are whole, numbered, and belong to a session, over polling and over WebSocket", () => {
    expect(packets(conversation().trace()).map(words)).toMatchInlineSnapshot(`
      [
        "Alice client #1/1 CONNECT  session 1",
        "Alice server #1/1 CONNECT {"sid":"Alice-id-1"} session 1",
        "Alice client #2/3 EVENT ["bin","<1,2>"] session 1",
        "Alice server #2/4 ACK ["<3>","<4>"] session 1",
        "Alice client #3/4 EVENT ["bye"] session 1",
      ]
    `);
  });

  it("know the events of their first and last byte", () => {
    const trace = conversation().trace();
    const spread = packets(trace).map(({ first, last }) => last - first);
    expect(spread).toEqual([0, 0, 0, 2, 0]);
  });

  it("are joined from fragments", () => {
    const t = build();
    const { client, link } = t.connects("Alice");
    for (const bytes of [textFrame('42["h', { fin: false }), textFrame('i"]', { opcode: 0 })])
      t.fact({ kind: "frame", link, client, from: "server", bytes });
    expect(packets(t.trace()).slice(2).map(words)).toEqual([
      'Alice server #2/2 EVENT ["hi"] session 1',
    ]);
  });

  it("lose their numbers behind what cannot be read, and behind a gap", () => {
    const t = build();
    const { client, link } = t.connects("Alice");
    t.fact({
      kind: "frame",
      link,
      client,
      from: "server",
      bytes: textFrame("...", { rsv1: true }),
    });
    t.emits("Alice", "a");
    expect(packets(t.trace()).slice(2).map(words)).toEqual([
      'Alice server #?/? EVENT ["a"] session 1',
    ]);
    const events = t.trace();
    const cut = events.length - 2;
    const gap = {
      kind: "gap",
      dropped: cut,
      checkpoint: checkpointOf(events.slice(0, cut)),
      seq: cut - 1,
      at: 0,
    } as unknown as TraceEvent;
    const rest: Trace = [gap, ...events.slice(cut)];
    expect(packets(rest).map(words)).toEqual(['Alice server #?/? EVENT ["a"] session 1']);
  });

  it("that the recorder cut still have their event's name", () => {
    const t = build();
    const { client, link } = t.connects("Alice");
    const whole = textFrame(`42["chat","${"x".repeat(500)}"]`);
    const cut = {
      base64: toBase64(Uint8Array.from(Buffer.from(whole.base64, "base64").subarray(0, 40))),
      size: whole.size,
    };
    t.fact({ kind: "frame", link, client, from: "server", bytes: cut });
    expect(packets(t.trace()).at(-1)).toMatchObject({
      number: 2,
      reading: { state: "cut", type: "EVENT", event: "chat" },
    });
  });

  it("end with what the real parser would refuse, and go on after it", () => {
    const t = build();
    const { client, link } = t.connects("Alice");
    for (const text of ["4", "42[", '451-["a"]', '42["b"]', '42["c"]'])
      t.fact({ kind: "frame", link, client, from: "server", bytes: textFrame(text) });
    expect(packets(t.trace()).slice(2).map(words)).toEqual([
      'Alice server #2/6 EVENT ["c"] session 1',
    ]);
  });
});
