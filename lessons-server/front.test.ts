import { get } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createFront, type FrontLimits } from "./front.ts";

/** A server that answers "yes", and connections to it. */
async function openFront(limits: Partial<FrontLimits>) {
  const front = createFront(
    {
      request: (req, res) => {
        req.resume().once("end", () => res.end("yes"));
      },
      upgrade: (_req, socket) => socket.end("HTTP/1.1 101 Switching Protocols\r\n\r\n"),
    },
    limits,
  );
  await new Promise<void>((listening) => front.listen(0, "127.0.0.1", listening));
  onTestFinished(() => {
    front.close();
    front.closeAllConnections();
  });
  const { port } = front.address() as AddressInfo;
  const dial = (): Promise<Socket> =>
    new Promise((resolve) => {
      const socket: Socket = connect(port, "127.0.0.1", () => resolve(socket));
      socket.on("error", () => undefined);
      onTestFinished(() => void socket.destroy());
    });
  /** The status of a request on a connection of its own. */
  const status = (): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      get({ host: "127.0.0.1", port, agent: false }, (res) => {
        res.resume();
        resolve(res.statusCode);
      }).once("error", reject);
    });
  return { front, dial, status };
}

/** All that is said on a connection until it is closed. */
function heard(socket: Socket, ...sent: string[]): Promise<string> {
  let text = "";
  socket.setEncoding("utf8").on("data", (piece: string) => (text += piece));
  for (const piece of sent) socket.write(piece);
  return new Promise((resolve) => socket.once("close", () => resolve(text)));
}

describe("whoever takes too long to ask", () => {
  const limits = { headersMs: 150, requestMs: 300, lookEveryMs: 50 };

  it.each([
    ["says nothing at all", ""],
    ["sends its head a byte at a time", "G"],
    ["never ends its head", "GET / HTTP/1.1\r\nHost: x\r\nX-A: b\r\n"],
    ["never ends its body", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n1"],
  ])("is cut off: who %s", async (_, said) => {
    const { dial, status } = await openFront(limits);
    const socket = await dial();
    const drip = setInterval(() => void (said === "G" && socket.write("E")), 40);
    const answer = await heard(socket, ...(said ? [said] : []));
    clearInterval(drip);
    // Who has said something is told why.
    if (said) expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    // Also cut off when this machine is too slow: tried again then.
    await expect.poll(() => status().catch(() => 0), { timeout: 30_000 }).toBe(200);
  });
});

describe("there are only so many connections", () => {
  const UPGRADE = "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n";

  it("beyond them everybody is told to come back, and can once there is room", async () => {
    const { dial, status } = await openFront({ connections: 2, toldWithinMs: 60_000 });
    const [first] = [await dial(), await dial()];
    expect(await status()).toBe(503);
    const told = await heard(await dial(), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    expect(told).toMatch(/^HTTP\/1\.1 503 .*\r\n(.+\r\n)*Retry-After: 5\r\n/);
    expect(told).toContain("Try again in a moment.");
    expect(await heard(await dial(), UPGRADE)).toMatch(/^HTTP\/1\.1 503 /);
    first.destroy();
    await expect.poll(status, { timeout: 30_000 }).toBe(200);
  });

  it("who comes too many and does not ask is not waited for", async () => {
    const { dial } = await openFront({ connections: 1, toldWithinMs: 50 });
    await dial();
    expect(await heard(await dial())).toBe("");
  });

  it("who comes when too many wait to be told already is cut off", async () => {
    const { front, dial, status } = await openFront({ connections: 2, toldWithinMs: 60_000 });
    const held = await Promise.all(Array.from({ length: 34 }, dial));
    const dropped = new Promise((resolve) => front.once("drop", resolve));
    expect(await heard(await dial())).toBe("");
    await dropped;
    for (const socket of held) socket.destroy();
    await expect.poll(() => status().catch(() => 0), { timeout: 30_000 }).toBe(200);
  });
});
