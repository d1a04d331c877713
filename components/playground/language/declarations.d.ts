// Monaco's language service for TypeScript, as far as we build on it: it has no types of its own.
declare module "monaco-editor/languages/features/typescript/tsWorker" {
  export type Problem = {
    readonly code: number;
    /** A chain where one problem explains another. */
    readonly messageText: string | { readonly messageText: string };
  };
  /** The learner's files as the editor has them, kept in step with what is typed. */
  export type Mirror = {
    readonly getMirrorModels: () => readonly {
      readonly uri: { readonly toString: () => string };
      readonly getValue: () => string;
    }[];
  };
  export type ExtraLibs = Readonly<Record<string, { readonly content: string }>>;
  export class TypeScriptWorker {
    constructor(
      mirror: Mirror,
      settings: { readonly compilerOptions: object; readonly extraLibs: ExtraLibs },
    );
    getScriptFileNames(): string[];
    getCompilationSettings(): object;
    getSemanticDiagnostics(file: string): Promise<readonly Problem[]>;
  }
}

declare module "monaco-editor/languages/features/typescript/lib/typescriptServices" {
  export const typescript: {
    readonly preProcessFile: (
      text: string,
      readImportFiles: boolean,
      detectJavaScriptImports: boolean,
    ) => { readonly importedFiles: readonly { readonly fileName: string }[] };
  };
}

declare module "monaco-editor/internal/common/initialize" {
  import type { ExtraLibs, Mirror } from "monaco-editor/languages/features/typescript/tsWorker";
  export function initialize(
    open: (mirror: Mirror, settings: { readonly extraLibs: ExtraLibs }) => object,
  ): void;
}

declare module "monaco-editor/languages/definitions/typescript/typescript" {
  import type { languages } from "monaco-editor/editor";
  export const conf: languages.LanguageConfiguration;
  export const language: languages.IMonarchLanguage;
}
