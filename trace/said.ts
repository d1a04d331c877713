// What the two ends of a client's connections have said to each other, in order and in few words: Engine.IO packets as they
// stand on the wire, control frames, and requests and answers that carry no packets. What a lesson asks a learner to
// bring about by hand is read from here.
import { closeOf } from "#trace/close.ts";
import { growingList, type Reader } from "#trace/growing.ts";
import type { LinkId, Seq, TraceEvent } from "#trace/event.ts";
import type { FrameSource } from "#trace/frame.ts";
import { readUtf8 } from "#trace/utf8.ts";
import { readMessages, type WireMessage } from "#trace/wire-messages.ts";

/** `text`: `2probe`, `42["hi"]`, "ping abc", "close 1002", "fragment", "GET /x", "101". */
export type Said = Readonly<{
  seq: Seq;
  link: LinkId;
  client: string;
  from: FrameSource;
  text: string;
}>;

export const said = growingList(readSaid);

function readSaid(): Reader<Said> {
  const read = readMessages();
  return (event: TraceEvent) =>
    read(event).flatMap((message) => {
      const { seq, link, client } = message.event;
      return textsOf(message).map((text) => ({ seq, link, client, from: message.from, text }));
    });
}

function textsOf({ content, carriers, event }: WireMessage): readonly string[] {
  if (content.content === "packets") return content.layers.map(({ text }) => text);
  if (content.content === "fragment") return ["fragment"];
  if (event.kind === "http.request") return [`${event.method} ${event.target}`];
  if (event.kind === "http.response") return [String(event.status)];
  const last = carriers.at(-1);
  if (content.content !== "control" || last?.by !== "frame") return [];
  const { opcode, payload } = last.frame;
  const rest = opcode === "close" ? closeOf(payload).code : readUtf8(payload).text;
  return [`${opcode} ${rest ?? ""}`.trimEnd()];
}

/**
 * Of these lines those that have passed between a client and the server, in this order and whatever else passed between
 * them. A line is `client: 2probe` or `server: 3probe`; one that ends in … says only how it begins.
 */
export function linesPassed(
  all: readonly Said[],
  client: string,
  lines: readonly string[],
): readonly Said[] {
  const passed: Said[] = [];
  for (const one of all) {
    const next = lines[passed.length];
    if (next !== undefined && one.client === client && isLine(one, next)) passed.push(one);
  }
  return passed;
}

function isLine({ from, text }: Said, line: string): boolean {
  const spoken = `${from}: ${text}`;
  return line.endsWith("…") ? spoken.startsWith(line.slice(0, -1)) : spoken === line;
}
