// What a lesson's prose may hold: our components, each with its attributes. A remark plugin, so that whatever is wrong
// is named with its line.
import { existsSync } from "node:fs";
import path from "node:path";

/** What a client is to do (`protocol/doing.ts`): the one or the other, with what goes with it. */
const DOING = ["emit", "args", "ack", "post", "body"];

/** The attributes each component needs and may have. */
export const components: Readonly<
  Record<string, { needs: readonly string[]; may: readonly string[] }>
> = {
  Predict: { needs: ["id", "client", "event", "answer"], may: DOING },
  Why: { needs: ["of"], may: [] },
  Task: { needs: ["id", "until"], may: ["from"] },
  Act: { needs: ["client"], may: DOING },
  Line: { needs: ["has"], may: ["of"] },
  Note: { needs: ["kind"], may: ["says"] },
  Exercise: { needs: ["slug"], may: [] },
  EmitTable: { needs: ["groups"], may: [] },
  ByHand: { needs: ["title", "writings"], may: [] },
  Figure: { needs: ["trace", "title"], may: ["at"] },
  Feeds: { needs: ["of", "client"], may: [] },
  TcpModel: { needs: [], may: [] },
};

type Node = {
  readonly type: string;
  readonly name?: string | null;
  readonly attributes?: readonly { readonly name?: string; readonly value?: unknown }[];
  readonly children?: readonly Node[];
};
type VFile = { readonly path?: string; fail(reason: string, place: object): never };

/** Refuses components that do not exist, attributes missing or unknown, ids used twice or not at all, exercises and figures not there. */
export function lessonRules() {
  return (tree: Node, file: VFile): void => {
    const ids = new Set<string>();
    visit(tree, (node) => {
      if (!node.type.startsWith("mdxJsx") || !/^[A-Z]/.test(node.name ?? "")) return;
      const problem =
        problemOf(node) ??
        usedTwice(node, ids) ??
        answersNothing(node, ids) ??
        notThere(node, file);
      if (problem !== undefined) file.fail(problem, node);
    });
  };
}

function problemOf({ name, attributes = [] }: Node): string | undefined {
  const rule = components[name ?? ""];
  if (!rule)
    return `there is no component <${name}>; a lesson may use ${Object.keys(components).join(", ")}`;
  const given = attributes.map((attribute) => attribute.name ?? "{…}");
  const missing = rule.needs.filter((need) => !given.includes(need));
  if (missing.length > 0) return `<${name}> needs ${missing.join(", ")}: add it`;
  const unknown = given.filter((one) => !rule.needs.includes(one) && !rule.may.includes(one));
  if (unknown.length > 0)
    return `<${name}> has no ${unknown.join(", ")}; it takes ${[...rule.needs, ...rule.may].join(", ")}`;
  if (rule.may === DOING && given.includes("emit") === given.includes("post"))
    return `<${name}> needs either emit or post: add the one or take the other away`;
  if (given.includes("from") && !/^\{\s*receives\b/.test(writtenIn(attributes, "until")))
    return `<${name} from="…"> says whose packet sets off what others receive: with another claim than receives, take it away`;
  return undefined;
}

/** An attribute in braces, as it is written. */
function writtenIn(attributes: NonNullable<Node["attributes"]>, wanted: string): string {
  const value = attributes.find(({ name }) => name === wanted)?.value;
  return typeof value === "object" && value !== null && "value" in value
    ? String(value.value).trim()
    : String(value);
}

function usedTwice({ name, attributes = [] }: Node, ids: Set<string>): string | undefined {
  const named = name === "Exercise" ? "slug" : "id";
  const id = attributes.find((attribute) => attribute.name === named)?.value;
  if (typeof id !== "string") return undefined;
  if (ids.has(id))
    return `<${name} ${named}="${id}">: this id is used twice, and answers are kept by it`;
  ids.add(id);
  return undefined;
}

function answersNothing({ name, attributes = [] }: Node, ids: ReadonlySet<string>) {
  const of = attributes.find((attribute) => attribute.name === "of")?.value;
  if (name !== "Why" || typeof of !== "string" || ids.has(of)) return undefined;
  return `<Why of="${of}"> stands before any <Predict> or <Task id="${of}">: it opens when that has been answered`;
}

function notThere({ name, attributes = [] }: Node, file: VFile): string | undefined {
  const given = (wanted: string) =>
    String(attributes.find((attribute) => attribute.name === wanted)?.value);
  const beside = (...parts: readonly string[]) =>
    existsSync(path.join(path.dirname(file.path ?? ""), ...parts));
  if (name === "Exercise" && !beside("exercises", given("slug")))
    return `there is no folder exercises/${given("slug")}/ beside it: add it`;
  if (name !== "Figure") return undefined;
  const recording = `figures/${given("trace")}.trace.json`;
  if (beside(recording)) return undefined;
  return `there is no ${recording} beside it: write figures/${given("trace")}.ts, then npm run figures`;
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const child of node.children ?? []) visit(child, see);
}
