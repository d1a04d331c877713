// Compiles a lesson's prose and its data files, and evaluates them here, on the server: no string of code reaches a
// browser. Both are our own files, never a learner's.
import { build, type BuildFailure } from "esbuild";
import { bundleMDX } from "mdx-bundler";
import * as React from "react";
import * as jsxRuntime from "react/jsx-runtime";
import rehypeShiki from "@shikijs/rehype/core";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { createCssVariablesTheme, createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { LessonError } from "./lesson-error.ts";
import { lessonRules } from "./lesson-rules.ts";

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

/** @throws LessonError with the file and the line of what does not compile. */
export async function compileProse(
  file: string,
): Promise<{ readonly Content: Prose; readonly frontmatter: unknown }> {
  const shiki = await highlighter;
  const { code, frontmatter } = await bundleMDX({
    file,
    cwd: import.meta.dirname ?? process.cwd(),
    mdxOptions(options) {
      // Its types come from a package that does not have its own here.
      const { remarkPlugins = [], rehypePlugins = [] } = options as Plugins;
      Object.assign(options, {
        remarkPlugins: [...remarkPlugins, remarkGfm, lessonRules],
        rehypePlugins: [...rehypePlugins, rehypeSlug, [rehypeShiki, shiki, { theme: "page" }]],
      });
      return options as never;
    },
    esbuildOptions: (options) => ({
      ...options,
      target: ["es2022"],
      minify: false,
      logLevel: "silent",
    }),
  }).catch((error: unknown) => {
    throw located(error, file);
  });
  const { default: Content } = evaluate(code, {
    React,
    ReactDOM: {},
    _jsx_runtime: jsxRuntime,
  }) as { readonly default: Prose };
  return { Content, frontmatter };
}

/** What a data file exports. @throws LessonError with the file and the line of what does not compile. */
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
  return evaluate(`${outputFiles[0]?.text ?? ""};return exported;`, {}) as Record<string, unknown>;
}

function evaluate(code: string, names: Readonly<Record<string, unknown>>): unknown {
  // oxlint-disable-next-line typescript/no-implied-eval -- our own content, at build time, on the server
  const run = new Function(...Object.keys(names), code) as (...values: unknown[]) => unknown;
  return run(...Object.values(names));
}

function located(error: unknown, file: string): unknown {
  const [first] = (error as Partial<BuildFailure>).errors ?? [];
  if (!first) return error;
  const place = first.location ? { line: first.location.line } : {};
  return new LessonError(file, first.text, { ...place, cause: error });
}
