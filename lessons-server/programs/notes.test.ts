// The code of learners' own notes, as they wrote it: it runs in a sandbox, or fails there exactly as it does in Node.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { io, type Socket } from "socket.io-client";
import { describe, expect, it, onTestFinished } from "vitest";
import { type InNode, runInNode } from "../testing/in-node.ts";
import { once, servedSandboxes } from "../testing/served-sandboxes.ts";

const { serve } = servedSandboxes();

const FOLDER = path.join(import.meta.dirname, "../fixtures/notes");
type Note = { readonly title: string; readonly source: string };

const notes: readonly Note[] = readdirSync(FOLDER).flatMap((file) => {
  const text = readFileSync(path.join(FOLDER, file), "utf8");
  const blocks = text.matchAll(/^## (.+)\n\n```js\n([^]*?)^```$/gm);
  return [...blocks].map(([, title = "", source = ""]) => ({ title: `${file}: ${title}`, source }));
});

const noteOf = (title: string): Note => {
  const note = notes.find((one) => one.title === title);
  if (!note) throw new Error(`there is no note "${title}"`);
  return note;
};

const fileOf = (source: string): string =>
  /^(import|export)\b/m.test(source) ? "server.mjs" : "server.cjs";

async function inSandbox({ source }: Note): Promise<InNode> {
  const served = await serve({ [fileOf(source)]: source });
  if (served.facts("server.listening").length > 0)
    return { how: "listens", url: served.url, stop: () => undefined };
  const { why } = await served.run.ended;
  const [fault] = served.facts("fault");
  if (fault) return { how: "crashed", name: fault.name, message: fault.message };
  return { how: why === "finished" ? "finished" : "crashed", name: why, message: "" };
}

/** What a note comes to, in a sandbox and in Node. */
async function both(note: Note): Promise<readonly [InNode, InNode]> {
  const ends = await Promise.all([inSandbox(note), runInNode(fileOf(note.source), note.source)]);
  for (const end of ends) if (end.how === "listens") onTestFinished(end.stop);
  return ends;
}

const outcome = (end: InNode): object =>
  end.how === "crashed" ? { ...end, message: end.message.split("\n")[0] } : { how: end.how };

describe("the code of a note fails or runs as in Node", () => {
  it.each(notes)("$title", async (note) => {
    const [sandbox, node] = await both(note);
    expect(outcome(sandbox)).toEqual(outcome(node));
  });
});

type Talk = (url: string, connect: (path?: string, options?: object) => Socket) => Promise<unknown>;

/** What clients see of a note's server, in a sandbox and in Node: the same. */
async function compareTalks(title: string, talk: Talk): Promise<unknown> {
  const seen: unknown[] = [];
  for (const end of await both(noteOf(title))) {
    if (end.how !== "listens") throw new Error(`${title} does not listen`);
    const clients: Socket[] = [];
    const connect = (path = "/", options: object = {}): Socket => {
      const client = io(end.url + path, {
        transports: ["websocket"],
        forceNew: true,
        reconnection: false,
        ...options,
      });
      clients.push(client);
      return client;
    };
    seen.push(await talk(end.url, connect));
    for (const client of clients) client.disconnect();
  }
  expect(seen[0]).toEqual(seen[1]);
  return seen[0];
}

describe("clients see of a note's server what they see of it in Node", () => {
  it("an event answered by an event", async () => {
    const seen = await compareTalks("express.md: with listen", async (url, connect) => {
      const client = connect();
      client.emit("event", { a: 1 });
      return [await once(client, "event"), (await fetch(url)).status];
    });
    expect(seen).toEqual([{ payload: { a: 1 } }, 404]);
  });

  it("nothing but a refusal when app.listen took the port", async () => {
    const seen = await compareTalks("express.md: with app.listen", async (url, connect) => {
      const refused = await once<Error>(connect("/", { transports: ["polling"] }), "connect_error");
      return [refused.message, (await fetch(`${url}/socket.io/?EIO=4&transport=polling`)).status];
    });
    expect(seen).toEqual(["xhr poll error", 404]);
  });

  it("callbacks both ways", async () => {
    const title = "callbacks.md: the server, with what it leaves open";
    const seen = await compareTalks(title, async (_url, connect) => {
      const client = connect();
      const asked = new Promise((resolve) =>
        client.once("serverEvent", (data: unknown, answer: (text: string) => void) => {
          answer("from the client");
          resolve(data);
        }),
      );
      return [
        await asked,
        await once(client, "heard"),
        (await client.emitWithAck("clientEvent", 1)) as unknown,
      ];
    });
    expect(seen).toEqual([{ a: 1 }, "from the client", "response to client"]);
  });

  it("an event that a route sends", async () => {
    const seen = await compareTalks(
      "callbacks.md: io for the controllers",
      async (url, connect) => {
        const client = connect();
        await once(client, "connect");
        const heard = once(client, "onlineStatus");
        const answer = await fetch(`${url}/login/ann`, { method: "POST" });
        return [await heard, answer.status, (await answer.json()) as unknown];
      },
    );
    expect(seen).toEqual(["ann", 200, { ok: true }]);
  });

  it("an acknowledgement", async () => {
    const title = "guide.md: its minimal example, with a server to run on";
    const seen = await compareTalks(title, async (_url, connect) => {
      const { ok, got, at } = (await connect().emitWithAck("ping", { x: 1 })) as {
        ok: boolean;
        got: unknown;
        at: number;
      };
      return [ok, got, Math.abs(at - Date.now()) < 60_000];
    });
    expect(seen).toEqual([true, { x: 1 }, true]);
  });

  it("a middleware, rooms, a namespace", async () => {
    const title = "guide.md: its structure, with a server to run on";
    const seen = await compareTalks(title, async (_url, connect) => {
      const refused = await once<Error>(connect(), "connect_error");
      const [one, other] = [
        connect("/", { auth: { token: "JWT..." } }),
        connect("/", { auth: { token: "JWT..." } }),
      ];
      await Promise.all([once(one, "connect"), once(other, "connect")]);
      const heard = Promise.all([
        once(one, "msg"),
        once(other, "msg"),
        once(other, "others"),
        once(one, "system"),
      ]);
      one.emit("chat:message", "hi");
      return [refused.message, await heard, await once(connect("/chat"), "chat")];
    });
    const message = { from: "Suraj", payload: "hi" };
    expect(seen).toEqual(["not you", [message, message, 1, { message: "welcome" }], 1]);
  });
});
