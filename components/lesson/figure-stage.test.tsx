// A figure is a picture before any script has come: the server, who is connected to it, and how far in its run it is.
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { build } from "#trace/builder.ts";
import type { Seq } from "#trace/event.ts";
import { steps } from "#trace/steps.ts";
import { FigureStage } from "./figure-stage.tsx";

const t = build();
for (const client of ["Alice", "Bob"]) t.connects(client);
t.joins("Alice", "room1");
t.sends("Alice", "say", { args: ["hi"] });
t.broadcasts("said", { args: ["hi"] });
t.handles("Bob", "said");
const recording = t.trace();
const all = steps(recording);

const drawn = (from: Seq, at: Seq) =>
  renderToStaticMarkup(
    <FigureStage
      recording={recording}
      scene={["Alice", "Bob"]}
      from={from}
      at={at}
      title="Hello"
    />,
  );
const seqOf = (index: number): Seq => all.at(index)?.seq ?? (0 as Seq);

test("its end is drawn whole and can be seen, with what became of the event", () => {
  const html = drawn(seqOf(0), seqOf(-1));
  expect(html).toContain('data-known="true"');
  expect(html).toContain('aria-label="Stage of the figure “Hello”"');
  expect(html).toContain("Room room1: Alice");
  expect(html).toContain("1 listener ran");
  expect(html).toContain(`${all.length} / ${all.length}`);
});

test("a moment of it is drawn without what came after, and counted from where it begins", () => {
  const html = drawn(seqOf(2), seqOf(3));
  expect(html).toContain(`2 / ${all.length - 2}`);
  expect(html).not.toContain("1 listener ran");
});
