import type { Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { BY_HAND } from "#trace/by-hand.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { type ControlRig, ECHO, type Page, startControlRig } from "../testing/control-rig.ts";
import { dial, lineAddress } from "../testing/dialled.ts";

let rig: ControlRig;
beforeAll(async () => {
  rig = await startControlRig({ createdPerMinute: 1_000 });
});
afterAll(() => rig.close());

/** A page on which the echo server runs. */
async function running() {
  const page = rig.page();
  const { sandbox } = await page.open();
  await page.ask("run", { program: ECHO });
  await page.until(({ kind }) => kind === "server.listening");
  return { page, sandbox };
}

const addressOf = (sandbox: string) => lineAddress(rig.url, sandbox);

/** A line on which lines of text are written. */
async function dialTo(sandbox: string) {
  const { write, ...dialled } = await dial(addressOf(sandbox));
  return { ...dialled, write: (...lines: readonly string[]) => write(lines.join("\r\n")) };
}

const POLL = ["GET /socket.io/?EIO=4&transport=polling HTTP/1.1", "Host: localhost", "", ""];
const UPGRADE = [
  "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1",
  "Host: localhost",
  "Connection: Upgrade",
  "Upgrade: websocket",
  "Sec-WebSocket-Version: 13",
  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
  "",
  "",
];

const RESTART = { disturbance: { is: "restart", down: 0 } };

/** What a refused upgrade is told. */
const refusal = (
  sandbox: string,
  { at = rig.url, origin }: { at?: string; origin?: string } = {},
) =>
  new Promise<number>((resolve) => {
    const line = new WebSocket(lineAddress(at, sandbox), origin === undefined ? {} : { origin });
    line.on("error", () => undefined);
    line.once("unexpected-response", (_, answer) => resolve(answer.statusCode ?? 0));
  });

describe("a line by hand", () => {
  it("brings a request as it was typed, in pieces, and the answer as it is", async () => {
    const { page, sandbox } = await running();
    const { write, until } = await dialTo(sandbox);
    write("GET /socket.io/?EIO=4&tran");
    write("sport=polling HTTP/1.1", "Host: localhost", "", "");
    const heard = await until('"sid"');
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(heard).toMatch(/\r\n\r\n0\{"sid":/);
    const asked = await page.until(({ kind }) => kind === "http.request");
    expect(asked).toMatchObject({ client: BY_HAND, method: "GET" });
  });

  it("keeps the connection for the next request", async () => {
    const { page, sandbox } = await running();
    const { write, until } = await dialTo(sandbox);
    write(...POLL);
    await until('"sid"');
    write("GET /nothing HTTP/1.1", "Host: localhost", "", "");
    await until("404");
    await page.until((event) => event.kind === "http.response" && event.status === 404);
    expect(page.trace().filter(({ kind }) => kind === "link.opened")).toHaveLength(1);
  });

  it("leaves HTTP with the accept key of RFC 6455 §1.3, and takes frames that are masked", async () => {
    const { sandbox } = await running();
    const { write, line, until } = await dialTo(sandbox);
    write(...UPGRADE);
    expect(await until("0{")).toMatch(/Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK\+xOo=/i);
    const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
    line.send(encodeFrame({ opcode: 1, payload: Buffer.from("40"), key }));
    expect(await until('40{"sid"')).toContain('40{"sid"');
  });

  it("hears close 1002 for a frame that is not masked", async () => {
    const { sandbox } = await running();
    const { write, line, until, closed } = await dialTo(sandbox);
    write(...UPGRADE);
    await until("0{");
    line.send(Buffer.from("\x81\x0240", "latin1"));
    expect(await until("\x03\xea")).toContain("\x88\x02\x03\xea");
    await closed;
  });

  it("is what the server made of it: no path, no HTTP", async () => {
    const { sandbox } = await running();
    const one = await dialTo(sandbox);
    one.write("GET http://elsewhere/ HTTP/1.1", "Host: localhost", "", "");
    expect(await one.until("request line")).toMatch(/^HTTP\/1\.1 400 /);
    const other = await dialTo(sandbox);
    other.write("hello", "", "");
    expect(await other.until("400")).toMatch(/^HTTP\/1\.1 400 /);
    await other.closed;
  });

  it("is refused to pages of other sites, without a sandbox, and beyond four", async () => {
    const { sandbox } = await running();
    expect(await refusal(sandbox, { origin: "https://evil.test" })).toBe(403);
    expect(await refusal("nobody")).toBe(404);
    const lines = await Promise.all([1, 2, 3, 4].map(() => dialTo(sandbox)));
    expect(await refusal(sandbox)).toBe(429);
    lines[0]?.line.close();
    await lines[0]?.closed;
    await expect(dialTo(sandbox)).resolves.toBeDefined();
  });

  it("is held no longer when it is cut: what waits on it ends", async () => {
    const { page, sandbox } = await running();
    const { write, line, until } = await dialTo(sandbox);
    write(...POLL);
    const sid = /"sid":"([^"]+)/.exec(await until('"sid"'))?.[1];
    await page.until(({ kind }) => kind === "session.opened");
    write(`GET /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1`, "Host: localhost", "", "");
    await page.until((event) => event.kind === "http.request" && event.target.includes("sid="));
    // With a reset, as when the page's machine is gone: of itself the stream would never close.
    (line as unknown as { readonly _socket: Socket })._socket.resetAndDestroy();
    const closed = await page.until(({ kind }) => kind === "link.closed");
    expect(closed).toMatchObject({ client: BY_HAND });
    await page.until(({ kind }) => kind === "session.closed");
  });

  it("is recorded as closed when it is hung up", async () => {
    const { page, sandbox } = await running();
    const { write, line, until } = await dialTo(sandbox);
    write(...POLL);
    await until('"sid"');
    line.close();
    await page.until(({ kind }) => kind === "link.closed");
  });

  it("promises no end that it does not keep", async () => {
    const { sandbox } = await running();
    const { write, until } = await dialTo(sandbox);
    write(...POLL);
    const heard = await until('"sid"');
    expect(heard).toMatch(/\r\nConnection: keep-alive\r\n/);
    expect(heard).not.toMatch(/^Keep-Alive:/im);
  });

  it.each([
    ["is stopped", (page: Page) => page.ask("stop")],
    ["is run anew", (page: Page) => page.ask("run", { program: ECHO })],
    ["is restarted", (page: Page) => page.ask("disturb", RESTART)],
  ])("ends with the program, when that %s", async (_, end) => {
    const { page, sandbox } = await running();
    const [spoken, silent] = [await dialTo(sandbox), await dialTo(sandbox)];
    spoken.write(...POLL);
    await spoken.until('"sid"');
    expect(await end(page)).toMatchObject({ ok: true });
    expect(await Promise.all([spoken.closed, silent.closed])).toEqual([1006, 1006]);
  });

  it("ends with its sandbox, in which nothing may ever have run; then there is none to dial", async () => {
    const own = await startControlRig();
    const { sandbox } = await own.page().open();
    const { closed } = await dial(lineAddress(own.url, sandbox));
    await own.sandboxes.drain(1);
    expect(await closed).toBe(1006);
    expect(await refusal(sandbox, { at: own.url })).toBe(503);
    await own.close();
  });

  it("is asked for only so often by one address where there is none", async () => {
    const own = await startControlRig({}, { clock: () => 0 });
    const asked: number[] = [];
    for (let n = 0; n < 21; n++) asked.push(await refusal(`guess-${n}`, { at: own.url }));
    expect(new Set(asked.slice(0, 20))).toEqual(new Set([404]));
    expect(asked[20]).toBe(429);
    await own.close();
  });

  it("is cut when more is written at once than a line takes", async () => {
    const { sandbox } = await running();
    const { line, closed } = await dialTo(sandbox);
    line.send(Buffer.alloc(70_000));
    expect(await closed).toBe(1009);
  });
});
