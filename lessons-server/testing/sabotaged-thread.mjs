// For tests: the runner's thread with faults of ours in it, which a program brings about by its text, or by binary data
// that a client sends it.
const parse = JSON.parse.bind(JSON);
JSON.parse = (text, ...rest) => {
  if (text.includes("there is no room for this")) {
    throw new RangeError("WebAssembly.Memory(): could not allocate memory");
  }
  return parse(text, ...rest);
};

const from = Buffer.from.bind(Buffer);
const sent = (text) => from(text).toString("base64").slice(0, 8);
Buffer.from = (value, ...rest) => {
  if (typeof value === "string" && rest[0] === "base64") {
    while (value.startsWith(sent("held for ever"))) JSON.stringify(value);
    if (value.startsWith(sent("broken inside"))) throw new Error("this is a fault of ours");
  }
  return from(value, ...rest);
};

// As it was built.
await import(new URL("../../dist/thread.js", import.meta.url).href);
