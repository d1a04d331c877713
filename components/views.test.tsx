// Every view draws any moment of a run: rendered to text, on its prefixes and behind its gaps.
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { onEveryGap, onEveryPrefix } from "#trace/testing/every-prefix.ts";
import type { Trace } from "#trace/event.ts";
import { lately } from "#trace/lately.ts";
import { Deliveries } from "#components/views/deliveries/deliveries.tsx";
import { Stage } from "#components/views/stage/stage.tsx";
import { Timeline } from "#components/views/timeline/timeline.tsx";
import { Wire } from "#components/views/wire/wire.tsx";

const SCENE = ["Alice", "Bob", "Carol", "Dave"];
const nothing = (): void => {};

function conversation(): Builder {
  const t = build();
  for (const client of SCENE.slice(0, 3)) t.connects(client, { transport: "polling" });
  t.appears("Dave");
  t.fact({
    kind: "client",
    client: "Dave",
    nsp: "/",
    state: { state: "refused", message: "<b>no</b>" },
    buffered: 0,
  });
  for (const client of ["Alice", "Bob"]) t.joins(client, "room1");
  t.sends("Alice", "say", { args: ["hi"], ack: 1 });
  t.broadcasts("chat", {
    args: ["hi"],
    rooms: ["room1"],
    except: ["Alice"],
    where: { file: "server.js", line: 7, column: 3 },
  });
  t.handles("Bob", "chat");
  t.acks("Alice", 1);
  t.enters("Bob", "/news");
  t.disconnects("Bob");
  t.fact({ kind: "run.ended", why: "stopped", code: 0 });
  return t;
}
const chat = (): Trace => {
  const trace = conversation().trace();
  return trace.slice(0, trace.findIndex(({ kind }) => kind === "handled") + 1);
};
const drawStage = (trace: Trace): string =>
  renderToStaticMarkup(
    <Stage
      trace={trace}
      scene={SCENE}
      lately={lately}
      follows={false}
      speed={1}
      selected={undefined}
      onSelect={nothing}
      renderCardActions={({ name }) => <button type="button">{`Say hi as ${name}`}</button>}
    />,
  );
const drawDeliveries = (trace: Trace): string =>
  renderToStaticMarkup(
    <Deliveries
      trace={trace}
      run={trace}
      scene={SCENE}
      selected={undefined}
      onSelect={nothing}
      onLine={nothing}
    />,
  );
const timelineAs =
  (form: "lanes" | "lines") =>
  (trace: Trace): string =>
    renderToStaticMarkup(
      <Timeline
        trace={trace}
        scene={SCENE}
        playhead="live"
        selected={undefined}
        onGo={nothing}
        form={form}
      />,
    );
const drawTimeline = timelineAs("lines");
const drawLanes = timelineAs("lanes");
const drawWire = (trace: Trace, selected = trace.at(-1)?.seq): string =>
  renderToStaticMarkup(
    <Wire run={trace} trace={trace} scene={SCENE} selected={selected} onSelect={nothing} />,
  );
/** What is read out: the text without its elements. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .trim();

describe("the views", () => {
  it("draw every fourth prefix and gap, and one of each kind", () => {
    const views = { drawStage, drawDeliveries, drawTimeline, drawLanes };
    expect(() => onEveryPrefix(conversation().trace(), views, 4)).not.toThrow();
    expect(() => onEveryGap(conversation().trace(), views, 4)).not.toThrow();
  });
});

describe("the stage", () => {
  it("says in words who is in which room, and what each card says", () => {
    const text = textOf(drawStage(chat()));
    expect(text).toContain("Namespace /: Alice, Bob and Carol");
    expect(text).toContain("Room room1: Alice and Bob");
    expect(text).toContain('chat "hi" received , 1 listener ran'.replaceAll('"', "&quot;"));
    expect(text).toContain("not sent: the sender is left out");
    expect(text).toContain("not sent: not in room1");
    expect(text).toContain("Say hi as Carol");
  });

  it("takes what comes from outside for text", () => {
    expect(drawStage(conversation().trace())).not.toContain("<b>no</b>");
  });
});

describe("words that turn the direction of others", () => {
  it("are spelt out in every view", () => {
    const t = build();
    for (const client of SCENE) t.connects(client);
    t.joins("Bob", "\u202eroom");
    t.broadcasts("\u2067news\u202e", { args: ["\u202etxt"], rooms: ["\u202eroom"] });
    t.handles("Bob", "\u2067news\u202e");
    for (const draw of [drawStage, drawDeliveries, drawTimeline, drawWire]) {
      const words = textOf(draw(t.trace()));
      expect(words).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
      expect(words).toContain("\\u202e");
    }
  });
});

describe("deliveries", () => {
  it("say what was sent, from which line, and what became of it for everyone", () => {
    const text = textOf(drawDeliveries(chat()));
    expect(text).toContain("to everyone in room1, except Alice");
    expect(text).toContain("server.js:7");
    expect(text).toContain("Bob received Bob received chat: 1 listener ran.");
    expect(text).toContain("Carol not sent Not sent to Carol: Carol is not in room1.");
  });

  it("say so when there are none", () => {
    expect(textOf(drawDeliveries([]))).toContain("Nothing has been sent yet");
  });
});

describe("the timeline", () => {
  it("marks the playhead's row, and draws a screenful of a long run", () => {
    const html = drawTimeline(chat());
    expect(html.match(/aria-current="step"/g)).toHaveLength(1);
    const t = build();
    t.connects("Alice");
    for (let i = 0; i < 300; i++) t.broadcasts("tick");
    expect(drawTimeline(t.trace()).match(/<li/g)?.length).toBeLessThan(50);
  });
});

describe("the wire", () => {
  it("draws whatever is selected, and behind a gap", () => {
    const trace = conversation().trace();
    const some = trace.filter(({ seq }) => seq % 5 === 0);
    for (const { seq } of some) expect(drawWire(trace, seq), `seq ${seq}`).toMatch(/wire/i);
    expect(() => onEveryGap(trace.slice(-3), { drawWire })).not.toThrow();
    expect(textOf(drawWire([]))).toContain("Nothing has passed on the wire yet");
  });

  it("opens a packet in its layers, each part named, sized and read", () => {
    const trace = chat();
    const html = drawWire(trace, trace.find(({ kind }) => kind === "broadcast")?.seq);
    expect(textOf(html)).toContain("server → to B Bob EVENT chat");
    for (const layer of ["Event", "Socket.IO packet", "Engine.IO payload", "HTTP response"])
      expect(html).toContain(`role="group" aria-label="${layer}, `);
    expect(html).toContain('aria-label="type, 1 byte, 2: EVENT. An event: what emit() sends."');
    expect(html.match(/<button[^>]*tabindex="0"/g)).toHaveLength(1);
  });

  it("works out before the reader's eyes why the server's accept is right, when a connection is selected", () => {
    const t = build();
    t.connects("Alice");
    const trace = t.trace();
    const text = textOf(drawWire(trace, trace.find(({ kind }) => kind === "session.opened")?.seq));
    expect(text).toContain("dGhlIHNhbXBsZSBub25jZQ== + RFC 6455’s own text 258EAFA5-");
    expect(text).toContain("b37a4f2c c0624f16 90f64606 cf385945 b2bec4ea");
    expect(text).toContain("s3pPLMBiTxaQ9kYGzzhZRbK+xOo= ✓ as it must be");
  });
});
