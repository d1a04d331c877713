// Keeps, through every promise and every `await`, whose work is being done: the number in one word of the machine's
// memory, the chain. A reaction remembers the number of whoever waits, a job that of its reaction, and the number is
// set again when the job is done. Numbers in here are of the pinned build; each is counted.

/** JS_EnqueueJob(ctx, job, argc, argv), and what asks it for a job. */
const ENQUEUE = "$316";
const [THEN, SETTLE, COLLECT, EXECUTE] = ["$305", "$630", "$712", "$1184"];
/** js_mallocz(ctx, size). */
const ALLOCATE = "$44";
/** JSJobEntry has four bytes of padding before its arguments; a JSPromiseReactionData is given four more bytes. */
const [JOB_CHAIN, REACTION_CHAIN] = [20, 32];
/** The chain of what has no beginning that can be known: the collector calls for it. */
const UNKNOWN = -1;

const CHAIN = "(i32.load (global.get $__chain))";

/** `chain` is the address of the word; where it is 0 nothing is kept that anybody reads. */
export const CAUSE_FUNCTIONS = `
 (global $__chain (export "chain") (mut i32) (i32.const 0))
 (func $__reaction (param $0 i32) (result i32) (local $made i32)
  (local.set $made (call ${ALLOCATE} (local.get $0) (i32.const ${REACTION_CHAIN + 4})))
  (if (local.get $made) (then (i32.store offset=${REACTION_CHAIN} (local.get $made) ${CHAIN})))
  (local.get $made))
 (func $__enqueueAs (param $0 i32) (param $1 i32) (param $2 i32) (param $3 i32) (param $chain i32) (local $now i32)
  (local.set $now ${CHAIN})
  (i32.store (global.get $__chain) (local.get $chain))
  (call ${ENQUEUE} (local.get $0) (local.get $1) (local.get $2) (local.get $3))
  (i32.store (global.get $__chain) (local.get $now)))
`;

type Edit = {
  readonly inside: string;
  readonly found: RegExp;
  readonly becomes: (found: string) => string;
};

/** A call of JS_EnqueueJob, up to its last argument. */
const enqueues = (rest: string): RegExp =>
  new RegExp(`\\(call \\${ENQUEUE}\\s+${rest}\\s+\\(local\\.get \\$\\d+\\)(?=\\s*\\))`, "g");
const enqueueAs = (call: string, chain: string): string =>
  `${call.replace(ENQUEUE, "$__enqueueAs")} ${chain}`;

const EDITS: readonly Edit[] = [
  {
    inside: ENQUEUE,
    found: /\(i32\.store offset=12\s+\(local\.get \$4\)\s+\(local\.get \$1\)\s*\)/g,
    becomes: (store) => `${store} (i32.store offset=${JOB_CHAIN} (local.get $4) ${CHAIN})`,
  },
  {
    inside: EXECUTE,
    found:
      /\(local\.set \$9\s+\(call_indirect \(type \$\d+\)\s+\(local\.tee \$4\s+\(i32\.load offset=8\s+\(local\.get \$3\)/g,
    becomes: (call) =>
      `(i32.store (global.get $__chain) (i32.load offset=${JOB_CHAIN} (local.get $3))) ${call}`,
  },
  {
    inside: THEN,
    found: new RegExp(
      `\\(call \\${ALLOCATE}\\s+\\(local\\.get \\$0\\)\\s+\\(i32\\.const ${REACTION_CHAIN}\\)`,
      "g",
    ),
    becomes: () => "(call $__reaction (local.get $0)",
  },
  {
    inside: SETTLE,
    found: enqueues("\\(local\\.get \\$0\\)\\s+\\(i32\\.const 64\\)\\s+\\(i32\\.const 5\\)"),
    becomes: (call) => enqueueAs(call, `(i32.load offset=${REACTION_CHAIN} (local.get $4))`),
  },
  {
    inside: COLLECT,
    found: enqueues(
      "\\(i32\\.load offset=20\\s+\\(local\\.get \\$2\\)\\s*\\)\\s+\\(i32\\.const 59\\)\\s+\\(i32\\.const 2\\)",
    ),
    becomes: (call) => enqueueAs(call, `(i32.const ${UNKNOWN})`),
  },
];
/** Also where a promise is settled already, where a thenable is resolved with, and in a dynamic import. */
const CALLS_OF_ENQUEUE = 5;

/** Lets the text of QuickJS keep the chain. @throws when one of the places is not where the pinned build has it. */
export function keepCauses(text: string): string {
  const functions = text.split(/(?=\n \(func )/);
  if (text.split(new RegExp(`\\(call \\${ENQUEUE}\\s`)).length !== CALLS_OF_ENQUEUE + 1)
    throw moved("who asks for a job");
  for (const { inside, found, becomes } of EDITS) {
    const place = functions.findIndex((one) => one.startsWith(`\n (func ${inside} `));
    const published = functions[place] ?? "";
    if (published.match(found)?.length !== 1) throw moved(`the job queue (${inside})`);
    functions[place] = published.replace(found, becomes);
  }
  return functions.join("");
}

const moved = (what: string): Error =>
  new Error(`${what} is not where QuickJS 2025-09-13 has it: find its numbers again`);
