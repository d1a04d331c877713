// The TypeScript language service, in a worker of our own origin.
import "monaco-editor/language/typescript/ts.worker";
