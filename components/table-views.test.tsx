// Rooms, acknowledgements, clients and log draw every moment of a run: rendered to text, on all prefixes and behind all gaps.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { onEveryGap, onEveryPrefix } from "#trace/testing/every-prefix.ts";
import type { Trace } from "#trace/event.ts";
import { Acks } from "#components/views/acks/acks.tsx";
import { Clients } from "#components/views/clients/clients.tsx";
import { Log } from "#components/views/log/log.tsx";
import { Rooms } from "#components/views/rooms/rooms.tsx";

const looked = { scene: ["Alice", "Bob"], selected: undefined, onGo: () => {}, onLine: () => {} };
const drawRooms = (trace: Trace) => renderToStaticMarkup(<Rooms trace={trace} {...looked} />);
const drawAcks = (trace: Trace) => renderToStaticMarkup(<Acks trace={trace} {...looked} />);
const drawClients = (trace: Trace) => renderToStaticMarkup(<Clients trace={trace} {...looked} />);
const drawLog = (trace: Trace) =>
  renderToStaticMarkup(
    <Log trace={trace} {...looked} placeOf={(where) => where && `${where.file}:${where.line}`} />,
  );
const views = { drawRooms, drawAcks, drawClients, drawLog };

const where = { file: "server.js", line: 7, column: 3 };
function conversation(): Builder {
  const t = build();
  t.connects("Alice", { transport: "polling" });
  t.connects("Bob");
  t.upgrades("Alice");
  for (const client of ["Alice", "Bob"]) t.joins(client, "red");
  t.sends("Alice", "add", { args: [2, 3], ack: 0 });
  t.acks("Alice", 0, { args: [5], where });
  t.broadcasts("there?", { ack: 1, where });
  t.handles("Bob", "there?", { listeners: 0 });
  t.fact({ kind: "log", from: { side: "server" }, level: "warn", text: "<b>hm</b>", where });
  t.leaves("Bob", "red");
  t.disconnects("Bob", "ping timeout");
  return t;
}
/** What is read out: the text without its elements. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the tables of a run", () => {
  it("are drawn at every fourth prefix and gap, and one of each kind", () => {
    const trace = conversation().trace();
    expect(() => onEveryPrefix(trace, views, 4)).not.toThrow();
    expect(() => onEveryGap(trace, views, 4)).not.toThrow();
  });

  it("say, as long as they are empty, what will be there and how it comes there", () => {
    const trace = build().trace();
    expect(textOf(drawRooms(trace))).toContain("No socket is in a room yet. Press Run");
    expect(textOf(drawAcks(trace))).toContain("Nobody has asked for an acknowledgement yet");
    expect(textOf(drawLog(trace))).toContain('Try console.log("hello")'.replaceAll('"', "&quot;"));
  });

  it("spell out what would turn the direction of words, and take what comes from outside for text", () => {
    const t = conversation();
    t.joins("Alice", "\u202ered");
    t.sends("Alice", "\u202esay", { ack: 2 });
    t.fact({ kind: "log", from: { side: "server" }, level: "log", text: "\u202etxt" });
    for (const draw of [drawRooms, drawAcks, drawLog]) {
      const html = draw(t.trace());
      expect(textOf(html)).toContain("\\u202e");
      expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|<b>hm<\/b>/);
    }
  });
});

describe("each of them", () => {
  const trace = conversation().trace();

  it("rooms: who is in since when, who came and went, and that the server alone knows", () => {
    const html = drawRooms(trace);
    expect(textOf(html)).toContain("adapter.rooms of /");
    expect(textOf(html)).toContain("only the server knows");
    expect(html).toMatch(/aria-label="Bob left at \d+ ms"/);
  });

  it("acks: what was asked, what came back and from which line, and why nothing did", () => {
    const text = textOf(drawAcks(trace));
    expect(text).toMatch(/Alice add 2, 3 .*server ✓ answered after 2\.0 ms: 5 server\.js:7/);
    expect(text).toContain("there?");
    expect(text).toContain("cannot be answered any more: ping timeout");
  });

  it("clients: ids, transport, what has passed, and their own account", () => {
    const text = textOf(drawClients(trace));
    expect(text).toContain("socket.id Alice-id-1 Engine.IO sid Alice-sid-1");
    expect(text).toContain("transport websocket since");
    expect(text).toContain("disconnected: ping timeout, will try again");
  });

  it("the log: who, what and where; of ten thousand lines those in sight", () => {
    expect(textOf(drawLog(trace))).toMatch(/server warn &lt;b&gt;hm&lt;\/b&gt; server\.js:7/);
    const t = build();
    for (let i = 0; i < 10_000; i++)
      t.fact({ kind: "log", from: { side: "server" }, level: "log", text: `line ${i}` });
    const html = drawLog(t.trace());
    expect(html.match(/<li/g)?.length).toBeLessThan(80);
    expect(html).toContain('aria-setsize="10000"');
  });
});
