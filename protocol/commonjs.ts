// The wrapper around a CommonJS file, as Node's. It stands before the file's first line, so columns there are corrected.

export const COMMONJS_HEADER = "(function (exports, require, module, __filename, __dirname) {";

/** Takes the wrapper out of the columns of a stack or a place: `a.js:1:70` → `a.js:1:9`. */
export function withoutHeader(text: string, isCommonJs: (file: string) => boolean): string {
  return text.replace(/([^\s():]{1,200}):1:(\d{1,7})/g, (place, file: string, column: string) =>
    isCommonJs(file) && Number(column) > COMMONJS_HEADER.length
      ? `${file}:1:${Number(column) - COMMONJS_HEADER.length}`
      : place,
  );
}
