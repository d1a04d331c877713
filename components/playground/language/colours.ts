// What is coloured in code: the same as in the static block before the editor, so that nothing changes when it comes.
import { conf, language } from "monaco-editor/languages/definitions/typescript/typescript";
import { KEYWORDS, WORDS_BY_PLACE } from "../highlight.ts";
import type { Monaco } from "../monaco.ts";

export function defineColours(monaco: Monaco, id: string): void {
  monaco.languages.register({ id });
  monaco.languages.setLanguageConfiguration(id, conf);
  const { common = [], ...states } = language.tokenizer;
  const ours: typeof common = [
    [/(\.)([A-Za-z_$][\w$]*)(?=\()/, ["delimiter", "call"]],
    [/(\.)([A-Za-z_$][\w$]*)/, ["delimiter", "identifier"]],
    [new RegExp(WORDS_BY_PLACE), "keyword"],
    [/[A-Za-z_$][\w$]*(?=\()/, { cases: { "@keywords": "keyword", "@default": "call" } }],
  ];
  monaco.languages.setMonarchTokensProvider(id, {
    ...language,
    defaultToken: "",
    keywords: [...KEYWORDS],
    tokenizer: { ...states, common: [...ours, ...common] },
  });
}
