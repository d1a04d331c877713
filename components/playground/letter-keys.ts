// Whether single letters are shortcuts: whoever speaks to the computer may want none (WCAG 2.1.4).
import { createKept } from "./kept.ts";

/** "on" or "off". */
export const letterKeys = createKept("letter-keys", "on");
