import { request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import type { TraceEvent } from "#trace/event.ts";
import { type FakeProgram, handshakes, type Rig, SANDBOX, startRig } from "./testing/rig.ts";

let rig: Rig;
afterEach(() => rig.stop());

/** A page's origin as it stands in an address. */
const page = (origin: string): string => `/@alice~${encodeURIComponent(origin)}`;
const STRANGER = "http://localhost:5173";
const engine = "/socket.io/?EIO=4&transport=polling";

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/** As the browser sends it from the client host, which is a frame of an opaque origin. */
function call(path: string, how: { method?: string; headers?: object } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers } = how;
    const url = `${rig.url}${path}`;
    const asked = request(url, { method, headers: { Origin: "null", ...headers } }, (answer) => {
      answer.resume().once("end", () =>
        resolve({
          status: answer.statusCode ?? 0,
          headers: answer.headers as Answer["headers"],
        }),
      );
    });
    asked.once("error", reject).end();
  });
}

const admits = ({ headers }: Answer): string | undefined => headers["access-control-allow-origin"];
const valueOf = (event: TraceEvent | undefined, wanted: string): string | undefined =>
  event?.kind === "http.request" || event?.kind === "http.response"
    ? event.headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
    : undefined;

describe("a client on a page of its server", () => {
  it("needs nobody's leave, and brings the origin only where a browser would", async () => {
    rig = await startRig(answering([]));
    const answer = await call(`/@alice${engine}`);
    expect([answer.status, admits(answer)]).toEqual([200, "null"]);
    expect(answer.headers["access-control-allow-credentials"]).toBe("true");
    expect(valueOf(rig.of("http.request")[0], "origin")).toBeUndefined();
    expect(valueOf(rig.of("http.response")[0], "access-control-allow-origin")).toBeUndefined();

    await call("/@alice/messages", { method: "POST" });
    expect(valueOf(rig.of("http.request")[1], "origin")).toBe("http://localhost:3000");
  });

  it("reads every header, as a page of the same origin does", async () => {
    rig = await startRig(answering([["X-Total", "3"]]));
    const { headers } = await call("/@alice/messages");
    expect(headers["access-control-expose-headers"]?.split(", ")).toContain("x-total");
  });

  it("is spared the preflight that only its frame makes necessary", async () => {
    rig = await startRig();
    const headers = {
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "x-token",
    };
    const answer = await call("/@alice/messages", { method: "OPTIONS", headers });
    expect([answer.status, admits(answer)]).toEqual([204, "null"]);
    expect(answer.headers["access-control-allow-methods"]).toBe("PUT");
    expect(answer.headers["access-control-allow-headers"]).toBe("x-token");
    expect([rig.of("http.request"), rig.inputs]).toEqual([[], []]);
  });

  it("is a stranger on another port of it", async () => {
    rig = await startRig(handshakes, { engine: { cors: { origin: ["http://localhost:3000"] } } });
    rig.apply(
      { op: "listen", server: 2, port: 4000 },
      { op: "engine", engine: 1, server: 2, path: "/socket.io/", options: {} },
    );
    expect(admits(await call(`/@alice/:4000${engine}`))).toBe("null");
    expect(valueOf(rig.of("http.request").at(-1), "origin")).toBe("http://localhost:3000");
    expect(valueOf(rig.of("http.response").at(-1), "access-control-allow-origin")).toBe(
      "http://localhost:3000",
    );
    expect(admits(await call(`/@alice/:3000${engine}`))).toBe("null");
    expect(valueOf(rig.of("http.request").at(-1), "origin")).toBeUndefined();
  });
});

describe("a client on a page of another origin", () => {
  it.each([
    ["no cors option", {}, undefined],
    ["its origin", { cors: { origin: STRANGER } }, "null"],
    ["its origin in a list", { cors: { origin: ["http://a.example", STRANGER] } }, "null"],
    ["any origin", { cors: { origin: "*" } }, "*"],
    ["whoever asks", { cors: { origin: true } }, "null"],
    ["somebody else", { cors: { origin: "http://a.example" } }, "http://a.example"],
    ["the opaque origin, which is not its own", { cors: { origin: "null" } }, undefined],
  ])("is admitted as the server says: %s", async (_what, options, expected) => {
    rig = await startRig(handshakes, { engine: options });
    expect(admits(await call(`${page(STRANGER)}${engine}`))).toBe(expected);
    expect(valueOf(rig.of("http.request")[0], "origin")).toBe(STRANGER);
  });

  it("has its preflights answered by the server", async () => {
    rig = await startRig(handshakes, { engine: { cors: { origin: STRANGER, credentials: true } } });
    const headers = { "Access-Control-Request-Method": "POST" };
    const answer = await call(`${page(STRANGER)}${engine}`, { method: "OPTIONS", headers });
    expect([answer.status, admits(answer)]).toEqual([204, "null"]);
    expect(answer.headers["access-control-allow-credentials"]).toBe("true");
    expect(rig.of("http.response")[0]).toMatchObject({ status: 204 });
    expect(valueOf(rig.of("http.response")[0], "access-control-allow-origin")).toBe(STRANGER);
  });

  it("brings it in a WebSocket handshake", async () => {
    rig = await startRig();
    const upgrade = `GET /s/${SANDBOX}${page(STRANGER)}/socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nOrigin: null\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`;
    rig.raw(upgrade);
    await rig.until((event) => event.kind === "session.opened");
    expect(valueOf(rig.of("http.request")[0], "origin")).toBe(STRANGER);
  });
});

describe("anyone else", () => {
  it.each([
    ["without a name", "", "null"],
    ["with an origin of its own", "/@alice", "http://a.example"],
  ])("keeps the origin it brings: %s", async (_what, path, origin) => {
    rig = await startRig(handshakes, { engine: { cors: { origin: true } } });
    expect(admits(await call(`${path}${engine}`, { headers: { Origin: origin } }))).toBe(origin);
    expect(valueOf(rig.of("http.request")[0], "origin")).toBe(origin);
  });
});

function answering(headers: [string, string][]): FakeProgram {
  return (input) =>
    input.in === "request" ? [{ op: "respond", id: input.id, status: 200, headers, body: "" }] : [];
}
