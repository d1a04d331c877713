// Where the pinned QuickJS (Bellard, 2025-09-13, 32 bit) keeps what its public functions do not reach.
// The build looks for each in the code itself (engine/meter.ts) and stops when it has moved.

/** `ctx->rt`, bytes into JSContext. */
export const CONTEXT_RUNTIME = 16;
/** `rt->host_promise_rejection_tracker`, an index into the function table, bytes into JSRuntime. */
export const RUNTIME_REJECTION_TRACKER = 160;
/** `rt->strip_flags`, one byte, bytes into JSRuntime. */
export const RUNTIME_STRIP_FLAGS = 228;
/** JS_STRIP_SOURCE and JS_STRIP_DEBUG: functions keep neither their text nor their line numbers. */
export const STRIP_SOURCE_AND_DEBUG = 3;

/** Pages (64 KiB) the metered module asks for at the start. As published it asks for 256, of which it needs 96. */
export const INITIAL_PAGES = 96;
