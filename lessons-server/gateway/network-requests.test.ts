import { afterEach, describe, expect, it } from "vitest";
import { SANDBOX, startRig, type FakeProgram, type Rig } from "./testing/rig.ts";

let rig: Rig;
afterEach(() => rig.stop());

const answering =
  (answer: object): FakeProgram =>
  (input) =>
    input.in === "request"
      ? [{ op: "respond", id: input.id, status: 200, headers: [], body: "", ...answer }]
      : [];
const base64 = (text: string): string => Buffer.from(text).toString("base64");

describe("a request to the program", () => {
  it("brings its head and body, and gets what the program answers", async () => {
    rig = await startRig(
      answering({
        status: 201,
        reason: "Made",
        headers: [
          ["X-Made", "yes"],
          ["Content-Type", "text/plain"],
        ],
        body: base64("thanks"),
      }),
    );
    const answer = await fetch(`${rig.url}/@alice/messages?to=bob`, {
      method: "POST",
      body: "hello",
    });
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([
      201,
      "Made",
      "thanks",
    ]);
    expect(answer.headers.get("x-made")).toBe("yes");
    expect(answer.headers.get("content-security-policy")).toBe("sandbox allow-scripts");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(rig.inputs).toMatchObject([
      {
        input: {
          in: "request",
          server: 1,
          id: 1,
          body: base64("hello"),
          request: { method: "POST", url: "/messages?to=bob", version: "1.1" },
        },
        trigger: { by: "request", request: 1 },
      },
    ]);
    expect(rig.of("http.request")).toMatchObject([
      {
        request: 1,
        client: "alice",
        method: "POST",
        target: "/messages?to=bob",
        body: { base64: base64("hello"), size: 5 },
      },
    ]);
    const [response] = rig.of("http.response");
    expect(response).toMatchObject({
      request: 1,
      status: 201,
      reason: "Made",
      body: { base64: base64("thanks"), size: 6 },
    });
    expect(response?.headers).toContainEqual(["X-Made", "yes"]);
    expect(rig.network.unanswered()).toBe(0);
  });

  it("keeps to one client on a kept-alive connection without a name", async () => {
    rig = await startRig(answering({}));
    const get = `GET /s/${SANDBOX}/a HTTP/1.1\r\nHost: x\r\n\r\n`;
    rig.raw(get, get);
    await rig.until((event) => event.kind === "http.response" && event.request === 2);
    expect(rig.of("http.request").map((one) => one.client)).toEqual(["client 1", "client 1"]);
    expect(rig.of("link.opened")).toHaveLength(1);
  });

  it("does not let the program touch the site's origin or the framing", async () => {
    rig = await startRig(
      answering({
        headers: [
          ["Set-Cookie", "a=b"],
          ["Clear-Site-Data", '"*"'],
          ["Service-Worker-Allowed", "/"],
          ["Content-Security-Policy", "default-src *"],
          ["Refresh", "0"],
          ["Transfer-Encoding", "chunked"],
          ["Content-Length", "9999"],
          ["Connection", "upgrade"],
          ["X-Bad", "a\r\nSet-Cookie: c=d"],
          ["X-Good", "1"],
          ["X-Good", "2"],
        ],
        body: base64("ok"),
      }),
    );
    const answer = await fetch(`${rig.url}/`);
    expect(await answer.text()).toBe("ok");
    expect(answer.headers.get("content-length")).toBe("2");
    expect(answer.headers.get("x-good")).toBe("1, 2");
    expect(answer.headers.get("set-cookie")).toBe(`a=b; Path=/s/${SANDBOX}/`);
    expect(rig.of("limit")).toMatchObject([{ what: "siteHeaders" }]);
    expect(answer.headers.get("content-security-policy")).toBe("sandbox allow-scripts");
    for (const name of ["clear-site-data", "service-worker-allowed", "refresh", "x-bad"]) {
      expect(answer.headers.has(name)).toBe(false);
    }
  });

  it("records no body where HTTP sends none", async () => {
    rig = await startRig(answering({ body: base64("hello") }));
    await fetch(`${rig.url}/`, { method: "HEAD" });
    expect(rig.of("http.response")).toMatchObject([{ status: 200, body: { size: 0 } }]);
  });

  it("keeps 64 KiB of a body, and its true size", async () => {
    rig = await startRig(answering({ body: Buffer.alloc(200_000).toString("base64") }));
    await (
      await fetch(`${rig.url}/`, { method: "POST", body: Buffer.alloc(100_000) })
    ).arrayBuffer();
    for (const [fact, size] of [
      [rig.of("http.request")[0], 100_000],
      [rig.of("http.response")[0], 200_000],
    ] as const) {
      expect(fact?.body.size).toBe(size);
      expect(Buffer.from(fact?.body.base64 ?? "", "base64").length).toBe(65_536);
    }
  });

  it("is refused when its body is too big", async () => {
    rig = await startRig(answering({}), { limits: { requestBodyBytes: 1_000 } });
    const answer = await fetch(`${rig.url}/`, { method: "POST", body: "x".repeat(1_001) });
    expect([answer.status, await answer.text()]).toEqual([
      413,
      "A request to the program may carry 1000 bytes. Send less.\n",
    ]);
    expect(rig.inputs).toEqual([]);
    expect(rig.of("limit")).toMatchObject([{ what: "requestBodyBytes" }]);
  });

  it("is refused while the bodies that others send slowly are too much together", async () => {
    const body = "x".repeat(500);
    rig = await startRig(answering({}), { limits: { requestBodyBytes: 900, waitingBytes: 1_000 } });
    const slow = rig.raw(
      `POST /s/${SANDBOX}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n${"x".repeat(800)}`,
    );
    await rig.until((event) => event.kind === "link.opened");
    const answer = await fetch(`${rig.url}/`, { method: "POST", body });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toMatch(/^Over 1000 bytes wait for the program/);
    expect(rig.of("limit")).toMatchObject([{ what: "waitingBytes" }]);
    slow.socket.destroy();
    await rig.until((event) => event.kind === "link.closed" && event.link === 1);
    expect((await fetch(`${rig.url}/`, { method: "POST", body })).status).toBe(200);
  });

  it("gets a plain answer when the program gives none in time", async () => {
    rig = await startRig(() => [], { limits: { responseMs: 1 } });
    const answer = await fetch(`${rig.url}/`);
    expect(answer.status).toBe(504);
    expect(await answer.text()).toContain("did not answer this request");
    expect(rig.inputs.map(({ input }) => input.in)).toEqual(["request", "abort"]);
  });

  it("is taken back when the client goes away, and a late answer does no harm", async () => {
    rig = await startRig(() => []);
    const { socket } = rig.raw(`GET /s/${SANDBOX}/ HTTP/1.1\r\nHost: x\r\n\r\n`);
    await rig.until((event) => event.kind === "http.request");
    socket.destroy();
    await rig.until((event) => event.kind === "link.closed");
    expect(rig.inputs.map(({ input }) => input)).toMatchObject([
      { in: "request", id: 1 },
      { in: "abort", id: 1 },
    ]);
    rig.apply({ op: "respond", id: 1, status: 200, headers: [], body: "" });
    expect(rig.of("http.response")).toEqual([]);
  });

  it("is recorded with what came of it when it breaks off", async () => {
    rig = await startRig(() => []);
    const { socket } = rig.raw(
      `POST /s/${SANDBOX}/ HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf`,
    );
    await rig.until((event) => event.kind === "link.opened");
    socket.end();
    await rig.until((event) => event.kind === "link.closed");
    const [request] = rig.of("http.request");
    expect(request?.body).toEqual({ base64: base64("half"), size: 4 });
    expect(rig.inputs).toEqual([]);
  });
});
