// Mistakes that Node tells with a piece of the source: what was called that is no function, what was taken apart that is
// undefined. QuickJS says only where; the syntax tree has the rest. Where that does not fit, nothing is said.
import { type Any, childrenOf, isNode, nodesAt, printed } from "./syntax-tree.ts";

/** Where QuickJS has an error, and what of: the offset in the file of `tree`, and the value that was about to be used. */
export type Spot = {
  readonly tree: Any;
  readonly offset: number;
  readonly top: string | undefined;
  /** The built-in function that has made the error, when the program called one. */
  readonly native: string | undefined;
  /** The function of the program that it was made in. */
  readonly inside: string | undefined;
};
/** What is to be said, and the offset where it is, if QuickJS had it elsewhere. */
export type Words = { readonly message: string; readonly offset?: number };

const ITERATOR = "(cannot read property Symbol(Symbol.iterator))";

/** `io.foo is not a function`, or a constructor. */
export function notCallable({ tree, offset, native }: Spot): Words | undefined {
  const call = callAt(tree, offset);
  if (!call) return undefined;
  if (native === "Promise")
    return { message: `Promise resolver ${argumentOf(call)} is not a function` };
  if (native !== undefined) return { message: `${argumentOf(call)} is not a function` };
  const what = call.type === "NewExpression" ? "constructor" : "function";
  return { message: `${printed(calleeOf(call))} is not a ${what}` };
}

/** `Cannot read properties of undefined (reading '0')`, for a key in brackets that the source spells out. */
export function noProperties({ tree, offset }: Spot, of: string): Words | undefined {
  const member = nodesAt(tree, offset).findLast(
    ({ type, object, computed }) =>
      type === "MemberExpression" && computed === true && isNode(object) && object.end <= offset,
  );
  const key = isNode(member?.property) ? member.property.value : undefined;
  if (typeof key !== "string" && typeof key !== "number") return undefined;
  return { message: `Cannot read properties of ${of} (reading '${key}')` };
}

/** `rooms is not iterable`. */
export function notIterable({ tree, offset, top, native }: Spot): Words | undefined {
  const around = nodesAt(tree, offset);
  const inside = (member: string) => (node: Any) => {
    const part = node[member];
    return isNode(part) && part.start <= offset && offset < part.end;
  };
  const loop = around.find((node) => node.type === "ForOfStatement" && inside("right")(node));
  if (loop && !native) return { message: `${printed(loop.right)} is not iterable` };
  const spread = around.findLast(({ type }) => type === "SpreadElement");
  if (spread && !native) {
    const isCall = around.some((node) => isCallType(node) && argumentsOf(node).includes(spread));
    if (!isCall || isNullish(top))
      return { message: `${printed(spread.argument)} is not iterable` };
    return { message: "Spread syntax requires ...iterable[Symbol.iterator] to be a function" };
  }
  if (native) {
    const call = callAt(tree, offset);
    return call && { message: `${argumentOf(call)} is not iterable` };
  }
  const pattern = patternBehind(tree, offset, "ArrayPattern");
  const init = pattern?.from;
  if (init?.type === "Identifier")
    return { message: `${printed(init)} is not iterable`, offset: init.start };
  const value = top?.startsWith("unknown") ? "object" : top;
  if (value === undefined) return undefined;
  return {
    message: `${value} is not iterable ${ITERATOR}`,
    ...(pattern && { offset: pattern.node.start }),
  };
}

/** `Cannot destructure property 'name' of 'req.body' as it is undefined.` */
export function notDestructurable({ tree, offset, top, native }: Spot): Words | undefined {
  if (native) return { message: "Cannot convert undefined or null to object" };
  if (!isNullish(top)) return undefined;
  const pattern = patternBehind(tree, offset, "ObjectPattern");
  if (!pattern) return { message: `Cannot destructure '${top}' as it is ${top}.` };
  const { node, from, isNested } = pattern;
  const [first] = node.properties as Any[];
  const key = first?.type === "Property" && first.computed !== true ? first.key : undefined;
  const name = isNode(key) ? String(key.name ?? key.value) : undefined;
  const at = { offset: first?.start ?? node.start };
  const hasDefault = isNode(first?.value) && first.value.type === "AssignmentPattern";
  if (name !== undefined && (isNested || hasDefault))
    return { message: `Cannot read properties of ${top} (reading '${name}')`, ...at };
  const of = from ? printed(from) : top === "null" ? "object null" : top;
  const what = name === undefined ? "" : `property '${name}' of `;
  return { message: `Cannot destructure ${what}'${of}' as it is ${top}.`, ...at };
}

