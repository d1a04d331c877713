// `npm run sandbox` as a process: what it prints, what it exits with, and that nothing is left of it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { io, type Socket } from "socket.io-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Command, folderOf, freePort, sandboxCommand } from "./testing/sandbox-command.ts";

const ECHO = `import { Server } from "socket.io";
new Server(3000).on("connection", (socket) => {
  socket.on("echo", (value, answer) => answer(value));
  socket.on("crash", () => {
    throw new Error("as asked");
  });
});
`;

/** Runs `server.js` with this text to its end. */
async function endOf(source: string, ...args: string[]) {
  const folder = await folderOf({ "server.js": source });
  const port = String(await freePort());
  return sandboxCommand(["server.js", "--port", port, ...args], folder).ended;
}

async function listening(source = ECHO, ...args: string[]) {
  const folder = await folderOf({ "server.js": source });
  const port = await freePort();
  const command = sandboxCommand(["server.js", "--port", String(port), ...args], folder);
  await command.says(`listening on http://localhost:${port} (the program's port 3000)\n`);
  return { command, port };
}

async function join(
  port: number,
  transport: "websocket" | "polling" = "websocket",
): Promise<Socket> {
  const client = io(`http://localhost:${port}`, {
    transports: [transport],
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void client.disconnect());
  await new Promise((resolve, reject) =>
    client.once("connect", () => resolve(undefined)).once("connect_error", reject),
  );
  return client;
}

const leaving = (client: Socket): Promise<string> =>
  new Promise((resolve) => client.once("disconnect", resolve));

describe("npm run sandbox with what it cannot run", () => {
  const usage = "Usage: npm run sandbox -- <server file> [--port 4000] [--trace]";

  it.each([
    ["no file", [], usage],
    ["two files", ["a.js", "b.js"], usage],
    ["an unknown option", ["a.js", "--watch"], usage],
    [
      "a port that is none",
      ["a.js", "--port", "http"],
      "--port http is not a port: use a whole number from 1 to 65535.",
    ],
    [
      "a port that is too high",
      ["a.js", "--port", "65536"],
      "--port 65536 is not a port: use a whole number from 1 to 65535.",
    ],
    ["a file that is not there", ["no.js"], "There is no file "],
  ])("says how, given %s", async (_what, args, text) => {
    const { code, said } = await sandboxCommand(args).ended;
    expect(code).toBe(1);
    expect(said).toContain(text);
    expect(said).not.toMatch(/^\s+at /m);
  });

  it("says which file is not there", async () => {
    const { said } = await sandboxCommand(["lib/no.js"], await folderOf({})).ended;
    expect(said).toMatch(
      /^There is no file .*lib\/no\.js\. Is the path right, seen from the folder you are in\?\n$/,
    );
  });

  it("names a file in the folder it was given", async () => {
    const { code, said } = await sandboxCommand(["lib"], await folderOf({ "lib/server.js": "" }))
      .ended;
    expect(code).toBe(1);
    expect(said).toMatch(
      /lib is not a file\. Name the server's file, such as .*lib\/server\.js\.\n$/,
    );
  });

  it("refuses 5 MB of source", async () => {
    const { code, said } = await endOf(`// ${"x".repeat(5_000_000)}\n`);
    expect(code).toBe(1);
    expect(said).toBe(
      "server.js is 5.0 MB; a sandbox takes 66 kB of source. Leave out what the server does not need.\n",
    );
  });

  it("refuses 5 MB of source in a file that is imported", async () => {
    const folder = await folderOf({
      "server.js": `import "./words.js";`,
      "words.js": `// ${"x".repeat(5_000_000)}\n`,
    });
    const { code, said } = await sandboxCommand(["server.js"], folder).ended;
    expect(code).toBe(1);
    expect(said).toBe(
      "These files are 5.0 MB together, words.js is the largest; a sandbox takes 66 kB of source. Leave out what the server does not need.\n",
    );
  });

  it("refuses too many files", async () => {
    const names = Array.from({ length: 8 }, (_, i) => `part${i}.js`);
    const files = Object.fromEntries(names.map((name) => [name, "export {};"]));
    const entry = names.map((name) => `import "./${name}";`).join("\n");
    const { code, said } = await sandboxCommand(
      ["server.js"],
      await folderOf({ ...files, "server.js": entry }),
    ).ended;
    expect(code).toBe(1);
    expect(said).toBe(
      "This program has 9 files of its own; a sandbox takes 8. Join some of them.\n",
    );
  });

  it("says what to do when the port is busy", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const folder = await folderOf({ "server.js": ECHO });
    const { code, said } = await sandboxCommand(["server.js", "--port", String(port)], folder)
      .ended;
    expect(code).toBe(1);
    expect(said).toBe(
      `Port ${port} is in use by another program. Stop that one, or choose another: npm run sandbox -- server.js --port ${port + 1}\n`,
    );
  });
});

