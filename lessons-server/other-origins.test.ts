// Headless clients on pages of another origin come in, and read what they asked for, exactly where a browser's would:
// e2e/other-origins.spec.ts holds a real browser to the same.
import { describe, expect, it } from "vitest";
import type { Trace } from "#trace/event.ts";
import { CORS_CASES, FRIEND, STRANGER } from "./testing/cors-cases.ts";
import { type HeadlessBench, openHeadlessBench } from "./testing/headless-bench.ts";

let bench: HeadlessBench;

const never = { reconnection: false } as const;

async function start(source: string, client = ""): Promise<void> {
  bench = await openHeadlessBench();
  const files = { "server.js": source, "client.js": client };
  expect(await bench.run({ entry: "server.js", files })).toEqual({ ok: true });
}

const stateOf = (trace: Trace, client: string): string | undefined => {
  const last = trace.findLast((event) => event.kind === "client" && event.client === client);
  return last?.kind === "client" ? last.state.state : undefined;
};

describe("a headless client on a page of another origin", () => {
  it.each(CORS_CASES)("comes in as the server says: $what", async ({ options, expected }) => {
    await start(`import { Server } from "socket.io"; new Server(3000, ${options});`);
    const found: (string | undefined)[] = [];
    for (const origin of [FRIEND, STRANGER])
      for (const transport of ["polling", "websocket"] as const) {
        const name = `${origin === FRIEND ? "friend" : "stranger"}-${transport}`;
        await bench.openClient({ name, origin, transports: [transport], ...never });
        found.push(stateOf(bench.trace(), name));
      }
    expect(found).toEqual(expected);
    await bench.close();
  });

  it("asks for leave where a browser does, and reads only what it may", async () => {
    await start(
      `import { createServer } from "node:http";
       createServer((req, res) => {
         if (req.headers.origin === "${FRIEND}") res.setHeader("Access-Control-Allow-Origin", req.headers.origin);
         res.setHeader("Access-Control-Allow-Headers", "content-type");
         res.setHeader("Access-Control-Allow-Methods", "PUT");
         res.end(req.method);
       }).listen(3000);`,
      `const tried = async (method, headers) => {
         const asked = fetch("http://localhost:3000/x", { method, headers, ...(method !== "GET" && { body: "{}" }) });
         return asked.then((answer) => answer.text(), (error) => error.message);
       };
       log([
         await tried("GET"),
         await tried("POST"),
         await tried("POST", { "content-type": "application/json" }),
         await tried("PUT"),
         await tried("DELETE"),
         await tried("GET", { "x-token": "1" }),
       ].join());`,
    );
    await bench.openClient({ name: "friend", origin: FRIEND, file: "client.js" });
    await bench.openClient({ name: "stranger", origin: STRANGER, file: "client.js" });
    await bench.settle();
    const logs = bench.trace().flatMap((event) => (event.kind === "log" ? [event.text] : []));
    const no = "Failed to fetch";
    expect(logs.toSorted()).toEqual([
      [no, no, no, no, no, no].join(),
      ["GET", "POST", "POST", "PUT", no, no].join(),
    ]);
    const methods = bench
      .trace()
      .flatMap((event) =>
        event.kind === "http.request" && event.client === "friend" ? [event.method] : [],
      );
    expect(methods).toEqual([
      "GET",
      "POST",
      "OPTIONS",
      "POST",
      "OPTIONS",
      "PUT",
      "OPTIONS",
      "OPTIONS",
    ]);
    await bench.close();
  });
});