/** A class's own frame is there already when it refuses. */
export function notNew({ inside }: Spot): Words | undefined {
  if (!inside) return undefined;
  return { message: `Class constructor ${inside} cannot be invoked without 'new'` };
}

/** Whether the program assigns to a variable of that name in the function around the error. */
export function assignsTo({ tree, offset }: Spot, name: string): boolean {
  const targets = within(functionAt(tree, offset)).map(({ type, left, argument }) =>
    type === "UpdateExpression" ? argument : type === "AssignmentExpression" ? left : undefined,
  );
  return targets.some((to) => isNode(to) && to.type === "Identifier" && to.name === name);
}

type Pattern = {
  readonly node: Any;
  /** The expression that is taken apart, where there is one: a parameter has none. */
  readonly from: Any | undefined;
  readonly isNested: boolean;
};

/**
 * The pattern that takes a value apart. QuickJS has no place for it: the error stands at the last place before, which is
 * the start of the function when there is none. When it could be either of two, it is neither.
 */
function patternBehind(tree: Any, offset: number, type: string): Pattern | undefined {
  const nodes = within(functionAt(tree, offset));
  const [node, next] = nodes.filter((one) => one.type === type && one.start > offset);
  if (!node || isPlaceBetween(nodes, offset + 1, node.start)) return undefined;
  if (next && !isPlaceBetween(nodes, node.start, next.start)) return undefined;
  return { node, ...parentOf(nodes, node) };
}

function parentOf(nodes: readonly Any[], node: Any): Pick<Pattern, "from" | "isNested"> {
  const parent = nodes.findLast((one) => childrenOf(one).includes(node));
  const from = parent?.type === "AssignmentExpression" ? parent.right : parent?.init;
  const isNested = parent?.type === "Property" || parent?.type === "ArrayPattern";
  return { from: isNode(from) ? from : undefined, isNested };
}

/** Whether QuickJS has noted a place there: it does for each name that is read, each call and each member. */
function isPlaceBetween(nodes: readonly Any[], from: number, to: number): boolean {
  return nodes.some((node) => placesOf(node).some((at) => from <= at && at < to));
}

function placesOf(node: Any): number[] {
  if (isCallType(node)) return [calleeOf(node).end];
  if (node.type === "MemberExpression") return [(node.object as Any).end];
  return [];
}

/** The innermost function around an offset, or that starts there. */
function functionAt(tree: Any, offset: number): Any {
  return nodesAt(tree, offset).findLast(({ type }) => /Function|Program/.test(type)) ?? tree;
}

/** The nodes of a function, itself first, in the order of the source; not those of functions inside it. */
function within(node: Any): Any[] {
  const below = childrenOf(node).flatMap((child) =>
    /Function/.test(child.type) ? [] : within(child),
  );
  return [node, ...below];
}

const isNullish = (top: string | undefined): boolean => top === "undefined" || top === "null";
const isCallType = ({ type }: Any): boolean =>
  type === "CallExpression" || type === "NewExpression";
const calleeOf = (call: Any): Any => call.callee as Any;
const argumentsOf = (call: Any): Any[] => call.arguments as Any[];

/** The call or `new` whose arguments begin at an offset. */
function callAt(tree: Any, offset: number): Any | undefined {
  return nodesAt(tree, offset)
    .filter((node) => isCallType(node) || node.type === "TaggedTemplateExpression")
    .findLast((node) => ((node.callee ?? node.tag) as Any).end <= offset);
}

function argumentOf(call: Any): string {
  const [first] = argumentsOf(call);
  return first ? (first.type === "ObjectExpression" ? "#<Object>" : printed(first)) : "undefined";
}
