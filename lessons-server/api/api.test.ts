// The whole public API of socket.io 4.8 and its client: a row for each member, played on plain socket.io in Node and in a
// sandbox. The run prints which member is shown where; a member that a new version brings, and no row covers, fails it.
import { afterAll, describe, expect, it } from "vitest";
import { inNode, inSandbox } from "../testing/like-node.ts";
import { servedSandboxes } from "../testing/served-sandboxes.ts";
import { broadcastRows } from "./broadcast.rows.ts";
import { clientOptionRows } from "./client-option.rows.ts";
import { clientConnectionRows } from "./client-connection.rows.ts";
import { clientSocketRows } from "./client-socket.rows.ts";
import { clientWireOptionRows } from "./client-wire-option.rows.ts";
import { engineRows } from "./engine.rows.ts";
import { namespaceRows } from "./namespace.rows.ts";
import { optionRows } from "./option.rows.ts";
import { publishedMembers, undescribedMembers } from "./published-members.ts";
import { membersOf, type Row } from "./row.ts";
import { serverRows } from "./server.rows.ts";
import { socketRows } from "./socket.rows.ts";

const { serve } = servedSandboxes();

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  "the server and its namespaces": [...serverRows, ...namespaceRows],
  "what is sent to some": broadcastRows,
  "a socket on the server": socketRows,
  "Engine.IO beneath": engineRows,
  "the options of the server": optionRows,
  "the client's sockets": clientSocketRows,
  "the client's manager": clientConnectionRows,
  "the options of the client": [...clientOptionRows, ...clientWireOptionRows],
};

/** Members that a sandbox does not have, or that cannot be shown from here: why, and where else. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "Server.attachApp": "needs uWebSockets.js, and says so when it is used (guest-options.test.ts)",
  "Engine.onWebTransportSession":
    "needs HTTP/3, and says so when it is used (guest-options.test.ts)",
  "Engine.handleRequest": "needs the requests of a server of its own, and says so when it is used",
  "Engine.handleUpgrade": "needs raw sockets, and says so when it is used (guest-options.test.ts)",
  "option.wsEngine": "its WebSockets are made by ws, and it says so (guest-options.test.ts)",
  ...Object.fromEntries(
    ["pfx", "key", "passphrase", "cert", "ca", "ciphers", "rejectUnauthorized"].map((name) => [
      `client option.${name}`,
      "of TLS, which a sandbox's address may or may not have in front",
    ]),
  ),
  ...Object.fromEntries(
    ["requestTimeout", "closeOnBeforeunload"].map((name) => [
      `client option.${name}`,
      "of a browser: XMLHttpRequest and pages",
    ]),
  ),
  ...Object.fromEntries(
    ["useNativeTimers", "autoUnref"].map((name) => [
      `client option.${name}`,
      "of the client's own process, which the server does not notice",
    ]),
  ),
  "client option.transportImplementations": "the name under which `transports` keeps classes",
  ...Object.fromEntries(
    ["XHR", "WebSocket", "WebTransport"].map((name) => [
      `client export.${name}`,
      "a browser's own; the browser tests connect with the first two",
    ]),
  ),
};

describe.each(Object.entries(TABLES))("%s", (_table, rows) => {
  it.each(rows.map((row) => [row.covers, row] as const))("%s", async (_covers, row) => {
    const { program, play, expected } = row;
    expect((await inNode(program, play)).observed, "in Node").toEqual(expected);
    expect((await inSandbox(serve, program, play)).observed, "in a sandbox").toEqual(expected);
  });
});

describe("the table", () => {
  const shown = new Map<string, string>();
  for (const [table, rows] of Object.entries(TABLES)) {
    for (const row of rows)
      for (const one of membersOf(row)) shown.set(one, `${table} > ${row.covers}`);
  }

  it("has a row for each published member, and none for what there is not", () => {
    const published = new Set(publishedMembers());
    const missing = [...published].filter((one) => !shown.has(one) && !(one in ELSEWHERE));
    const unknown = [...shown.keys(), ...Object.keys(ELSEWHERE)].filter(
      (one) => !published.has(one),
    );
    expect({ missing, unknown }).toEqual({ missing: [], unknown: [] });
  });

  it("knows every name on the prototypes of the installed packages", () => {
    expect(undescribedMembers()).toEqual([]);
  });

  afterAll(() => {
    const lines = publishedMembers().map(
      (one) => `${one.padEnd(42)} ${shown.get(one) ?? `— ${ELSEWHERE[one] ?? "NO ROW"}`}`,
    );
    console.log(`${lines.length} members of socket.io and its client\n${lines.join("\n")}`);
  });
});
