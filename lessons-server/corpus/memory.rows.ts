// Programs that take all the memory or all the stack there is.
import { goneAfterGo, inHandler, IO, type Row, thereAfterGo } from "./row.ts";

const FULL = /^Stopped: The program used all the memory a sandbox has \(32 MB\)\.$/;
const FULL_OR_BUSY =
  /^(Stopped: The program used all the memory a sandbox has|Stopped: .* kept the program busy|InternalError: string too long|RangeError: )/;
const DEEP = /^RangeError: Maximum call stack size exceeded$/;

const fills = (number: number, name: string, body: string): Row => ({
  number,
  name,
  layer: "memory",
  program: inHandler(body),
  act: goneAfterGo,
  end: { is: "crashed", during: "memory", says: FULL, line: 7 },
});

/** Stopped by its memory or by its time, whichever ends first, or by what a native function refuses. */
const fillsSlowly = (number: number, name: string, body: string): Row => ({
  ...fills(number, name, body),
  end: { is: "ended", says: FULL_OR_BUSY, line: 7 },
});

const overflows = (number: number, name: string, body: string): Row => ({
  ...fills(number, name, body),
  end: { is: "crashed", during: "handler", says: DEEP, line: 7 },
});

/** Its own engine may give up in several ways: with an error of the program's, or for good. */
const nests = (number: number, name: string, body: string): Row => ({
  ...fills(number, name, body),
  end: { is: "ended", says: /^\w+: ./, line: 7 },
});

const bears = (number: number, name: string, body: string): Row => ({
  ...fills(number, name, body),
  act: (served) => thereAfterGo(served),
  end: { is: "alive" },
});

export const memoryRows: readonly Row[] = [
  fillsSlowly(
    12,
    "a huge BigInt, written out",
    "const n = 7n ** (2n ** 20n); for (;;) n.toString();",
  ),
  fillsSlowly(
    13,
    "a text that grows by its square",
    "'a'.repeat(1e5).replace(/a/g, () => 'x'.repeat(1e5));",
  ),
  fillsSlowly(17, "small objects", "const a = []; for (;;) a.push({ x: [1] });"),
  fillsSlowly(
    17,
    "small objects, whatever is thrown",
    "const a = []; for (;;) { try { a.push({ x: [1] }); } catch {} }",
  ),
  fills(17, "arrays", "const a = []; for (;;) a.push(new Array(1e5).fill(0));"),
  fills(17, "nested arrays", "let s = []; for (;;) s = [s, new Array(1e5).fill({})];"),
  fills(18, "ArrayBuffers", "const a = []; for (;;) a.push(new ArrayBuffer(1 << 20));"),
  fills(18, "one ArrayBuffer", "new ArrayBuffer(1e9);"),
  fills(18, "bytes", "const a = []; for (;;) a.push(Buffer.alloc(1 << 18));"),
  fillsSlowly(
    18,
    "buffers, whatever is thrown",
    "const a = []; for (;;) { try { a.push(new ArrayBuffer(1 << 12)); } catch {} }",
  ),
  {
    ...fills(18, "ArrayBuffers as it loads", ""),
    program: `${IO}const a = [];\nfor (;;) a.push(new ArrayBuffer(1 << 20));`,
    act: async () => {},
    end: { is: "crashed", during: "memory", says: FULL, line: 4 },
  },
  {
    ...fills(18, "ArrayBuffers in an async function", ""),
    program: inHandler("const a = []; for (;;) a.push(new ArrayBuffer(1 << 20));", "async"),
  },
  bears(
    18,
    "a full memory that is caught and let go",
    "const a = []; try { for (;;) a.push(new ArrayBuffer(1 << 20)); } catch { a.length = 0; }",
  ),
  fills(19, "one string", "'x'.padStart(2 ** 29);"),
  fillsSlowly(19, "strings that double", "let s = 'x'; for (;;) s += s;"),
  fillsSlowly(20, "a Map", "const m = new Map(); for (let i = 0; ; i++) m.set(i, {});"),
  fillsSlowly(20, "a Set", "const s = new Set(); for (let i = 0; ; i++) s.add(i);"),
  fillsSlowly(20, "symbols", "for (let i = 0; ; i++) Symbol.for('symbol ' + i);"),
  fillsSlowly(20, "weak references", "const a = []; for (;;) a.push(new WeakRef({}));"),
  {
    ...fills(22, "what clients send, kept for ever", ""),
    program: `${IO}const kept = [];
      io.on("connection", (socket) => socket.on("go", (n) => {
        kept.push(new Uint8Array(2_000_000).fill(n)); }));`,
    act: async (served) => {
      const clients = await Promise.all([served.join(), served.join()]);
      for (let n = 0; n < 20; n++) for (const client of clients) client.emit("go", n);
    },
    end: { is: "crashed", during: "memory", says: FULL, line: 5 },
  },
  overflows(23, "a function that calls itself", "(function again() { again(); })();"),
  overflows(23, "through a native function", "const again = () => [1].map(again); again();"),
  overflows(24, "what prints itself", "const a = []; a.toString = () => String(a); String(a);"),
  overflows(24, "deep JSON, read", "JSON.parse('['.repeat(1e5) + ']'.repeat(1e5));"),
  nests(
    24,
    "deep JSON, written",
    "let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; JSON.stringify(o);",
  ),
  nests(
    24,
    "deep JSON, sent",
    "let o = []; for (let i = 0; i < 1e5; i++) o = [o]; socket.emit('x', o);",
  ),
  overflows(25, "deep code", "eval('['.repeat(1e5));"),
  nests(25, "a deep regular expression", "new RegExp('('.repeat(1e5));"),
];
