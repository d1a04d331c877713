import { describe, expect, it } from "vitest";
import { checkAccept } from "#trace/accept.ts";
import { toBase64 } from "#trace/to-base64.ts";
import { LinkId, RequestId, type FactOf } from "#trace/event.ts";
import { engineIoTarget, requestMessage, responseMessage } from "#trace/http.ts";

const bodyOf = (bytes: Uint8Array, size = bytes.length) => ({ base64: toBase64(bytes), size });
const about = {
  request: RequestId.parse(1),
  link: LinkId.parse(1),
  client: "Alice",
  version: "1.1",
};
const request: FactOf<"http.request"> = {
  kind: "http.request",
  ...about,
  method: "POST",
  target: "/socket.io/?EIO=4&transport=polling&sid=abc",
  headers: [
    ["Host", "localhost"],
    ["sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="],
  ],
  body: bodyOf(new TextEncoder().encode("40")),
};
const response: FactOf<"http.response"> = {
  kind: "http.response",
  ...about,
  status: 101,
  reason: "Switching Protocols",
  headers: [["Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="]],
  body: bodyOf(Uint8Array.of()),
};

describe("HTTP", () => {
  it("shows a head as it was on the wire", () => {
    const { head, body } = requestMessage(request);
    expect(head).toBe(
      "POST /socket.io/?EIO=4&transport=polling&sid=abc HTTP/1.1\r\nHost: localhost\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
    );
    expect(body).toMatchObject({ text: "40", missing: 0 });
    expect(responseMessage(response).head).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
  });

  it("tells text from bytes, also when the cap cut a character in two", () => {
    const euros = new TextEncoder().encode("€€");
    expect(
      responseMessage({ ...response, body: bodyOf(euros.subarray(0, 5), 6) }).body,
    ).toMatchObject({ text: "€\ufffd", missing: 1 });
    expect(
      responseMessage({ ...response, body: bodyOf(Uint8Array.of(0xff, 0x41, 0x41, 0x41, 0x41)) })
        .body.text,
    ).toBeUndefined();
    const zipped: FactOf<"http.response"> = {
      ...response,
      headers: [["content-encoding", "gzip"]],
      body: bodyOf(euros),
    };
    expect(responseMessage(zipped).body.text).toBeUndefined();
  });

  it("reads the Engine.IO query of a target", () => {
    expect(engineIoTarget(request.target)).toEqual({
      path: "/socket.io/",
      version: "4",
      transport: "polling",
      sid: "abc",
    });
    expect(engineIoTarget("/socket.io/?transport=websocket&EIO=4")?.sid).toBeUndefined();
    expect(engineIoTarget("/messages?transport=tram")).toBeUndefined();
    expect(engineIoTarget("/%E0%A4%A?EIO=%&transport=%ff")).toMatchObject({ version: "%" });
  });

  it("checks that the server understood the upgrade", () => {
    expect(checkAccept(request, response).state).toBe("right");
    expect(
      checkAccept(request, { ...response, headers: [["Sec-WebSocket-Accept", "x"]] }),
    ).toMatchObject({
      state: "wrong",
      expected: "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
    });
    expect(checkAccept({ ...request, headers: [] }, response)).toEqual({
      state: "absent",
      missing: "key",
    });
    expect(checkAccept(request, { ...response, headers: [] })).toEqual({
      state: "absent",
      missing: "accept",
    });
  });
});
