// express and its friends, the packages as published: what a tutorial's server does with them, seen by a real client.
import { describe, expect, it } from "vitest";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: typeof body === "string" ? body : JSON.stringify(body),
});

describe("a server with express", () => {
  it("answers beside Socket.IO, each by what the other knows", async () => {
    const served = await serve(`
      const express = require("express");
      const app = express();
      const server = require("http").Server(app);
      const io = require("socket.io")(server);
      app.use(express.json());
      app.set("io", io);
      app.get("/", (req, res) => res.send("<h1>hello</h1>"));
      app.post("/messages", (req, res) => {
        req.app.get("io").emit("message", req.body);
        res.status(201).json({ said: req.body.text });
      });
      server.listen(3000);`);
    const heard = once(await served.join(), "message");
    const posted = await fetch(`${served.url}/messages`, json("POST", { text: "grüß" }));
    expect([posted.status, await posted.json()]).toEqual([201, { said: "grüß" }]);
    expect(await heard).toEqual({ text: "grüß" });
    const page = await fetch(served.url);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("etag")).toMatch(/^W\//);
    expect(await page.text()).toBe("<h1>hello</h1>");
    const again = await served.raw(
      `GET / HTTP/1.1\r\nHost: a\r\nIf-None-Match: ${page.headers.get("etag")}\r\nConnection: close\r\n\r\n`,
    );
    expect(again).toMatch(/^HTTP\/1.1 304 /);
  });

  it("routes by path, parameter, query, method and router", async () => {
    const served = await serve(`
      import express, { Router } from "express";
      const app = express();
      app.use(express.urlencoded({ extended: true }));
      const rooms = Router();
      rooms.use((req, res, next) => { req.seen = true; next(); });
      rooms.get("/:id", (req, res) => res.json({ id: req.params.id, query: req.query, seen: req.seen, base: req.baseUrl }));
      rooms.route("/").get((req, res) => res.json([])).post((req, res) => res.json(req.body));
      app.use("/rooms", rooms);
      app.get("/old", (req, res) => res.redirect("/rooms"));
      app.get(/^\\/about/, (req, res) => res.type("txt").send("about " + req.hostname + req.get("x-mine")));
      app.all("/any", (req, res) => res.sendStatus(204));
      app.use((req, res) => res.status(404).send("nothing at " + req.originalUrl));
      app.listen(3000);`);
    const read = async (path: string, init?: RequestInit): Promise<unknown> => {
      const answer = await fetch(served.url + path, init);
      return answer.json();
    };
    expect(await read("/rooms/7?tag=a&tag=b")).toEqual({
      id: "7",
      query: { tag: ["a", "b"] },
      seen: true,
      base: "/rooms",
    });
    expect(await read("/rooms")).toEqual([]);
    expect(
      await read("/rooms", { method: "POST", body: new URLSearchParams("user[name]=Ann&n=1") }),
    ).toEqual({ user: { name: "Ann" }, n: "1" });
    const old = await fetch(`${served.url}/old`, { redirect: "manual" });
    expect([old.status, old.headers.get("location")]).toEqual([302, "/rooms"]);
    expect(
      await (await fetch(`${served.url}/about/us`, { headers: { "X-Mine": "!" } })).text(),
    ).toBe("about 127.0.0.1!");
    expect((await fetch(`${served.url}/any`, { method: "PATCH" })).status).toBe(204);
    expect(await (await fetch(`${served.url}/no?x`)).text()).toBe("nothing at /no?x");
  });

  it("sends the program's own files, and nothing else", async () => {
    const served = await serve({
      "server.js": `
        import express from "express";
        import { dirname, join } from "node:path";
        import { fileURLToPath } from "node:url";
        const here = dirname(fileURLToPath(import.meta.url));
        const app = express();
        app.use(express.static(join(here, "public")));
        app.get("/page", (req, res) => res.sendFile(join(here, "index.html")));
        app.get("/lost", (req, res) => res.sendFile("/etc/passwd"));
        app.listen(3000);`,
      "index.html": "<p>hé</p>",
      "public/index.html": "<title>public</title>",
      "public/client.js": "io();",
      "public/style.css": "b { c: d }",
      "secret.js": "1;",
    });
    const get = async (path: string, init?: RequestInit) => {
      const answer = await fetch(served.url + path, init);
      return [answer.status, answer.headers.get("content-type"), await answer.text()];
    };
    expect(await get("/")).toEqual([200, "text/html; charset=utf-8", "<title>public</title>"]);
    expect(await get("/client.js")).toEqual([200, "text/javascript; charset=utf-8", "io();"]);
    expect(await get("/style.css", { headers: { Range: "bytes=2-4" } })).toEqual([
      206,
      "text/css; charset=utf-8",
      "{ c",
    ]);
    expect(await get("/page")).toEqual([200, "text/html; charset=utf-8", "<p>hé</p>"]);
    expect((await get("/secret.js"))[0]).toBe(404);
    expect((await get("/%2e%2e/secret.js"))[0]).toBe(404);
    expect((await get("/lost"))[0]).toBe(404);
  });

  it("has errors handled, also those of async handlers and of bodies", async () => {
    const served = await serve(`
      const express = require("express");
      const app = express();
      app.use(express.json());
      app.get("/thrown", () => { throw new Error("thrown"); });
      app.get("/rejected", async () => { await null; throw Object.assign(new Error("rejected"), { status: 418 }); });
      app.get("/plain", (req, res) => { const { name } = req.body; res.send(name); });
      app.post("/json", (req, res) => res.json(req.body));
      app.use((error, req, res, next) => res.status(error.status ?? 500).json({ name: error.name, message: error.message }));
      app.listen(3000);`);
    const read = async (path: string, init?: RequestInit) => {
      const answer = await fetch(served.url + path, init);
      return [answer.status, ((await answer.json()) as { message: string }).message];
    };
    expect(await read("/thrown")).toEqual([500, "thrown"]);
    expect(await read("/rejected")).toEqual([418, "rejected"]);
    expect(await read("/plain")).toEqual([
      500,
      "Cannot destructure property 'name' of 'req.body' as it is undefined.",
    ]);
    expect((await read("/json", json("POST", "{bad")))[0]).toBe(400);
    expect(served.facts("fault")).toEqual([]);
  });

  it("shows an error that nobody handles as express does, and lives on", async () => {
    const served = await serve(`
      const app = require("express")();
      app.get("/", () => { throw new Error("no luck"); });
      app.listen(3000);`);
    const answer = await fetch(served.url);
    expect(answer.status).toBe(500);
    expect(await answer.text()).toMatch(/<pre>Error: no luck<br> &nbsp; &nbsp;at .*server\.js:3/);
    expect((await served.until("log")).text).toMatch(/^Error: no luck\n    at /);
    expect((await fetch(`${served.url}/nowhere`)).status).toBe(404);
  });

  it("that listens by app.listen leaves Socket.IO on a server that nobody reaches, as in Node", async () => {
    const served = await serve(`
      const express = require("express");
      const { Server } = require("socket.io");
      const app = express();
      const server = require("http").createServer(app);
      new Server(server);
      app.get("/", (req, res) => res.send("here"));
      app.listen(3000);`);
    expect(await (await fetch(served.url)).text()).toBe("here");
    expect((await fetch(`${served.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(404);
    expect(await once(served.client({ transports: ["polling"] }), "connect_error")).toBeInstanceOf(
      Error,
    );
  });

  it("admits other origins with cors", async () => {
    const served = await serve(`
      import express from "express";
      import cors from "cors";
      const app = express();
      app.use(cors({ origin: "http://localhost:5173", credentials: true }));
      app.get("/", (req, res) => res.json({ ok: true }));
      app.listen(3000);`);
    const answer = await fetch(served.url, { headers: { Origin: "http://localhost:5173" } });
    expect(answer.headers.get("access-control-allow-origin")).toBe("http://localhost:5173");
    const asked = await fetch(served.url, {
      method: "OPTIONS",
      headers: { Origin: "http://localhost:5173", "Access-Control-Request-Method": "PUT" },
    });
    expect([asked.status, asked.headers.get("access-control-allow-methods")]).toEqual([
      204,
      "GET,HEAD,PUT,PATCH,POST,DELETE",
    ]);
  });
});

describe("a server that knows its users by tokens", () => {
  it("signs and verifies them, refuses the false and the old, and lets in by them", async () => {
    const served = await serve(`
      const jwt = require("jsonwebtoken");
      const { Server } = require("socket.io");
      const io = new Server(3000);
      const token = jwt.sign({ name: "Ann" }, "secret", { expiresIn: "1h" });
      console.log(jwt.verify(token, "secret").name, jwt.decode(token, { complete: true }).header);
      const tries = {
        "wrong secret": () => jwt.verify(token, "other"),
        "too old": () => jwt.verify(jwt.sign({ a: 1, exp: 1 }, "secret"), "secret"),
        "no token": () => jwt.verify("nonsense", "secret"),
        asymmetric: () => jwt.sign({}, "secret", { algorithm: "RS256" }),
      };
      for (const [name, one] of Object.entries(tries)) try { one(); } catch (error) { console.log(name + ":", error.name, error.message); }
      jwt.verify(token, "secret", (error, user) => console.log("called back", error, user.name));
      jwt.sign({ b: 1 }, Buffer.from("secret"), { algorithm: "HS512" }, (error, made) => console.log(jwt.verify(made, "secret").b));
      io.use((socket, next) => {
        try { socket.data.user = jwt.verify(socket.handshake.auth.token, "secret"); next(); } catch (error) { next(error); }
      });
      io.on("connection", (socket) => { socket.emit("you", socket.data.user.name); socket.on("token", (reply) => reply(token)); });`);
    expect(
      await once<Error>(served.client({ auth: { token: "x" } }), "connect_error"),
    ).toMatchObject({ message: "jwt malformed" });
    const { createHmac } = await import("node:crypto");
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = `${part({ alg: "HS256", typ: "JWT" })}.${part({ name: "Bob" })}`;
    const token = `${head}.${createHmac("sha256", "secret").update(head).digest("base64url")}`;
    expect(await once(served.client({ auth: { token } }), "you")).toBe("Bob");
    expect(served.logs()).toEqual([
      "Ann { alg: 'HS256', typ: 'JWT' }",
      "wrong secret: JsonWebTokenError invalid signature",
      "too old: TokenExpiredError jwt expired",
      "no token: JsonWebTokenError jwt malformed",
      "asymmetric: Error secretOrPrivateKey must be an asymmetric key when using RS256",
      "called back null Ann",
      "1",
    ]);
  });
});

describe("what usually stands beside express", () => {
  it.each([
    [
      "path",
      `(() => { const p = require("path"); return [p.join("/a", "../b", "c.js"), p.extname("x.ts"), p.basename("/a/b.js", ".js"), p.resolve("x")].join(); })()`,
      "/b/c.js,.ts,b,/x",
    ],
    [
      "url.parse",
      `(() => { const u = require("url").parse("http://a:1/b?c=d", true); return [u.pathname, u.query.c, u.port].join(); })()`,
      "/b,d,1",
    ],
    [
      "url.format and fileURLToPath",
      `(() => { const u = require("node:url"); return [u.format({ protocol: "http", host: "a", pathname: "/b", query: { c: 1 } }), u.fileURLToPath("file:///a%20b"), u.pathToFileURL("/x y").href].join(); })()`,
      "http://a/b?c=1,/a b,file:///x%20y",
    ],
    [
      "querystring",
      `(() => { const q = require("querystring"); return q.stringify({ a: [1, 2], b: "c d" }) + JSON.stringify(q.parse("a=1&a=2&b=c+d")); })()`,
      'a=1&a=2&b=c%20d{"a":["1","2"],"b":"c d"}',
    ],
    [
      "assert",
      `(() => { const assert = require("assert"); assert(1); assert.deepStrictEqual({ a: [1] }, { a: [1] }); assert.throws(() => { throw new TypeError("x"); }, TypeError); try { assert.strictEqual(1, 2); } catch (e) { return e.code + " " + e.name; } })()`,
      "ERR_ASSERTION AssertionError",
    ],
    ["uuid", `require("uuid").validate(require("uuid").v4())`, "true"],
    ["nanoid", `require("nanoid").nanoid(10).length`, "10"],
    [
      "string_decoder",
      `(() => { const { StringDecoder } = require("string_decoder"); const d = new StringDecoder(); return d.write(Buffer.from([0xc3])) + d.write(Buffer.from([0xa9])); })()`,
      "é",
    ],
  ])("is there: %s", async (_what, expression, printed) => {
    const served = await serve(`console.log(String(${expression}));`);
    expect(served.facts("fault")).toEqual([]);
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual([printed]);
  });

  it.each([
    [
      "required",
      `require("dotenv").config(); console.log(process.env.PORT, process.env.GREETING);`,
    ],
    ["imported", `import "dotenv/config"; console.log(process.env.PORT, process.env.GREETING);`],
  ])("dotenv reads the program's own .env, %s", async (_how, source) => {
    const served = await serve({
      "server.js": source,
      ".env": "PORT=4000\n# no\nGREETING='hi there'\n",
    });
    expect(await served.run.ended).toEqual({ why: "finished", code: 0 });
    expect(served.logs()).toEqual(["4000 hi there"]);
  });
});
