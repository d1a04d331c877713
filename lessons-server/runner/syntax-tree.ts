// The syntax tree of a file, for naming what an error is about: which nodes stand at a place, and a node's source as V8
// prints it in a message (its CallPrinter), where what has no short name is an "(intermediate value)".
import { createRequire } from "node:module";
import type { Node, parse as Parse } from "acorn";

/** Longer files are not read: it takes about 2 ms for each thousand characters, and a thread has other programs. */
const LONGEST = 32_000;
/** Units of fuel that reading a character costs the program. */
const COST = 250;
const UNKNOWN = "(intermediate value)";

export type { Node } from "acorn";
/** Any node, with whatever members its type has. */
export type Any = Node & { readonly [member: string]: unknown };

let parser: typeof Parse | undefined;

/** Loaded with the first error that needs it. */
function parse(...args: Parameters<typeof Parse>): ReturnType<typeof Parse> {
  const require = createRequire(import.meta.url);
  parser ??= (require("acorn") as { parse: typeof Parse }).parse;
  return parser(...args);
}

/** The tree of a file; undefined when it is too long, or nothing that can be read. The cost is given to `pay`. */
export function treeOf(
  text: string,
  sourceType: "module" | "script",
  pay: (units: number) => void,
): Any | undefined {
  if (text.length > LONGEST) return undefined;
  pay(COST * text.length);
  try {
    return parse(text, {
      ecmaVersion: "latest",
      sourceType,
      allowReturnOutsideFunction: true,
      allowAwaitOutsideFunction: true,
      allowHashBang: true,
    }) as unknown as Any;
  } catch {
    return undefined;
  }
}

export const isNode = (value: unknown): value is Any =>
  typeof value === "object" && value !== null && "type" in value && "start" in value;

/** The nodes right below one, in the order of the source. */
export function childrenOf(node: Any): Any[] {
  return Object.values(node)
    .flat()
    .filter(isNode)
    .toSorted((one, other) => one.start - other.start);
}

/** Every node that `offset` lies in, outermost first. */
export function nodesAt(tree: Any, offset: number): Any[] {
  const found: Any[] = [];
  for (let next: Any | undefined = tree; next; ) {
    found.push(next);
    next = childrenOf(next).find(({ start, end }) => start <= offset && offset < end);
  }
  return found;
}

/** A node as V8 prints it. */
export function printed(node: unknown): string {
  if (!isNode(node)) return UNKNOWN;
  const { type } = node;
  if (type === "Identifier") return String(node.name);
  if (type === "ThisExpression") return "this";
  if (type === "Literal") return typeof node.value === "string" ? `"${node.value}"` : literal(node);
  if (type === "ChainExpression") return printed(node.expression);
  if (type === "MemberExpression") return member(node);
  if (type === "CallExpression") return `${printed(node.callee)}(...)`;
  if (type === "TemplateLiteral") return template(node);
  if (type === "ArrayExpression") return `[${(node.elements as unknown[]).map(printed).join(",")}]`;
  if (type === "LogicalExpression" || type === "BinaryExpression")
    return `(${printed(node.left)} ${String(node.operator)} ${printed(node.right)})`;
  if (type === "ObjectExpression")
    return (node.properties as unknown[]).length > 0 ? `{${UNKNOWN}}` : "{}";
  return UNKNOWN;
}

const literal = (node: Any): string => ("regex" in node ? UNKNOWN : String(node.raw));

function member({ object, property, computed, optional }: Any): string {
  const of = `${printed(object)}${optional ? "?." : ""}`;
  if (!isNode(property)) return UNKNOWN;
  if (!computed) return `${of}${optional ? "" : "."}${String(property.name)}`;
  const key =
    property.type === "TemplateLiteral" ? template(property).slice(1, -1) : property.value;
  return typeof key === "string" ? `${of}.${key}` : `${of}[${printed(property)}]`;
}

function template({ quasis, expressions }: Any): string {
  const [only] = quasis as { value: { cooked?: string } }[];
  return (expressions as unknown[]).length === 0 ? `"${only?.value.cooked ?? ""}"` : UNKNOWN;
}
