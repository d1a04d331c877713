// Takes out of a declaration file what is not for those who use it: members that are private, that are marked
// @private or @internal, or whose name begins with an underscore. An editor would offer them before all others.
import { typescript as ts } from "monaco-editor/languages/features/typescript/lib/typescriptServices";

const NOT_OFFERED = new Set(["private", "internal"]);

/** The text without those members and the comments above them; the rest stays as it is written. */
export function publicMembers(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const kept = [];
  let end = 0;
  const visit = (node) => {
    if (isHidden(node)) {
      kept.push(text.slice(end, node.getFullStart()));
      end = node.end;
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return kept.join("") + text.slice(end);
}

function isHidden(node) {
  if (!(ts.isClassElement(node) || ts.isTypeElement(node)) || !node.name) return false;
  return (
    ts.isPrivateIdentifier(node.name) ||
    node.name.getText().startsWith("_") ||
    (ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private) !== 0 ||
    ts.getJSDocTags(node).some(({ tagName }) => NOT_OFFERED.has(tagName.text))
  );
}