describe("npm run sandbox with a program that ends", () => {
  it.each([
    [
      "does not parse",
      "const a = ;\n",
      "SyntaxError: Unexpected token ';'",
      "server.js:1:11",
      "> 1 | const a = ;",
    ],
    [
      "throws",
      `\nthrow new Error("no luck");\n`,
      "Error: no luck",
      "server.js:2:16",
      `> 2 | throw new Error("no luck");`,
    ],
    [
      "never comes to an end",
      "for (;;) Math.random();\n",
      "Stopped: The code at server.js, line 1, kept the program busy",
      "server.js:1:",
      "> 1 | for (;;)",
    ],
  ])("says where when it %s, and exits with 1", async (...[, source, ...texts]) => {
    const { code, said } = await endOf(source);
    expect(code).toBe(1);
    for (const text of texts) expect(said).toContain(text);
    expect(said).not.toMatch(/dist\/|node:internal|sandbox:/);
  });

  it("prints what it logs, and exits with the code it has set", async () => {
    const { code, said } = await endOf(
      `process.exitCode = 4; process.on("exit", (code) => console.log("bye", code));`,
    );
    expect(code).toBe(4);
    expect(said).toContain("bye 4");
  });

  it("exits with 1 when it crashes later, and says where", async () => {
    const { command, port } = await listening();
    const client = await join(port);
    const gone = leaving(client);
    client.emit("crash");
    expect(await gone).toBe("transport close");
    const { code, said } = await command.ended;
    expect(code).toBe(1);
    expect(said).toContain("Error: as asked");
    expect(said).toContain("server.js:5:");
    expect(said).toContain(`> 5 |     throw new Error("as asked");`);
  });
});

describe("npm run sandbox", () => {
  it("runs a program of several files, TypeScript among them, from any folder", async () => {
    const folder = await folderOf({
      "app/src/server.ts": `import { Server } from "socket.io";\nimport { name } from "../shared/name.js";\nimport words from "../words.json";\nnew Server(3000).on("connection", (s) => s.emit("hello", name satisfies string, words));`,
      "app/shared/name.ts": `export const name: string = "Ada";`,
      "app/words.json": `["one"]`,
      "app/other.js": "not of this program (",
    });
    const port = await freePort();
    const command = sandboxCommand(["src/server.ts", "--port", String(port)], `${folder}/app`);
    await command.says("listening on");
    const client = io(`http://localhost:${port}`, { reconnection: false });
    onTestFinished(() => void client.disconnect());
    const hello = await new Promise((resolve) => client.once("hello", (...args) => resolve(args)));
    expect(hello).toEqual(["Ada", ["one"]]);
  });

  it("prints each fact as it is recorded, given --trace", async () => {
    const { command, port } = await listening(ECHO, "--trace");
    const client = await join(port);
    expect(await client.emitWithAck("echo", "hi")).toBe("hi");
    await command.says("hi");
    expect(command.said()).toMatch(/GET \/socket\.io\/\?EIO=4&transport=websocket/);
  });

  it("goes on when the runner is killed", async () => {
    const { command, port } = await listening();
    const runner = childrenOf(command).find((pid) =>
      readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("runner.js"),
    );
    if (!runner) return;
    const gone = leaving(await join(port));
    process.kill(runner, "SIGKILL");
    expect(await gone).toBe("transport close");
    await command.says("The process that ran the program is gone; starting it again.\n");
    await says(command, "listening on", 2);
    expect(await (await join(port)).emitWithAck("echo", 1)).toBe(1);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("leaves nothing behind at %s with clients connected", async (signal, code) => {
    const { command, port } = await listening();
    const clients = await Promise.all([join(port), join(port, "polling"), join(port)]);
    // And one that has sent half a request.
    const half = connect(port, "localhost").on("error", () => undefined);
    half.write("GET / HTTP/1.1\r\nHost:");
    onTestFinished(() => void half.destroy());
    const runners = childrenOf(command);
    const gone = clients.map(leaving);
    // As in a terminal, where Ctrl-C reaches the runner too.
    process.kill(-(command.process.pid ?? 0), signal);
    expect((await command.ended).code).toBe(code);
    expect(await Promise.all(gone)).toEqual([
      "transport close",
      "transport error",
      "transport close",
    ]);
    // Whoever has ended stays in the table of processes until the system has taken note.
    await expect.poll(() => runners.filter((pid) => existsSync(`/proc/${pid}`))).toEqual([]);
  });

  it("takes the runner along when it is killed", async () => {
    const { command } = await listening();
    command.process.kill("SIGKILL");
    // The runner holds the same pipes: this waits for it.
    const { code, said } = await command.ended;
    expect(code).toBeNull();
    expect(said).not.toMatch(/Error|EPIPE/);
  });
});

/** Its child processes where /proc tells; none elsewhere. */
function childrenOf({ process: { pid } }: Command): number[] {
  if (!existsSync("/proc/self/stat")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const stat = readFileSync(`/proc/${name}/stat`, "utf8");
        return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === pid;
      } catch {
        // It has ended meanwhile.
        return false;
      }
    })
    .map(Number);
}

/** Waits until the command has said `text` so many times. */
async function says(command: Command, text: string, times: number): Promise<void> {
  const count = () => command.said().split(text).length - 1;
  if (count() >= times) return;
  await new Promise<void>((resolve) => {
    command.process.stdout?.on("data", () => count() >= times && resolve());
  });
}
