// What is large but allowed costs a program no more than its share: base64 is the host's work, on both ways.
import { expect, it } from "vitest";
import { servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const ECHO = `
  import { createServer } from "node:http";
  import { Server } from "socket.io";
  const web = createServer(async (req, res) => {
    const chunks = [];
    for await (const chunk of req) chunks.push(chunk);
    res.end(Buffer.concat(chunks));
  });
  const io = new Server(web);
  io.on("connection", (socket) => socket.on("echo", (data, answer) => answer(data)));
  web.listen(3000);`;

it("takes 900 kB of binary data in a message and gives it back", async () => {
  const client = await (await serve(ECHO)).join({ transports: ["websocket"] });
  const sent = Buffer.alloc(900_000, 7);
  const got = (await client.emitWithAck("echo", sent)) as Buffer;
  expect(sent.equals(got)).toBe(true);
});

it("takes 900 kB in the body of a request and gives it back", async () => {
  const served = await serve(ECHO);
  const sent = Buffer.alloc(900_000, 9);
  const answer = await fetch(served.url, { method: "POST", body: sent });
  expect(sent.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
});

it("reads the name and the stack of what it stops only as far as they are honest", async () => {
  const name = "a".repeat(30_000);
  const { crash } = await serve(`
    import { Server } from "socket.io";
    const it = { ${name}() { while (true); } };
    new Server(3000);
    setTimeout(() => it.${name}(), 0);`);
  const { why, fault } = await crash();
  expect([why, fault.during]).toEqual(["killed", "budget"]);
  expect(fault.stack.length).toBeLessThan(4_000);
});
