// What is this lesson's alone: all that it has a learner write by hand, written, and each task done as it means to be.
import { expect, test } from "vitest";
import { judgementOf } from "#checks/draw-check.ts";
import { judge } from "#checks/judge.ts";
import type { Writing } from "#protocol/writing.ts";
import { bytesWritten, readBytes } from "#trace/byte-notation.ts";
import { encodeFrame } from "#trace/encode-frame.ts";
import { linesPassed, said } from "#trace/said.ts";
import { loadLesson } from "../load-lesson.ts";
import { byHand, type Hand, type HandLine } from "../testing/hand.ts";
import { proseOf } from "../testing/prose.ts";

const lesson = await loadLesson("the-upgrade");
const prose = proseOf(lesson);
const [asking, framing, piecing] = prose.ByHand.map(({ writings }) => writings);

/** What the button of this name has prepared. */
function prepared(writings: readonly Writing[] | undefined, says: string): Writing {
  const writing = writings?.find((one) => one.says === says);
  if (!writing) throw new Error(`no console has a button “${says}”`);
  return writing;
}

/** Whether the lesson would show this task as done. */
function isDone(id: string, hand: Hand): boolean {
  const { until } = prose.Task.find((one) => one.id === id) ?? {};
  if (!until) throw new Error(`there is no task ${id}`);
  return judge([judgementOf(until)], { trace: hand.trace(), clients: [] }).every(({ ok }) => ok);
}

/** A line on which the first two buttons of a console were written. */
async function connected(hand: Hand, writings: readonly Writing[] | undefined): Promise<HandLine> {
  const line = await hand.dial();
  line.write(prepared(writings, "1. Ask for the upgrade"));
  await line.until("0{");
  line.write(prepared(writings, "2. 40"));
  await line.until('40{"sid":');
  return line;
}

test("a page and the upgrade are asked for on one connection, and the key has the answer that the lesson names", async () => {
  const hand = await byHand(lesson);
  const line = await hand.dial();
  line.write(prepared(asking, "1. Ask for a page"));
  expect(await line.until("No news yet")).toContain("HTTP/1.1 200 OK");
  expect(isDone("asked", hand)).toBe(false);
  line.write(prepared(asking, "2. Ask for the upgrade"));
  const answer = await line.until('0{"sid"');
  expect(answer).toContain("HTTP/1.1 101 Switching Protocols\r\n");
  expect(answer).toContain("\r\nSec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
  expect(answer).toContain("\r\n\r\n\x81");
  await hand.until(() => isDone("asked", hand));

  const other = await hand.dial();
  other.write(prepared(asking, "Ask without a key"));
  expect(await other.until("\r\n\r\n")).toContain("HTTP/1.1 400 Bad Request");
  await hand.close();
});

test("a masked frame is heard by all, and one without a mask ends the connection", async () => {
  const hand = await byHand(lesson);
  const line = await connected(hand, framing);
  line.write(prepared(framing, "3. Say hi"));
  await line.until('\x81\x0f42["said","hi"]');
  await hand.until(() => isDone("spoke", hand));
  expect(isDone("unmasked", hand)).toBe(false);

  line.write(prepared(framing, "Say hi without a mask"));
  await line.until("\x88\x02\x03\xea");
  await hand.until(() => isDone("unmasked", hand));
  await hand.until(
    (event) =>
      event.kind === "log" && event.text.includes("Invalid WebSocket frame: MASK must be set"),
  );
  expect(linesPassed(said(hand.trace()), "By hand", Array(2).fill("server: 42…"))).toHaveLength(1);
  await hand.close();
});

test("a ping between two pieces is answered at once, and the two are one event", async () => {
  const hand = await byHand(lesson);
  const line = await connected(hand, piecing);
  line.write(prepared(piecing, "3. The first piece"));
  line.write(prepared(piecing, "4. A ping"));
  expect(await line.until("\x8a\x03mid")).not.toContain("said");
  line.write(prepared(piecing, "5. The second piece"));
  await line.until('42["said","hi"]');
  await hand.until(() => isDone("pieces", hand));
  expect(linesPassed(said(hand.trace()), "By hand", Array(2).fill("server: 42…"))).toHaveLength(1);
  await hand.close();
});

/** The frame that a button writes, as the lesson takes it apart. */
const key = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d);
const text = (of: string) => new TextEncoder().encode(of);

test.each([
  [framing, "2. 40", { opcode: 1, payload: text("40"), key }],
  [framing, "3. Say hi", { opcode: 1, payload: text('42["say","hi"]'), key }],
  [framing, "Say hi without a mask", { opcode: 1, payload: text('42["say","hi"]') }],
  [piecing, "2. 40", { opcode: 1, payload: text("40"), key }],
  [piecing, "3. The first piece", { opcode: 1, payload: text('42["say"'), key, fin: false }],
  [piecing, "4. A ping", { opcode: 9, payload: text("mid"), key }],
  [piecing, "5. The second piece", { opcode: 0, payload: text(',"hi"]'), key }],
])("“%s %s” is the frame that it says", (...[writings, says, parts]) => {
  const read = readBytes(prepared(writings, says).bytes);
  expect(read.ok && bytesWritten(read.bytes)).toBe(bytesWritten(encodeFrame(parts)));
});
