import { afterEach, describe, expect, it } from "vitest";
import type { Operation } from "#protocol/runner.ts";
import type { TraceEvent } from "#trace/event.ts";
import { handshakes, SANDBOX, startRig, type FakeProgram, type Rig } from "./testing/rig.ts";

let rig: Rig;
afterEach(() => rig.stop());

const text = (event: TraceEvent | undefined): string => {
  if (event?.kind === "frame") return Buffer.from(event.bytes.base64, "base64").toString("latin1");
  if (event?.kind === "http.request" || event?.kind === "http.response")
    return Buffer.from(event.body.base64, "base64").toString();
  return "";
};
const connected = (client: ReturnType<Rig["client"]>): Promise<void> =>
  new Promise((resolve) => void client.once("connect", () => resolve()));

/** What a client masked. */
function unmasked(event: TraceEvent): string {
  if (event.kind !== "frame") return "";
  const bytes = Buffer.from(event.bytes.base64, "base64");
  const mask = bytes.subarray(2, 6);
  return bytes
    .subarray(6)
    .map((byte, i) => byte ^ (mask[i % 4] ?? 0))
    .toString();
}

describe("a client on WebSocket only", () => {
  it("connects, and every byte is in the trace in the order of cause and effect", async () => {
    rig = await startRig();
    const client = rig.client("/@alice", { transports: ["websocket"] });
    await connected(client);
    expect(await client.emitWithAck("echo", "hej")).toBe("hej");
    const trace = rig.recorder.trace();
    expect(trace.map((event) => event.kind)).toEqual([
      "server.listening",
      "link.opened",
      "http.request",
      "http.response",
      "frame",
      "session.opened",
      "frame",
      "emit",
      "frame",
      "frame",
      "emit",
      "frame",
    ]);
    const frames = rig.of("frame");
    expect(frames.map((one) => one.from)).toEqual([
      "server",
      "client",
      "server",
      "client",
      "server",
    ]);
    expect(text(frames[0])).toMatch(/^\x81.0\{"sid":"/s);
    expect(unmasked(frames[1] as TraceEvent)).toBe("40");
    expect(text(frames[2])).toBe('\x81\x1440{"sid":"socket-1"}');
    expect(unmasked(frames[3] as TraceEvent)).toBe('420["echo","hej"]');
    expect(text(frames[4])).toBe('\x81\x0a430["hej"]');
    expect(rig.of("http.response")[0]).toMatchObject({
      status: 101,
      reason: "Switching Protocols",
      body: { size: 0 },
    });
    expect(rig.of("http.request")[0]?.target).toBe("/socket.io/?EIO=4&transport=websocket");
    expect(rig.of("emit")[1]).toMatchObject({
      to: { session: 1, packet: 2 },
      packet: { text: '30["hej"]', size: 9, attachments: 0 },
      where: { file: "server.js", line: 4, column: 7 },
    });
    expect(new Set(trace.map((event) => ("client" in event ? event.client : "alice")))).toEqual(
      new Set(["alice"]),
    );
  });

  it("is counted, and closes with a fact before the program hears of it", async () => {
    rig = await startRig();
    const client = rig.client("", { transports: ["websocket"] });
    await connected(client);
    expect(rig.network.counts()).toMatchObject([
      { session: 1, client: "client 1", down: 1, up: 1, open: true },
    ]);
    client.io.engine.close();
    await rig.until((event) => event.kind === "link.closed");
    expect(rig.of("session.closed")).toMatchObject([{ session: 1, reason: "transport close" }]);
    expect(rig.inputs.at(-1)).toMatchObject({
      input: { in: "close", reason: "transport close" },
      trigger: { by: "close" },
    });
    expect(rig.network.counts()).toMatchObject([{ open: false }]);
  });

  it("sends and gets attachments", async () => {
    const program: FakeProgram = (input) => {
      if (input.in === "binary") {
        return [
          {
            op: "packet",
            to: input.session,
            text: '51-["back",{"_placeholder":true,"num":0}]',
            attachments: [input.data],
          },
        ];
      }
      return handshakes(input);
    };
    rig = await startRig(program);
    for (const transport of ["websocket", "polling"]) {
      const client = rig.client("", { transports: [transport] });
      await connected(client);
      const back = new Promise<Buffer>((resolve) => client.once("back", resolve));
      client.emit("bin", Buffer.from([1, 2, 3]));
      expect([...(await back)]).toEqual([1, 2, 3]);
    }
    expect(rig.inputs.filter(({ input }) => input.in === "binary")[0]).toMatchObject({
      input: { session: 1, data: "AQID" },
      trigger: { by: "packet", session: 1, packet: 3 },
    });
  });
});

describe("a client that polls", () => {
  it("has each request before its effect and each response after its cause", async () => {
    rig = await startRig();
    const client = rig.client("/@bob", { transports: ["polling"] });
    await connected(client);
    expect(await client.emitWithAck("echo", "hej")).toBe("hej");
    const requests = rig.of("http.request");
    expect(requests[0]).toMatchObject({ method: "GET", body: { size: 0 }, client: "bob" });
    const post = requests.find((one) => text(one).startsWith("420"));
    expect(text(post)).toBe('420["echo","hej"]');
    const emit = rig.of("emit")[1];
    const answer = rig.of("http.response").find((one) => text(one) === '430["hej"]');
    expect(post?.seq).toBeLessThan(emit?.seq ?? -1);
    expect(emit?.seq).toBeLessThan(answer?.seq ?? -1);
    expect(answer).toMatchObject({ version: "1.1", status: 200, reason: "OK" });
    expect(answer?.headers).toContainEqual(["Content-Type", "text/plain; charset=UTF-8"]);
    expect(answer?.headers).toContainEqual(["Content-Security-Policy", "sandbox allow-scripts"]);
    expect(answer?.headers.map(([name]) => name)).toContain("Date");
  });

  it("leaves", async () => {
    rig = await startRig();
    const client = rig.client("", { transports: ["polling"] });
    await connected(client);
    client.disconnect();
    await rig.until((event) => event.kind === "session.closed");
    expect(rig.of("session.closed")).toMatchObject([{ reason: "transport close" }]);
  });

  it("upgrades, and stays one session and one client on several links", async () => {
    rig = await startRig();
    const client = rig.client();
    await connected(client);
    await rig.until((event) => unmasked(event) === "5");
    expect(await client.emitWithAck("echo", 1)).toBe(1);
    expect(rig.inputs.find(({ input }) => input.in === "upgrade")).toMatchObject({
      input: { session: 1, transport: "websocket" },
      trigger: { by: "upgrade", session: 1 },
    });
    expect(rig.of("session.opened")).toMatchObject([
      { session: 1, client: "client 1", transport: "polling", request: 1 },
    ]);
    expect(rig.of("link.opened").length).toBeGreaterThan(1);
    for (const link of rig.of("link.opened")) expect(link.client).toBe("client 1");
    const frames = rig.of("frame");
    expect(unmasked(frames[0] as TraceEvent)).toBe("2probe");
    expect(text(frames[1])).toBe("\x81\x063probe");
    expect(unmasked(frames[2] as TraceEvent)).toBe("5");
  });
});

describe("a packet of the program", () => {
  it("keeps 4,096 characters of its text in the fact, and all of it on the wire", async () => {
    rig = await startRig();
    const client = rig.client("", { transports: ["websocket"] });
    await connected(client);
    const long = new Promise<string>((resolve) => client.once("long", resolve));
    rig.apply({ op: "packet", to: 1, text: `2["long","${"x".repeat(9_000)}"]` });
    expect(await long).toHaveLength(9_000);
    const packet = rig.of("emit").at(-1)?.packet;
    expect([packet?.text.length, packet?.size]).toEqual([4_096, 9_012]);
  });

  it("is not written down for a session that there never was", async () => {
    rig = await startRig();
    const before = rig.recorder.trace().length;
    rig.apply(
      { op: "packet", to: 7, text: "2[]" },
      { op: "disconnect", session: 7, discard: true },
    );
    expect(rig.recorder.trace()).toHaveLength(before);
  });
});

describe("several clients", () => {
  const toAll = (flags: Partial<Extract<Operation, { op: "broadcast" }>>): Operation => ({
    op: "broadcast",
    nsp: "/",
    rooms: ["r"],
    except: [],
    flags: [],
    to: [1, 2, 3],
    text: '2["news"]',
    ...flags,
  });

  it("get a broadcast as one fact and a frame each", async () => {
    rig = await startRig();
    const clients = [
      rig.client("/@a", { transports: ["websocket"] }),
      rig.client("/@b", { transports: ["polling"] }),
    ];
    for (const client of clients) await connected(client);
    const news = clients.map(
      (client) => new Promise<void>((resolve) => void client.once("news", resolve)),
    );
    rig.apply(toAll({ to: [1, 2, 99] }));
    await Promise.all(news);
    expect(rig.of("broadcast")).toMatchObject([
      {
        nsp: "/",
        rooms: ["r"],
        to: [
          { session: 1, packet: 2 },
          { session: 2, packet: 2 },
        ],
        packet: { text: '2["news"]' },
      },
    ]);
    const [fact] = rig.of("broadcast");
    const frame = rig.of("frame").find((one) => text(one) === '\x81\x0a42["news"]');
    expect(frame).toMatchObject({ client: "a", from: "server" });
    expect(fact?.seq).toBeLessThan(frame?.seq ?? -1);
    expect(rig.of("http.response").some((one) => text(one) === '42["news"]')).toBe(true);
    expect(rig.network.counts().map(({ down }) => down)).toEqual([2, 2]);
  });

  it("do not get what is volatile when they cannot, nor what comes too late", async () => {
    rig = await startRig();
    const alice = rig.client("/@a", { transports: ["websocket"] });
    const bob = rig.client("/@b", { transports: ["websocket"] });
    await connected(alice);
    await connected(bob);
    bob.io.engine.close();
    await rig.until((event) => event.kind === "session.closed");
    const news = new Promise<void>((resolve) => void alice.once("news", resolve));
    rig.apply(
      { op: "packet", to: 1, text: '2["first"]' },
      toAll({ to: [1, 2], volatile: true }),
      toAll({ to: [1] }),
    );
    await news;
    const [missed, got] = rig.of("broadcast");
    expect(rig.of("dropped")).toMatchObject([
      { of: missed?.seq, session: 1, why: "volatile" },
      { of: missed?.seq, session: 2, why: "closed" },
    ]);
    expect(missed?.to[0]).toEqual({ session: 1, packet: 3 });
    expect(got?.to[0]).toEqual({ session: 1, packet: 3 });
  });

  it("are told apart without a name, even behind one connection", async () => {
    rig = await startRig();
    const clients = [
      rig.client("", { transports: ["websocket"] }),
      rig.client("", { transports: ["websocket"] }),
    ];
    for (const client of clients) await connected(client);
    expect(rig.of("session.opened").map((one) => one.client)).toEqual(["client 1", "client 2"]);
    const open = `GET /s/${SANDBOX}/socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n`;
    const { socket } = rig.raw(open);
    await rig.until((event) => event.kind === "session.opened" && event.session === 3);
    socket.write(open);
    await rig.until((event) => event.kind === "session.opened" && event.session === 4);
    expect(
      rig
        .of("session.opened")
        .map((one) => one.client)
        .slice(2),
    ).toEqual(["client 3", "client 4"]);
  });
});

describe("the address of a sandbox", () => {
  it("is in no fact and in nothing the program sees", async () => {
    rig = await startRig((input) =>
      input.in === "request"
        ? [
            {
              op: "respond",
              id: input.id,
              status: 302,
              headers: [["Location", "/there"]],
              body: "",
            },
          ]
        : handshakes(input),
    );
    const client = rig.client("/@alice", {
      extraHeaders: { referer: `${rig.url}/@alice/page`, "x-echo": `<${SANDBOX}>` },
    });
    await connected(client);
    const answer = await fetch(`${rig.url}/@alice/here?x=1`, {
      redirect: "manual",
      headers: { referer: `${rig.url}/a` },
    });
    expect(answer.headers.get("location")).toBe(`/s/${SANDBOX}/@alice/there`);
    const seen = JSON.stringify([rig.recorder.trace(), rig.inputs]);
    expect(seen).not.toContain(SANDBOX);
    expect(seen).not.toContain("@alice");
    expect(seen).toContain('["referer","http://127.0.0.1');
    expect(rig.of("http.response").at(-1)?.headers).toContainEqual(["Location", "/there"]);
  });
});

describe("the end of a program", () => {
  it("closes its sessions with its reason, and refuses whoever comes later", async () => {
    rig = await startRig();
    const socketOnly = rig.client("/@a", { transports: ["websocket"] });
    const polling = rig.client("/@b", { transports: ["polling"] });
    await connected(socketOnly);
    await connected(polling);
    const reasons = [socketOnly, polling].map(
      (one) => new Promise((resolve) => one.once("disconnect", resolve)),
    );
    const hanging = fetch(`${rig.url}/slow`).catch(() => "cut");
    await rig.until((event) => event.kind === "http.request" && event.target === "/slow");
    const inputs = rig.inputs.length;
    rig.network.close("The program was stopped.");
    // As when a Node process dies: the WebSocket closes, the poll of the other fails.
    expect(await Promise.all(reasons)).toEqual(["transport close", "transport error"]);
    expect(await hanging).toBe("cut");
    expect(rig.of("session.closed").map((one) => one.detail)).toEqual([
      "The program was stopped.",
      "The program was stopped.",
    ]);
    const later = await fetch(`${rig.url}/socket.io/?EIO=4&transport=polling`);
    expect([later.status, await later.text()]).toEqual([503, "The program was stopped.\n"]);
    expect(rig.inputs.filter(({ input }) => input.in === "close")).toEqual([]);
    expect(rig.inputs.length).toBeLessThanOrEqual(inputs + 1);
  });
});
