// Compiles a lesson's prose and its data files, and evaluates them here, on the server: no string of code reaches a
// browser. Both are our own files, never a learner's.
import { build } from "esbuild";
import { bundleMDX } from "mdx-bundler";
import * as React from "react";
import * as jsxRuntime from "react/jsx-runtime";
import rehypeShiki from "@shikijs/rehype/core";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { components, lessonRules } from "./lesson-rules.ts";
import { located } from "./located.ts";
import { type Outline, outlineInto } from "./outline.ts";

/** Compiled prose. It asks for its components by name. */
export type Prose = React.ComponentType<{
  readonly components: Readonly<Record<string, React.ComponentType<never>>>;
}>;

type Plugins = { readonly remarkPlugins?: unknown[]; readonly rehypePlugins?: unknown[] };

/** Colours by CSS variables, which app/globals.css has for both themes. */
const theme = createCssVariablesTheme({
  name: "page",
  variablePrefix: "--shiki-",
  fontStyle: false,
});
const highlighter = createHighlighterCore({
  themes: [theme],
  langs: [
    import("shiki/langs/javascript.mjs"),
    import("shiki/langs/json.mjs"),
    import("shiki/langs/http.mjs"),
    import("shiki/langs/shellscript.mjs"),
  ],
  engine: createJavaScriptRegexEngine(),
});

/** @throws LessonError with the file, and the line of what does not compile. */
export async function compileProse(file: string): Promise<{
  readonly Content: Prose;
  readonly frontmatter: unknown;
  readonly outline: Outline;
}> {
  const shiki = await highlighter;
  let outline: Outline | undefined;
  const sees = outlineInto((found) => (outline = found));
  const { code, frontmatter } = await bundleMDX({
    file,
    cwd: import.meta.dirname ?? process.cwd(),
    mdxOptions(options) {
      // Its types come from a package that does not have its own here.
      const { remarkPlugins = [], rehypePlugins = [] } = options as Plugins;
      Object.assign(options, {
        remarkPlugins: [...remarkPlugins, remarkGfm, lessonRules],
        rehypePlugins: [
          ...rehypePlugins,
          rehypeSlug,
          sees,
          // Without a limit: a busy machine would leave code without colours.
          [rehypeShiki, shiki, { theme: "page", tokenizeTimeLimit: 0 }],
        ],
      });
      return options as never;
    },
    esbuildOptions: (options) => ({
      ...options,
      // What it says of a file it says as seen from here, as of the data files.
      absWorkingDir: process.cwd(),
      target: ["es2022"],
      minify: false,
      logLevel: "silent",
    }),
  }).catch((error: unknown) => {
    throw located(error, file);
  });
  const names = { React, ReactDOM: {}, _jsx_runtime: jsxRuntime };
  const { default: Content } = evaluate(file, code, names) as { readonly default: Prose };
  drawOnce(file, Content);
  if (!outline) throw new Error(`${file} was compiled without its outline`);
  return { Content, frontmatter, outline };
}

/** So that an expression in it that throws is a mistake in this file, and not in the page that shows it. */
function drawOnce(file: string, Content: Prose): void {
  const nothing = Object.fromEntries(Object.keys(components).map((name) => [name, () => null]));
  try {
    (Content as (given: { components: object }) => unknown)({ components: nothing });
  } catch (error) {
    throw located(error, file);
  }
}

/** What a data file exports. @throws LessonError with the file, and the line of what does not compile. */
export async function compileData(file: string): Promise<Readonly<Record<string, unknown>>> {
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    write: false,
    format: "iife",
    globalName: "exported",
    logLevel: "silent",
  }).catch((error: unknown) => {
    throw located(error, file);
  });
  const code = `${outputFiles[0]?.text ?? ""};return exported;`;
  return evaluate(file, code, {}) as Record<string, unknown>;
}

function evaluate(file: string, code: string, names: Readonly<Record<string, unknown>>): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- our own content, at build time, on the server
  const run = new Function(...Object.keys(names), code) as (...values: unknown[]) => unknown;
  try {
    return run(...Object.values(names));
  } catch (error) {
    throw located(error, file);
  }
}
