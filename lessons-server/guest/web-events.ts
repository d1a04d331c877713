// EventTarget, AbortController and what belongs to them, as browsers and Node have them.
import { process } from "./process.ts";
import { timers } from "./timers.ts";

type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };
type Options = { once?: boolean; signal?: AbortSignal };

export class DOMException extends Error {
  constructor(message = "", name = "Error") {
    super(message);
    Object.defineProperty(this, "name", { value: name, configurable: true, writable: true });
  }

  get code(): number {
    return { AbortError: 20, TimeoutError: 23, DataCloneError: 25 }[this.name] ?? 0;
  }
}

export class Event {
  readonly type: string;
  readonly cancelable: boolean;
  readonly timeStamp = Date.now();
  target: EventTarget | null = null;
  defaultPrevented = false;
  isStopped = false;

  constructor(type: string, { cancelable = false } = {}) {
    this.type = String(type);
    this.cancelable = cancelable;
  }

  get currentTarget(): EventTarget | null {
    return this.target;
  }

  preventDefault(): void {
    this.defaultPrevented ||= this.cancelable;
  }

  stopImmediatePropagation(): void {
    this.isStopped = true;
  }

  stopPropagation(): void {}
}

export class CustomEvent extends Event {
  readonly detail: unknown;

  constructor(
    type: string,
    { detail = null, ...rest }: { detail?: unknown; cancelable?: boolean } = {},
  ) {
    super(type, rest);
    this.detail = detail;
  }
}

export class EventTarget {
  readonly #listeners = new Map<string, Map<Listener, Options>>();

  addEventListener(type: string, listener: Listener | null, options: Options | boolean = {}): void {
    if (!listener) return;
    const how = typeof options === "boolean" ? {} : options;
    if (how.signal?.aborted) return;
    const listeners = this.#listeners.get(type) ?? new Map<Listener, Options>();
    this.#listeners.set(type, listeners);
    if (!listeners.has(listener)) listeners.set(listener, how);
    how.signal?.addEventListener("abort", () => this.removeEventListener(type, listener));
  }

  removeEventListener(type: string, listener: Listener): void {
    this.#listeners.get(type)?.delete(listener);
  }

  dispatchEvent(event: Event): boolean {
    event.target = this;
    for (const [listener, { once }] of new Map(this.#listeners.get(event.type))) {
      if (event.isStopped) break;
      if (once) this.removeEventListener(event.type, listener);
      try {
        if (typeof listener === "function") listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        // As in Node: the others are called all the same, and the error is nobody's.
        process.nextTick(() => {
          throw error;
        });
      }
    }
    const handler = Reflect.get(this, `on${event.type}`) as unknown;
    if (typeof handler === "function") handler.call(this, event);
    return !event.defaultPrevented;
  }
}

/** Only made here: `new AbortSignal()` is refused. */
let isAllowed = false;

export class AbortSignal extends EventTarget {
  aborted = false;
  reason: unknown = undefined;
  onabort: ((event: Event) => unknown) | null = null;

  constructor() {
    super();
    if (!isAllowed) throw new TypeError("Illegal constructor");
  }

  static abort(reason?: unknown): AbortSignal {
    const signal = newSignal();
    abort(signal, reason);
    return signal;
  }

  static timeout(ms: number): AbortSignal {
    const signal = newSignal();
    const reason = () =>
      new DOMException("The operation was aborted due to timeout", "TimeoutError");
    timers.setTimeout(() => abort(signal, reason()), ms).unref();
    return signal;
  }

  static any(signals: Iterable<AbortSignal>): AbortSignal {
    const any = newSignal();
    const all = [...signals];
    const aborted = all.find((one) => one.aborted);
    if (aborted) abort(any, aborted.reason);
    else
      for (const one of all)
        one.addEventListener("abort", () => abort(any, one.reason), { once: true });
    return any;
  }

  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
}

export class AbortController {
  readonly signal = newSignal();

  abort(reason?: unknown): void {
    abort(this.signal, reason);
  }
}

function newSignal(): AbortSignal {
  isAllowed = true;
  try {
    return new AbortSignal();
  } finally {
    isAllowed = false;
  }
}

function abort(signal: AbortSignal, reason: unknown): void {
  if (signal.aborted) return;
  signal.aborted = true;
  signal.reason =
    reason === undefined ? new DOMException("This operation was aborted", "AbortError") : reason;
  signal.dispatchEvent(new Event("abort"));
}
