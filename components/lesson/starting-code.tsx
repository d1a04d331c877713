// The files an exercise begins with, to be read where there is no editor.
import { StaticCode } from "#components/playground/static-code.tsx";

export function StartingCode({ files }: { readonly files: Readonly<Record<string, string>> }) {
  return Object.entries(files).map(([name, text]) => <StaticCode key={name} text={text} />);
}
