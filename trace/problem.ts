// What a decoder says of bytes that break the rules. Decoders are total: wrong input is a value, never an exception.

/** What is wrong, at which byte (counted from 0 in what the decoder was given), and the rule it breaks. */
export type Problem = Readonly<{ at: number; text: string; rule: string }>;

/** A decoded value, or why there is none. */
export type Decoding<T> =
  | Readonly<{ ok: true; value: T }>
  | Readonly<{ ok: false; problem: Problem }>;
