// Packages of the guest that a sandbox wants a little different from how they are published. Their text is changed in
// named places; a version that does not have each of them once stops the build.
import { readFile } from "node:fs/promises";
import type { Plugin } from "esbuild";

/** How a change names a file of the guest. */
const FROM_GUEST = '"guest:';

type Changes = readonly (readonly [published: string, here: string])[];

/** node-inspect-extracted 3.3.3: without its copies of every built-in once it is loaded (110 kB). */
const INSPECT: Changes = [
  // The one use of the copies that would keep all of them alive.
  ["n=new r[o](e)", "n=new globalThis[o](e)"],
  ["return function n(r){const o=e[r];", "const n=function(r){const o=e[r];"],
  ["i.exports}(223)})());", "i.exports};const whole=n(223);delete e[683];return whole})());"],
  // Node asks V8 which keys are no index. Asked in JavaScript, 100,000 items would cost more than a turn has.
  [
    "getOwnNonIndexProperties:function(t,e=2){",
    "getOwnNonIndexProperties:function(t,e=2){if(t.length>1000)return[];",
  ],
];

/** events 3.3.0: in the words of Node 20, and with its arguments gathered by the engine, which is done for every packet. */
const EVENTS: Changes = [
  ["emit = function emit(type) {", "emit = function emit(type, ...args) {"],
  ["  var args = [];\n  for (var i = 1; i < arguments.length; i++) args.push(arguments[i]);\n", ""],
  [
    `throw new TypeError('The "listener" argument must be of type Function. Received type ' + typeof listener);`,
    `throw require("guest:/invalid-argument.ts").invalidArgument("listener", "of type function", listener);`,
  ],
  [
    `'added. Use emitter.setMaxListeners() to '`,
    `'added to [' + target.constructor.name + ']. MaxListeners is ' + m + '. Use emitter.setMaxListeners() to '`,
  ],
  ["if (console && console.warn) console.warn(warning);", "process.emitWarning(warning);"],
];

/** buffer 6.0.3: base64 by the host, since interpreted it would cost a turn for 100 kB, and base64url as in Node. */
const BUFFER: Changes = [
  [
    "const base64 = require('base64-js')",
    `const ask = globalThis.__host, copy = Uint8Array.prototype.slice;
const base64 = {
  fromByteArray: (bytes) => String(ask("toBase64", copy.call(bytes).buffer)),
  toByteArray: (text) => new Uint8Array(ask("fromBase64", text)),
}`,
  ],
  ["base64.toByteArray(base64clean(str))", "base64.toByteArray(str)"],
  [
    "    case 'base64':\n    case 'ucs2':",
    "    case 'base64':\n    case 'base64url':\n    case 'ucs2':",
  ],
  [
    "      case 'base64':\n        return base64ToBytes",
    "      case 'base64':\n      case 'base64url':\n        return base64ToBytes",
  ],
  [
    "      case 'base64':\n        return base64Slice(this, start, end)",
    `      case 'base64':
        return base64Slice(this, start, end)
      case 'base64url':
        return base64Slice(this, start, end).replace(/[+/=]/g, (sign) => ({ '+': '-', '/': '_' })[sign] || '')`,
  ],
  [
    "      case 'base64':\n        // Warning: maxLength",
    "      case 'base64':\n      case 'base64url':\n        // Warning: maxLength",
  ],
];

/** socket.io-parser 4.2: binary data is looked for where it can be, not among the packet's number, namespace and type. */
const PARSER: Changes = [
  ["(0, is_binary_js_1.hasBinary)(obj)", "(0, is_binary_js_1.hasBinary)(obj.data)"],
];

/**
 * socket.io 4.8: a function that names itself is a circle, which only a collection of garbage ends. As published, one is
 * made for every event, and is used only where a socket has middleware: made where it is used, it costs others nothing.
 */
const SOCKET: Changes = [["function run(i) {", "const run = (i) => {"]];

/** socket.io 4.8: what it gives a connection to join a namespace is none of the program's 200 timers. */
const CLIENT: Changes = [
  [
    "this.connectTimeout = setTimeout(",
    'this.connectTimeout = require("guest:/timers.ts").connectTimeout(',
  ],
];

const PATCHED: readonly (readonly [file: RegExp, changes: Changes])[] = [
  [/node-inspect-extracted[\\/]dist[\\/]inspect\.js$/, INSPECT],
  [/node_modules[\\/]events[\\/]events\.js$/, EVENTS],
  [/socket\.io[\\/]dist[\\/]socket\.js$/, SOCKET],
  [/socket\.io[\\/]dist[\\/]client\.js$/, CLIENT],
  [/socket\.io-parser[\\/]build[\\/]cjs[\\/]index\.js$/, PARSER],
  [/node_modules[\\/]buffer[\\/]index\.js$/, BUFFER],
];

/** `guest` is the folder that a change may require from. */
export const patches = (guest: string): Plugin => ({
  name: "patches",
  setup(bundler) {
    for (const [filter, changes] of PATCHED) {
      bundler.onLoad({ filter }, async ({ path: file }) => {
        const text = patched(file, await readFile(file, "utf8"), changes);
        return { contents: text.replaceAll(FROM_GUEST, JSON.stringify(guest).slice(0, -1)) };
      });
    }
  },
});

function patched(file: string, published: string, changes: Changes): string {
  let text = published;
  for (const [was, is] of changes) {
    if (text.split(was).length !== 2)
      throw new Error(`${file} is of another version: it does not have "${was}" once`);
    text = text.replace(was, () => is);
  }
  return text;
}
