// Marks that turn the direction of what is written: in somebody's words they could turn ours.
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text with such marks spelt out, `\u202e`; everything else as it is. */
export const spelt = (text: string): string =>
  text.replace(TURNING, (mark) => `\\u${mark.codePointAt(0)?.toString(16).padStart(4, "0")}`);
