// Monaco, loaded once and only when somebody touches the code: our own workers, the real types of Socket.IO, both themes.
import * as monaco from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/javascript/register";
import "monaco-editor/languages/definitions/typescript/register";
import * as typescript from "monaco-editor/languages/features/typescript/register";

export type Monaco = typeof monaco;

let ready: Promise<Monaco> | undefined;

export function loadMonaco(): Promise<Monaco> {
  ready ??= prepare();
  return ready;
}

async function prepare(): Promise<Monaco> {
  self.MonacoEnvironment = {
    getWorker: (_id, label) =>
      label === "javascript" || label === "typescript"
        ? new Worker(new URL("./ts.worker.ts", import.meta.url), { type: "module" })
        : new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module" }),
  };
  defineThemes();
  const types = await socketIoTypes();
  for (const language of [typescript.javascriptDefaults, typescript.typescriptDefaults]) {
    language.setCompilerOptions({
      target: typescript.ScriptTarget.ESNext,
      module: typescript.ModuleKind.ESNext,
      // Bundler and force: newer than Monaco's own names for them.
      moduleResolution: 100 as never,
      moduleDetection: 3,
      allowNonTsExtensions: true,
      allowJs: true,
      checkJs: true,
      esModuleInterop: true,
      skipLibCheck: true,
      noEmit: true,
      strictNullChecks: true,
      noImplicitAny: false,
      lib: ["esnext", "dom"],
      types: [],
    });
    language.setExtraLibs([
      ...Object.entries(types).map(([path, content]) => ({ filePath: `file:///${path}`, content })),
      { filePath: "file:///lesson/globals.d.ts", content: GLOBALS },
    ]);
    language.setEagerModelSync(true);
  }
  return monaco;
}

/** Without them the editor still edits, so a failure is no reason to be without one. */
async function socketIoTypes(): Promise<Readonly<Record<string, string>>> {
  const answer = await fetch("/types/socket-io.json").catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as Record<string, string>) : {};
}

/** What a program finds in the sandbox without importing it, and a client on its page. */
const GLOBALS = `
declare const io: typeof import("socket.io-client").io;
declare const me: string;
declare function log(...values: unknown[]): void;
declare const process: any;
declare const Buffer: any;
declare function require(name: string): any;
declare const module: any;
declare module "http";
declare module "node:http";
declare module "crypto";
declare module "node:crypto";
declare module "events";
declare module "node:events";
declare module "express";
declare module "cors";
declare module "jsonwebtoken";
`;

function defineThemes(): void {
  const theme = (base: "vs" | "vs-dark", colours: Readonly<Record<string, string>>) => {
    const rule = (token: string, name: string) => ({ token, foreground: colours[name] ?? "" });
    monaco.editor.defineTheme(base === "vs" ? "day" : "night", {
      base,
      inherit: true,
      rules: [
        rule("", "ink"),
        rule("keyword", "keyword"),
        rule("string", "string"),
        rule("number", "call"),
        rule("comment", "comment"),
        rule("identifier", "ink"),
        rule("type.identifier", "ink"),
        rule("delimiter", "ink"),
      ],
      colors: {
        "editor.background": `#${colours["panel"]}`,
        "editor.foreground": `#${colours["ink"]}`,
        "editorLineNumber.foreground": `#${colours["soft"]}`,
        "editorLineNumber.activeForeground": `#${colours["ink"]}`,
        ...Object.fromEntries(
          [1, 2, 3, 4, 5, 6].map((depth) => [
            `editorBracketHighlight.foreground${depth}`,
            `#${colours["ink"]}`,
          ]),
        ),
        "editor.lineHighlightBackground": "#00000000",
        "editor.lineHighlightBorder": "#00000000",
      },
    });
  };
  theme("vs", {
    panel: "ffffff",
    ink: "1c2024",
    soft: "5a626c",
    keyword: "7a2fb5",
    string: "0b6b4f",
    call: "1f5fbf",
    comment: "646b73",
  });
  theme("vs-dark", {
    panel: "171b21",
    ink: "e9ebee",
    soft: "9aa4b0",
    keyword: "c9a0f5",
    string: "7fd6b0",
    call: "8ab8ff",
    comment: "8a94a0",
  });
}
