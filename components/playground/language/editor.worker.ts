// The editor's own background work, in a worker of our own origin.
import "monaco-editor/editor/editor.worker";
