import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { LinkId, RequestId, type Trace, type TraceEvent } from "#trace/event.ts";
import { wire } from "#trace/wire.ts";
import { openingOf } from "#trace/wire-opening.ts";
import { isBeat, passageWords } from "#trace/wire-words.ts";

const everyone = (): Builder => {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  t.upgrades("Alice");
  t.connects("Bob");
  t.connects("Carol", { transport: "polling" });
  return t;
};
const meant = (trace: Trace, event: TraceEvent | undefined): string => {
  const found = wire(trace).find(event?.seq, trace.at(-1)?.seq ?? -1);
  const words = found?.passages.map((one) => `${one.client} ${one.from} ${passageWords(one)}`);
  return `${found?.how}: ${words?.join(", ")}`;
};
const last = (trace: Trace, kind: TraceEvent["kind"]): TraceEvent | undefined =>
  trace.findLast((event) => event.kind === kind);

describe("what passed on the wire", () => {
  it("is a packet for each recipient of a broadcast, whatever their transport", () => {
    const t = everyone();
    const sent = t.broadcasts("chat", { args: ["hi"], except: ["Alice"] });
    expect(meant(t.trace(), sent)).toBe("carried: Bob server EVENT chat, Carol server EVENT chat");
  });

  it("is found from an act, a report, a turn, and what a listener did", () => {
    const t = everyone();
    const deed = { do: "emit", nsp: "/", event: "say", args: [] } as const;
    const act = t.fact({ kind: "act", act: 1, client: "Alice", deed: { ...deed, args: [] } });
    t.sends("Alice", "say", { ack: 3 });
    t.joins("Alice", "red");
    t.acks("Alice", 3, { args: ["ok"] });
    t.emits("Bob", "hey");
    t.handles("Bob", "hey");
    const trace = t.trace();
    expect(meant(trace, act)).toBe("carried: Alice client EVENT say");
    expect(meant(trace, last(trace, "turn"))).toBe("began: Alice client EVENT say");
    expect(meant(trace, last(trace, "room.joined"))).toBe("began: Alice client EVENT say");
    expect(meant(trace, last(trace, "handled"))).toBe("carried: Bob server EVENT hey");
    const ack = trace.find((event) => event.kind === "emit" && event.packet.text.startsWith("33"));
    expect(meant(trace, ack)).toBe("carried: Alice server ACK 3");
  });

  it("is the last packet before, for what never was on a wire, and nothing before anything was", () => {
    const t = everyone();
    const dropped = t.broadcasts("tick", { drop: { Bob: "volatile" }, rooms: ["Bob"] });
    t.emits("Bob", "next");
    expect(meant(t.trace(), dropped)).toBe("latest: Carol server CONNECT");
    expect(meant(t.trace(), undefined)).toBe("latest: Bob server EVENT next");
    expect(wire(build().trace()).find(undefined, 5)).toBeUndefined();
  });

  it("opens a payload's packets one by one", () => {
    const t = everyone();
    t.sends("Carol", "bin", { args: [Uint8Array.of(1, 2)] });
    const trace = t.trace();
    const post = trace.findLast(
      (event) => event.kind === "http.request" && event.client === "Carol",
    );
    expect(meant(trace, post)).toBe("itself: Carol client EVENT bin");
  });

  it("of a connection is in order and has the heartbeats apart", () => {
    const t = everyone();
    const run = wire(t.trace());
    const [first] = run.all.filter(({ client }) => client === "Alice");
    if (first === undefined) throw new Error("Alice sent nothing");
    const answered = run.all.find(({ sid }) => sid === "Alice-sid-1") ?? first;
    const words = run
      .connection(answered)
      ?.passages.map((one) => `${isBeat(one) ? "~" : ""}${passageWords(one)}`);
    expect(words).toMatchInlineSnapshot(`
      [
        "GET /socket.io/",
        "open",
        "CONNECT",
        "~200 OK",
        "~GET /socket.io/",
        "CONNECT",
        "GET /socket.io/",
        "101 Switching Protocols",
        "ping probe",
        "pong probe",
        "upgrade",
      ]
    `);
  });
});

describe("how a connection began", () => {
  const steps = (t: Builder, client: string): readonly string[] => {
    const run = wire(t.trace());
    const passage = run.all.findLast((one) => one.client === client);
    if (passage === undefined) throw new Error(`${client} sent nothing`);
    return openingOf(run, passage).map(({ title, state, says, accept }) => {
      const proof = accept && ` (${accept.steps.digest.slice(0, 8)}… = ${accept.sent})`;
      return `${state} ${title}${proof ?? ""}${state === "absent" ? `: ${says}` : ""}`;
    });
  };

  it("with polling and an upgrade", () => {
    expect(steps(everyone(), "Alice")).toMatchInlineSnapshot(`
      [
        "done GET, without a sid",
        "done 0{…}",
        "done 40",
        "done 40{…}",
        "done GET, Upgrade: websocket",
        "done 101 Switching Protocols (b37a4f2c… = s3pPLMBiTxaQ9kYGzzhZRbK+xOo=)",
        "done 2probe",
        "done 3probe",
        "absent 6: No poll was waiting, so that none had to be ended.",
        "done 5",
      ]
    `);
  });

  it("with WebSocket, and with polling alone", () => {
    expect(steps(everyone(), "Bob")).toMatchInlineSnapshot(`
      [
        "done GET, Upgrade: websocket",
        "done 101 Switching Protocols (b37a4f2c… = s3pPLMBiTxaQ9kYGzzhZRbK+xOo=)",
        "done 0{…}",
        "done 40",
        "done 40{…}",
        "absent 2probe, 3probe, 5: Not needed: this connection was WebSocket from the beginning.",
      ]
    `);
    expect(steps(everyone(), "Carol")).toMatchInlineSnapshot(`
      [
        "done GET, without a sid",
        "done 0{…}",
        "done 40",
        "done 40{…}",
        "absent GET, Upgrade: websocket: The client has not asked for WebSocket: it stays with polling, or has not come to it yet.",
      ]
    `);
  });

  it("of one who was refused", () => {
    const t = everyone();
    const link = LinkId.parse(99);
    const request = RequestId.parse(99);
    const message = { client: "Dave", link, request, version: "1.1", headers: [] };
    const body = { base64: "", size: 0 };
    t.fact({
      kind: "http.request",
      ...message,
      method: "GET",
      target: "/socket.io/?EIO=4&transport=polling",
      body,
    });
    t.fact({ kind: "http.response", ...message, status: 403, reason: "Forbidden", body });
    expect(steps(t, "Dave")).toMatchInlineSnapshot(`
      [
        "done GET /socket.io/",
        "refused 403 Forbidden",
      ]
    `);
  });
});
