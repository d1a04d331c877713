// WebSocket messages out of frames: fragments joined (RFC 6455 §5.4), control frames let through between them.
// Compressed messages (RFC 7692, RSV1) are named as such and not inflated: their window spans the whole connection.
import type { Frame } from "#trace/frame.ts";
import type { Problem } from "#trace/problem.ts";
import { readUtf8 } from "#trace/utf8.ts";

/** A whole message. `problems` count bytes from the start of the joined payload. */
export type Message = Readonly<
  | { content: "text"; text: string; frames: number; problems: readonly Problem[] }
  | { content: "binary"; bytes: Uint8Array; frames: number; problems: readonly Problem[] }
  | {
      content: "compressed";
      opcode: "text" | "binary";
      bytes: Uint8Array;
      frames: number;
      problems: readonly Problem[];
    }
  | {
      content: "cut";
      opcode: "text" | "binary";
      bytes: Uint8Array;
      missing: number;
      frames: number;
      problems: readonly Problem[];
    }
>;

/** The fragments of a message that has not ended. Begin a connection's direction with `undefined`. */
export type Fragments = readonly Frame[] | undefined;

/** What one more frame makes of the fragments before it. */
export type Joining = Readonly<
  | { state: "message"; message: Message; fragments: undefined }
  | { state: "fragment"; fragments: readonly Frame[] }
  | { state: "control"; frame: Frame; fragments: Fragments }
  | { state: "refused"; problem: Problem; fragments: undefined }
>;

/** Adds a frame to what came before it in the same direction of the same connection (RFC 6455 §5.4). */
export function joinFrame(fragments: Fragments, frame: Frame): Joining {
  switch (frame.opcode) {
    case "close":
    case "ping":
    case "pong":
      return { state: "control", frame, fragments };
    case "reserved":
      return refused(frame, `opcode ${frame.header.opcode} is reserved`, "5.2");
    case "continuation":
      if (fragments === undefined)
        return refused(frame, "a continuation without a message to continue", "5.4");
      return joined([...fragments, frame]);
    case "text":
    case "binary":
      if (fragments !== undefined)
        return refused(frame, "a new message before the last fragment of the one before", "5.4");
      return joined([frame]);
    default:
      return frame.opcode satisfies never;
  }
}

function refused(frame: Frame, text: string, section: string): Joining {
  return {
    state: "refused",
    problem: { at: frame.at, text, rule: `RFC 6455 §${section}` },
    fragments: undefined,
  };
}

function joined(frames: readonly Frame[]): Joining {
  const last = frames.at(-1);
  if (last === undefined || !last.header.fin) return { state: "fragment", fragments: frames };
  return { state: "message", message: messageOf(frames), fragments: undefined };
}

function messageOf(frames: readonly Frame[]): Message {
  const first = frames[0] as Frame;
  const opcode = first.opcode === "binary" ? "binary" : "text";
  const bytes = frames.length === 1 ? first.payload : joinedPayload(frames);
  const missing = frames.reduce((sum, frame) => sum + frame.missing, 0);
  const about = { frames: frames.length, problems: [] };
  // RSV1 is set on a message's first frame only (RFC 7692 §6.1).
  if (first.header.rsv1) return { content: "compressed", opcode, bytes, ...about };
  if (missing > 0) return { content: "cut", opcode, bytes, missing, ...about };
  if (opcode === "binary") return { content: "binary", bytes, ...about };
  const { text, invalidAt } = readUtf8(bytes);
  if (invalidAt === -1) return { content: "text", text, ...about };
  const problem: Problem = {
    at: invalidAt,
    text: "a text message must be UTF-8",
    rule: "RFC 6455 §8.1",
  };
  return { content: "text", text, frames: frames.length, problems: [problem] };
}

function joinedPayload(frames: readonly Frame[]): Uint8Array {
  const bytes = new Uint8Array(frames.reduce((sum, frame) => sum + frame.payload.length, 0));
  let at = 0;
  for (const frame of frames) {
    bytes.set(frame.payload, at);
    at += frame.payload.length;
  }
  return bytes;
}
