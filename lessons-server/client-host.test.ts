import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { clientHostPath } from "#protocol/host.ts";
import { clientHostMount } from "./client-host.ts";

const mount = clientHostMount(path.resolve(import.meta.dirname, "../dist"));
const server = createServer((req, res) => mount.request(req, res));
beforeAll(() => new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening)));
afterAll(() => server.close());

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
};

function get(target: string, host = "site.example:8080", method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const headers = { Host: host };
    const asked = request({ port, path: target, method, headers, agent: false }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (piece: string) => (body += piece));
      answer.once("end", () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }),
      );
    });
    asked.once("error", reject).end();
  });
}

describe("the page of the client host", () => {
  it("may reach the one sandbox that it is for, and have no origin", async () => {
    const { status, headers } = await get(clientHostPath("abc-_1"));
    expect(status).toBe(200);
    const policy = String(headers["content-security-policy"]).split("; ");
    expect(policy).toContain("sandbox allow-scripts");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(
      "connect-src http://site.example:8080/s/abc-_1/ ws://site.example:8080/s/abc-_1/",
    );
    expect(policy).toContain("frame-ancestors 'self'");
    expect(headers).toMatchObject({
      "referrer-policy": "no-referrer",
      "cache-control": "no-store",
    });
  });

  it("loads a script that a stranger may load, and keep for ever", async () => {
    const { body } = await get(clientHostPath("abc"));
    const [, script = ""] = /"(\/client-host\/\w+\.\w+\.js)"/.exec(body) ?? [];
    const { status, headers } = await get(script);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      "content-type": "text/javascript; charset=utf-8",
      "cross-origin-resource-policy": "cross-origin",
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=31536000, immutable",
    });
  });

  it.each([
    ["/client-host/", 404],
    ["/client-host/abc", 404],
    ["/client-host/a;b/", 404],
    ["/client-host/abc/x", 404],
    ["/client-host/host.js", 404],
    ["/client-host/../package.json", 404],
  ])("is nowhere else: %s", async (target, status) => {
    expect((await get(target)).status).toBe(status);
  });

  it.each(["a b", "site.example; script-src *", "site.example/x", "[::1", "'self'", "*"])(
    "takes no policy from a Host that is none: %s",
    async (host) => {
      expect((await get(clientHostPath("abc"), host)).status).toBe(400);
    },
  );

  it("can only be read", async () => {
    expect((await get(clientHostPath("abc"), "x", "POST")).status).toBe(405);
  });
});
