// What RFC 6455 forbids in a frame, each violation named with its byte and its section. Reading a frame is frame.ts.
import { closeOf } from "#trace/close.ts";
import type { Frame } from "#trace/frame.ts";
import type { FrameHeader } from "#trace/frame-header.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";

const rule = (section: string): string => `RFC 6455 §${section}`;
export const MAX_CONTROL_PAYLOAD = 125;

/** Violations of one frame by itself, in the order of its bytes. What needs the frames before it is in message.ts. */
export function frameProblems(frame: Frame): readonly Problem[] {
  const { header, at, from } = frame;
  const problems: Problem[] = [...opcodeProblems(header, at)];
  if (from === "client" && !header.masked)
    problems.push({ at: at + 1, text: "a client must mask every frame", rule: rule("5.1") });
  if (from === "server" && header.masked)
    problems.push({ at: at + 1, text: "a server must not mask its frames", rule: rule("5.1") });
  problems.push(...lengthProblems(header, at));
  if (frame.opcode === "close") problems.push(...closeProblems(frame));
  return problems;
}

function opcodeProblems(header: FrameHeader, at: number): readonly Problem[] {
  const problems: Problem[] = [];
  if (header.rsv2 || header.rsv3)
    problems.push({
      at,
      text: "RSV2 and RSV3 must be 0: no extension defines them",
      rule: rule("5.2"),
    });
  if ((header.opcode > 2 && header.opcode < 8) || header.opcode > 10)
    problems.push({ at, text: `opcode ${header.opcode} is reserved`, rule: rule("5.2") });
  if (header.opcode < 8) return problems;
  if (header.rsv1)
    problems.push({ at, text: "a control frame cannot be compressed", rule: "RFC 7692 §6.1" });
  if (!header.fin)
    problems.push({ at, text: "a control frame must not be fragmented", rule: rule("5.5") });
  return problems;
}

function lengthProblems(header: FrameHeader, at: number): readonly Problem[] {
  const problems: Problem[] = [];
  if (header.lengthBits === 64 && header.length >= 2 ** 63)
    problems.push({
      at: at + 2,
      text: "the highest bit of a 64-bit length must be 0",
      rule: rule("5.2"),
    });
  const isMinimal =
    header.lengthBits === 7 ||
    (header.lengthBits === 16 ? header.length > MAX_CONTROL_PAYLOAD : header.length > 0xffff);
  if (!isMinimal)
    problems.push({
      at: at + 1,
      text: `length ${header.length} must be written in the shortest way`,
      rule: rule("5.2"),
    });
  if (header.opcode >= 8 && header.length > MAX_CONTROL_PAYLOAD)
    problems.push({
      at: at + 1,
      text: `a control frame carries at most ${MAX_CONTROL_PAYLOAD} bytes`,
      rule: rule("5.5"),
    });
  return problems;
}

function closeProblems(frame: Frame): readonly Problem[] {
  const at = frame.at + frame.header.size;
  if (frame.missing > 0 || frame.payload.length === 0) return [];
  if (frame.payload.length === 1)
    return [
      { at, text: "a close frame with content begins with a 2-byte code", rule: rule("5.5.1") },
    ];
  const { code } = closeOf(frame.payload);
  const problems: Problem[] = [];
  if (code !== undefined && !mayBeSent(code))
    problems.push({ at, text: `close code ${code} must not be sent`, rule: rule("7.4") });
  const { invalidAt } = readUtf8(frame.payload.subarray(2));
  if (invalidAt !== -1)
    problems.push({
      at: at + 2 + invalidAt,
      text: "the close reason is not UTF-8",
      rule: rule("5.5.1"),
    });
  return problems;
}

// 1005, 1006 and 1015 are only ever reported by an endpoint to itself; 1012 to 1014 were registered later.
// https://www.iana.org/assignments/websocket/websocket.xhtml#close-code-number
function mayBeSent(code: number): boolean {
  if (code >= 3000 && code <= 4999) return true;
  return code >= 1000 && code <= 1014 && code !== 1004 && code !== 1005 && code !== 1006;
}
