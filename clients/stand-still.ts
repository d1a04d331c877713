// Stops this thread, as a debugger or a laptop's lid does: no timer fires, no message is heard, no processor is used.

/** Returns after so many milliseconds. For threads that may wait: workers, not pages. */
export function standStill(ms: number): void {
  // Memory of WebAssembly may be shared even where a page is not isolated from others, and nobody wakes us here.
  const { buffer } = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  Atomics.wait(new Int32Array(buffer), 0, 0, ms);
}
