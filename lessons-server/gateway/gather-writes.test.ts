import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { gatherWrites } from "./gather-writes.ts";

let near: Socket;
let far: Socket;
let close: () => void;

beforeEach(async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  far = connect((server.address() as AddressInfo).port, "127.0.0.1");
  [near] = (await once(server, "connection")) as [Socket];
  close = () => {
    far.destroy();
    near.destroy();
    server.close();
  };
});
afterEach(() => close());

const allOf = async (socket: Socket): Promise<string> => {
  let text = "";
  for await (const chunk of socket) text += String(chunk);
  return text;
};

test("sends the answer to the upgrade at once, and what follows in one turn together, in order", async () => {
  gatherWrites(near);
  near.write("101 ");
  expect(near.writableCorked).toBe(0);
  near.write("a");
  near.write("b");
  expect(near.writableCorked).toBe(1);
  await new Promise((next) => process.nextTick(next));
  expect(near.writableCorked).toBe(0);
  near.end();
  expect(await allOf(far)).toBe("101 ab");
});

test("loses nothing that was written in the turn that ends the connection", async () => {
  gatherWrites(near);
  near.write("101 ");
  near.write("last words");
  near.destroy();
  expect(await allOf(far)).toBe("101 last words");
});
