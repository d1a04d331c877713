// Arguments as one would write them in a call: JSON values with commas between them.

type Read =
  | { readonly ok: true; readonly args: readonly unknown[] }
  | { readonly ok: false; readonly problem: string };

export function readArguments(text: string): Read {
  try {
    return { ok: true, args: JSON.parse(`[${text}]`) as unknown[] };
  } catch {
    const isWord = /^[\p{L}\p{N} _-]+$/u.test(text.trim());
    const problem = isWord
      ? `A text needs quotes: "${text.trim()}"`
      : 'This is not JSON. Write values with commas between them: "hi", 3, { "to": "Bob" }';
    return { ok: false, problem };
  }
}
