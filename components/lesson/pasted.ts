// Puts a line of the cheat sheet where the learner's own lines belong. Pure.

/** Where that is: the line after the one that begins so, in the server's file and in the client's. */
const PLACES = { server: 'socket.on("mine"', client: 'socket.on("connect"' } as const;

/** @returns the text with it, what was put in, and its line, from 1; undefined when the place is no longer there. */
export function pasted(text: string, code: string, side: keyof typeof PLACES) {
  const lines = text.split("\n");
  const at = lines.findIndex((line) => line.trimStart().startsWith(PLACES[side]));
  const place = lines[at];
  if (place === undefined) return undefined;
  const indent = `${/^\s*/.exec(place)?.[0] ?? ""}  `;
  const put = code.split("; ").map((statement) => `${indent}${statement};`);
  const whole = [...lines.slice(0, at + 1), ...put, ...lines.slice(at + 1)].join("\n");
  return { text: whole, put: `${put.join("\n")}\n`, line: at + 2 };
}
