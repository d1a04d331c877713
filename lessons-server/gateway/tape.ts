// What a tap needs to write down what passes it.
import type { Fact, TraceEvent } from "#trace/event.ts";
import type { LinkId, RequestId } from "#trace/event.ts";
import type { Doing } from "./doing.ts";
import type { Redact } from "./redact.ts";

/** `redact` goes over every text that came from outside and is not a payload. */
export type Tape = { readonly append: (fact: Fact) => TraceEvent; readonly redact: Redact };

/** Which request a tap is looking at. */
export type Exchange = {
  readonly request: RequestId;
  readonly link: LinkId;
  readonly client: string;
  /** Whose doing the answer is that is being written, if the program's. */
  doing?: Doing;
  /** Runs when the link has closed, before `link.closed` is written. */
  readonly atEnd: Set<() => void>;
};
