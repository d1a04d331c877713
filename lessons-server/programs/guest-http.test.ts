// http servers in a sandbox: ports claimed inside it, routes beside Socket.IO, and what an http server says of itself.
import { describe, expect, it } from "vitest";
import { leaving, once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

describe("an http server in a sandbox", () => {
  it("answers on its routes beside Socket.IO, with the body it was sent", async () => {
    const served = await serve(`
      import { createServer } from "node:http";
      import { Server } from "socket.io";
      const web = createServer(async (req, res) => {
        let body = "";
        for await (const chunk of req) body += chunk;
        if (req.url === "/messages?to=all" && req.method === "POST") {
          io.emit("message", JSON.parse(body));
          res.writeHead(201, { "Content-Type": "application/json", "X-Seen": req.headers["x-mine"] });
          return res.end(JSON.stringify({ length: body.length }));
        }
        res.statusCode = 404;
        res.setHeader("X-Tried", ["a", "b"]);
        res.write("no ");
        res.end(req.method + " " + req.url);
      });
      const io = new Server(web);
      web.listen(3000);`);
    const heard = once(await served.join(), "message");
    const posted = await fetch(`${served.url}/messages?to=all`, {
      method: "POST",
      headers: { "X-Mine": "yes" },
      body: JSON.stringify({ text: "grüß dich" }),
    });
    expect(posted.status).toBe(201);
    expect(posted.headers.get("X-Seen")).toBe("yes");
    expect(posted.headers.get("Content-Type")).toBe("application/json");
    expect(await posted.json()).toEqual({ length: 20 });
    expect(await heard).toEqual({ text: "grüß dich" });
    const other = await fetch(`${served.url}/elsewhere`);
    expect([other.status, other.headers.get("X-Tried"), await other.text()]).toEqual([
      404,
      "a, b",
      "no GET /elsewhere",
    ]);
    expect(served.facts("turn").filter(({ trigger }) => trigger.by === "request")).toHaveLength(2);
  });

  it("reads headers that are called as what every object has", async () => {
    const served = await serve(`
      require("http").createServer((req, res) => res.end(req.headers.constructor + " " + req.headers.cookie)).listen(3000);`);
    const answer = await served.raw(
      "GET / HTTP/1.1\r\nHost: x\r\nConstructor: a\r\nCookie: b=1\r\nCookie: c=2\r\nConnection: close\r\n\r\n",
    );
    expect(answer).toMatch(/\r\n\r\na b=1; c=2$/);
  });

  it("takes a body as events, and answers later from a timer", async () => {
    const served = await serve(`
      require("http").createServer((req, res) => {
        req.setEncoding("utf8");
        let body = "";
        req.on("data", (chunk) => (body += chunk)).on("end", () => setTimeout(() => res.end(body.toUpperCase()), 1));
      }).listen(3000);`);
    const answer = await fetch(served.url, { method: "PUT", body: "slow" });
    expect(await answer.text()).toBe("SLOW");
  });

  it("sends bytes as they are", async () => {
    const served = await serve(`
      require("http").createServer(async (req, res) => {
        const chunks = [];
        for await (const chunk of req) chunks.push(chunk);
        res.end(Buffer.concat(chunks).reverse());
      }).listen(3000);`);
    const answer = await fetch(served.url, { method: "POST", body: new Uint8Array([0, 1, 255]) });
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([255, 1, 0]);
  });

  it.each([
    ["a handler that throws", `throw new Error("in the route")`, "handler"],
    ["a handler that rejects", `return Promise.reject(new Error("in the route"))`, "rejection"],
    ["headers set too late", `res.end(); res.setHeader("a", "b")`, "handler"],
  ])(
    "ends with the program, because of %s, and with it the connection of the request",
    async (_what, body, during) => {
      const served = await serve(
        `\nrequire("http").createServer((req, res) => {\n${body};\n}).listen(3000);`,
      );
      const asked = fetch(served.url).then(
        ({ status }) => status,
        () => "cut",
      );
      const [answer, { fault, why }] = await Promise.all([asked, served.crash()]);
      expect(why).toBe("crashed");
      expect(fault).toMatchObject({ during, where: { file: "server.js", line: 3 } });
      expect(answer).toBe(body.startsWith("res.end()") ? 200 : "cut");
    },
  );

  it.each([
    ["a status that is text", `res.statusCode = "404"; res.end()`, 404],
    ["a status that writeHead is given as text", `res.writeHead("404"); res.end()`, 404],
    ["a number as a header", `res.setHeader("Content-Length", 2); res.end("ok")`, 200],
  ])("may answer with %s, as in Node", async (_what, body, status) => {
    const served = await serve(
      `require("http").createServer((req, res) => { ${body}; }).listen(3000);`,
    );
    expect((await fetch(served.url)).status).toBe(status);
    expect(served.facts("fault")).toEqual([]);
  });

  it.each([
    ["a status that is none", `res.writeHead(42)`, "RangeError", "Invalid status code: 42"],
    [
      "a header with a line break",
      `res.setHeader("a", "b\\n")`,
      "TypeError",
      `Invalid character in header content ["a"]`,
    ],
    [
      "a header without a value",
      `res.setHeader("a")`,
      "TypeError",
      `Invalid value "undefined" for header "a"`,
    ],
    [
      "a header name that is none",
      `res.setHeader("a b", "c")`,
      "TypeError",
      `Header name must be a valid HTTP token ["a b"]`,
    ],
    [
      "a header that is longer than a sandbox sends",
      `res.setHeader("X-Long", "x".repeat(9000))`,
      "RangeError",
      `A header may have 8192 characters in the sandbox: "X-Long" has more.`,
    ],
    [
      "more headers than a sandbox sends",
      `for (let i = 0; ; i++) res.setHeader("X-" + i, i)`,
      "RangeError",
      "An answer may have 100 headers in the sandbox: this one has more.",
    ],
  ])("throws on %s", async (...[, body, name, message]) => {
    const served = await serve(
      `require("http").createServer((req, res) => { try { ${body}; } catch (e) { res.end(e.name + ": " + e.message); } }).listen(3000);`,
    );
    expect(await (await fetch(served.url)).text()).toBe(`${name}: ${message}`);
  });

  it("calls back when it listens and when it closes, and says where", async () => {
    const served = await serve(`
      import { createServer } from "node:http";
      const web = createServer();
      console.log(web.listening, web.address());
      web.on("listening", () => console.log("event"));
      web.listen(3000, "127.0.0.1", () => {
        console.log("callback", web.listening, web.address().port);
        web.close(() => console.log("closed", web.listening));
      });
      console.log("after listen");`);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual([
      "false null",
      "after listen",
      "event",
      "callback true 3000",
      "closed false",
    ]);
    expect(served.facts("server.listening")).toMatchObject([{ port: 3000 }]);
    expect(served.facts("server.closed")).toMatchObject([{ port: 3000 }]);
  });

  it("picks a free port when it is given none", async () => {
    const served = await serve(
      `const s = require("http").createServer((q, r) => r.end("hi")).listen(0, () => console.log(s.address().port));`,
    );
    const port = await served.run.listening;
    expect(served.logs()).toEqual([String(port)]);
    expect(await (await fetch(served.url)).text()).toBe("hi");
  });

  it("is refused a port of the same sandbox that is taken", async () => {
    const served = await serve(`
      import { createServer } from "node:http";
      createServer().listen(3000);
      createServer().on("error", (e) => console.log(e.code, e.syscall, e.port)).listen(3000);
      createServer().listen(3000);`);
    const { fault, why } = await served.crash();
    expect(why).toBe("crashed");
    expect(fault).toMatchObject({
      name: "Error",
      message: "listen EADDRINUSE: address already in use :::3000",
    });
    expect(served.logs()).toEqual(["EADDRINUSE listen 3000"]);
  });

  it("has its port to itself: another sandbox may claim the same", async () => {
    const [one, other] = await Promise.all(
      ["one", "other"].map((name) =>
        serve(`require("http").createServer((q, r) => r.end("${name}")).listen(3000);`),
      ),
    );
    expect(await (await fetch(one?.url ?? "")).text()).toBe("one");
    expect(await (await fetch(other?.url ?? "")).text()).toBe("other");
  });

  it("is one of several, each behind its port", async () => {
    const served = await serve(`
      import { createServer } from "node:http";
      import { Server } from "socket.io";
      createServer((q, r) => r.end("first " + q.url)).listen(3000);
      const second = createServer((q, r) => r.end("second " + q.url)).listen(3001);
      new Server(second).on("connection", (s) => s.emit("hello", "from 3001"));`);
    expect(await (await fetch(`${served.url}/x?y`)).text()).toBe("first /x?y");
    expect(await (await fetch(`${served.url}/:3001/x?y`)).text()).toBe("second /x?y");
    expect(await (await fetch(`${served.url}/@alice/:3001/x`)).text()).toBe("second /x");
    expect(await (await fetch(`${served.url}/:3002/`)).text()).toBe(
      "Nothing listens on port 3002. Connection refused.\n",
    );
    expect(await once(served.client({}, "/:3001"), "hello")).toBe("from 3001");
    // Socket.IO is attached to the second server only.
    expect(
      await once<Error>(served.client({ transports: ["polling"] }), "connect_error"),
    ).toBeInstanceOf(Error);
  });

  it("that nobody listens on is not reached, and says so", async () => {
    const served = await serve(`
      import { createServer } from "node:http";
      import { Server } from "socket.io";
      new Server(createServer());
      setInterval(() => {}, 60_000);`);
    expect(await (await fetch(served.url)).text()).toBe(
      "The program listens on no port. Does it call listen?\n",
    );
  });

  it("can be closed by io.close, and its clients are told", async () => {
    const served = await serve(`
      import { Server } from "socket.io";
      const io = new Server(3000);
      io.on("connection", (socket) => socket.on("enough", () => io.close(() => console.log("closed"))));`);
    const client = await served.join();
    const gone = leaving(client);
    client.emit("enough");
    expect(await gone).toBe("transport close");
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["closed"]);
  });
});
