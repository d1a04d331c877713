import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { openHandLine, type Passed } from "./hand-line.ts";

let server: WebSocketServer;
let home: string;
beforeEach(async () => {
  vi.stubGlobal("WebSocket", WebSocket);
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((listening) => server.once("listening", listening));
  home = `http://127.0.0.1:${(server.address() as AddressInfo).port}/s/id`;
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const each of server.clients) each.terminate();
  server.close();
});

/** A line, what has passed on it, and the server's end of it. */
async function dialled() {
  const passed: Passed[] = [];
  const looking = new Set<() => void>();
  const line = openHandLine(home, (one) => {
    passed.push(one);
    for (const look of looking) look();
  });
  const until = (is: Passed["is"]) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!passed.some((one) => one.is === is)) return;
        looking.delete(look);
        resolve();
      };
      looking.add(look);
      look();
    });
  const writtenEarly = line.write(Uint8Array.of(1)) && line.write(Uint8Array.of(2));
  const [far] = await new Promise<readonly [WebSocket]>((resolve) =>
    server.once("connection", (socket: WebSocket) => resolve([socket])),
  );
  return { line, passed, until, far, writtenEarly };
}

const names = (passed: readonly Passed[]) => passed.map(({ is }) => is);

describe("a line of a console", () => {
  it("writes what was written before anybody answered, in its order", async () => {
    const { passed, until, writtenEarly } = await dialled();
    expect(writtenEarly).toBe(true);
    await until("written");
    expect(passed).toEqual([
      { is: "opened" },
      { is: "written", bytes: Uint8Array.of(1) },
      { is: "written", bytes: Uint8Array.of(2) },
    ]);
  });

  it("has ended as soon as it is hung up: it takes nothing any more, and nothing is heard", async () => {
    const { line, passed, until, far } = await dialled();
    await until("opened");
    far.send(new Uint8Array());
    far.send(Uint8Array.of(9));
    await until("heard");
    expect(passed.at(-1)).toEqual({ is: "heard", bytes: Uint8Array.of(9) });
    expect(names(passed).filter((is) => is === "heard")).toHaveLength(1);
    const left = new Promise((closed) => far.once("close", closed));
    line.hangUp();
    expect(line.write(Uint8Array.of(3))).toBe(false);
    const atEnd = names(passed);
    expect(atEnd.at(-1)).toBe("ended");
    far.send(Uint8Array.of(4));
    await left;
    expect(names(passed)).toEqual(atEnd);
  });

  it("takes nothing any more when the server has ended it", async () => {
    const { line, passed, until, far } = await dialled();
    await until("opened");
    far.terminate();
    await until("ended");
    expect(line.write(Uint8Array.of(3))).toBe(false);
    expect(names(passed).filter((is) => is === "ended")).toHaveLength(1);
  });
});
