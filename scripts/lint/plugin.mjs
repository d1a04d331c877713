// Our own lint rules, in oxlint's plugin form. The judgement on imports is in arrows.mjs.
import path from "node:path";
import { whyForbidden } from "./arrows.mjs";

const fileOf = (context) => path.relative(context.cwd, context.filename).replaceAll(path.sep, "/");

/** Calls `judge(node, specifier, typeOnly)` for everything that names another module. */
const onImports = (judge) => {
  const see = (node, source, typeOnly) => {
    if (typeof source?.value === "string") judge(node, source.value, typeOnly);
  };
  return {
    ImportDeclaration: (node) => see(node, node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => see(node, node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => see(node, node.source, node.exportKind === "type"),
    ImportExpression: (node) => see(node, node.source, false),
    TSImportType: (node) => see(node, node.source, true),
  };
};

const arrows = {
  create(context) {
    const file = fileOf(context);
    return onImports((node, specifier, typeOnly) => {
      const message = whyForbidden({ file, specifier, typeOnly });
      if (message) context.report({ node, message });
    });
  },
};

const extensions = {
  create(context) {
    return onImports((node, specifier) => {
      if (!/^[.#]/.test(specifier) || path.posix.extname(specifier)) return;
      const message = `Write the real extension ("${specifier}.ts"?): the path then means the same to Node, to the bundlers and to the reader.`;
      context.report({ node, message });
    });
  },
};

const VAGUE = /(?:^|[./-])(?:utils?|helpers?|managers?|services?|common|misc)(?:[./-]|$)/;

const names = {
  create(context) {
    const [vague] = VAGUE.exec(fileOf(context)) ?? [];
    if (!vague) return {};
    const message =
      "Name the file after the one thing it does: a name that fits anything collects everything.";
    return { Program: (node) => context.report({ node, message }) };
  },
};

export default { meta: { name: "house" }, rules: { arrows, extensions, names } };
