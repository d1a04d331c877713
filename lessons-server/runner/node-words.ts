// What QuickJS says of a mistake, in the words that Node has for it. What it leaves out and the source does not tell is
// left out here too, never guessed.
import {
  assignsTo,
  noProperties,
  notCallable,
  notDestructurable,
  notIterable,
  notNew,
  type Spot,
  type Words,
} from "./source-words.ts";

/** Finds where an error is in the source; undefined when it is not in a file that can be read. */
export type Look = () => Spot | undefined;

type Said = readonly [
  quickJs: RegExp,
  node: string | ((look: Look, ...found: string[]) => Words | undefined),
];

const DERIVED =
  "Must call super constructor in derived class before accessing 'this' or returning from derived constructor";
const see =
  (words: (spot: Spot, ...found: string[]) => Words | undefined) =>
  (look: Look, ...found: string[]): Words | undefined => {
    const spot = look();
    return spot && words(spot, ...found);
  };

const SAID: readonly Said[] = [
  [/^not a (?:function|constructor)$/, see(notCallable)],
  [/^cannot read property of (undefined|null)$/, see(noProperties)],
  [/^(?:value is not iterable|cannot read property 'Symbol\.iterator' of \w+)$/, see(notIterable)],
  [/^cannot convert to object$/, see(notDestructurable)],
  [/^class constructors must be invoked with 'new'$/, see(notNew)],
  [/^'(.+)' is read-only$/, see(readOnly)],
  [
    /^cannot read property '(.+)' of (undefined|null)$/,
    "Cannot read properties of $2 (reading '$1')",
  ],
  [/^cannot read property of (undefined|null)$/, "Cannot read properties of $1"],
  [
    /^cannot set property '(.+)' of (undefined|null)$/,
    "Cannot set properties of $2 (setting '$1')",
  ],
  [/^'(.+)' is not defined$/, "$1 is not defined"],
  [/^this is not initialized$/, DERIVED],
  [/^(.+) is not initialized$/, "Cannot access '$1' before initialization"],
  [/^not a function$/, "this is not a function"],
  [/^(?:not| is not) a constructor$/, "(intermediate value) is not a constructor"],
  [/^cannot convert to object$/, "Cannot convert undefined or null to object"],
  [/^value is not iterable$/, "this is not iterable"],
  [/^stack overflow$/, "Maximum call stack size exceeded"],
  [/^(?:string too long|invalid string length)$/, "Invalid string length"],
  [/^invalid array length$/, "Invalid array length"],
  [/^invalid repeat count$/, "Invalid count value"],
  [/^radix must be between 2 and 36$/, "toString() radix argument must be between 2 and 36"],
  [/^empty array$/, "Reduce of empty array with no initial value"],
  [/^circular reference$/, "Converting circular structure to JSON"],
  [
    /^cannot convert bigint to number$/,
    "Cannot mix BigInt and other types, use explicit conversions",
  ],
  [/^cannot convert symbol to (string|number)$/, "Cannot convert a Symbol value to a $1"],
  [/^object is not extensible$/, "Cannot add property, object is not extensible"],
  [/^no setter for property$/, "Cannot set property which has only a getter"],
  [/^could not delete property$/, "Cannot delete property"],
  [/^Date value is NaN$/, "Invalid time value"],
  [/^invalid 'in' operand$/, "Cannot use 'in' operator to search for a key in what is no object"],
  [/^invalid 'instanceof' right operand$/, "Right-hand side of 'instanceof' is not callable"],
  [
    /^operand 'prototype' property is not an object$/,
    "Function has non-object prototype in instanceof check",
  ],
  [/^expecting hex digit$/, "URI malformed"],
];

/** The words of Node for an error of QuickJS; its own where there are none. */
export function nodesWords(message: string, look: Look): Words {
  for (const [quickJs, node] of SAID) {
    const found = quickJs.exec(message);
    if (!found) continue;
    if (typeof node === "string") return { message: message.replace(quickJs, node) };
    const words = node(look, ...found.slice(1));
    if (words) return words;
  }
  return { message };
}

function readOnly(spot: Spot, name = ""): Words {
  if (assignsTo(spot, name)) return { message: "Assignment to constant variable." };
  return { message: `Cannot assign to read only property '${name}' of object` };
}
