// The generator of the load scenarios, with tiny numbers, against plain socket.io servers in this process.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Place } from "../hosts/host.ts";
import { behave } from "../program.ts";
import { createCrowd } from "./crowd.ts";

async function serve(program: (io: Server) => void): Promise<Place> {
  const http = createServer();
  const io = new Server(http);
  program(io);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  onTestFinished(() => io.close());
  const { port } = http.address() as AddressInfo;
  return { program: 1, url: `http://127.0.0.1:${port}`, path: "/socket.io" };
}

async function crowdAt(place: Place, joins = true) {
  const crowd = createCrowd();
  await crowd.gather({ places: [place], clients: 3, joins });
  return crowd;
}

const SPEECH = { perSecond: 200, ms: 25, characters: 40, into: "test" } as const;

describe("the crowd", () => {
  it("hears each broadcast once, in order, and takes the time of each", async () => {
    const crowd = await crowdAt(await serve(behave));
    expect(await crowd.broadcast(SPEECH)).toMatchObject({ expected: 15, lost: 0, outOfOrder: 0 });
    crowd.leave();
  });

  it("hears an ack for each of its questions", async () => {
    const crowd = await crowdAt(await serve(behave), false);
    expect(await crowd.ask(SPEECH)).toMatchObject({ expected: 5, lost: 0, outOfOrder: 0 });
    crowd.leave();
  });

  it("adds up what it has measured, unless it was too busy itself", async () => {
    const crowd = await crowdAt(await serve(behave), false);
    const rounds = [await crowd.ask(SPEECH), await crowd.ask(SPEECH)];
    const kept = rounds.filter(({ isKept }) => isKept).length;
    expect(crowd.latency("test").count).toBe(5 * kept);
    expect(rounds.map(({ share }) => share <= 0.8)).toEqual(rounds.map(({ isKept }) => isKept));
    crowd.leave();
  });

  it("notices what comes in another order", async () => {
    const swapping = (io: Server) =>
      io.on("connection", (socket) => {
        let held: string | undefined;
        socket.on("join", (ack: () => void) => ack());
        socket.on("shout", (text: string) => {
          if (held === undefined) held = text;
          else for (const one of [text, held]) io.emit("heard", one);
          if (text !== held) held = undefined;
        });
      });
    const crowd = await crowdAt(await serve(swapping));
    const heard = await crowd.broadcast({ ...SPEECH, ms: 10 });
    expect(heard).toMatchObject({ expected: 6, lost: 0, outOfOrder: 6 });
    crowd.leave();
  });

  it("says when a client was disconnected", async () => {
    const leaving = (io: Server) =>
      io.on("connection", (socket) => socket.on("shout", () => socket.disconnect(true)));
    const crowd = await crowdAt(await serve(leaving), false);
    await crowd.broadcast({ ...SPEECH, ms: 5 });
    expect(() => crowd.leave()).toThrow(/lost its connection/);
  });
});
