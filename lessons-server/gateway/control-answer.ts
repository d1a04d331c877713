// How a page is answered: with what it asked for, or with a sentence that it shows as it is.
import type { Answer, Refused } from "#protocol/control.ts";
import { log } from "../observing/log.ts";

const OUR_FAULT = "A fault of ours kept the server from doing this. Try again, or reload the page.";

export function refused(text: string): Refused {
  return { ok: false, text };
}

export const noCode = (file: string): Refused =>
  refused(
    `${file} is not there to be run: the program has no such file, or it has ended. Press Run.`,
  );

/** What `handle` answers; a refusal, and a line for us, when it throws. */
export async function answerTo(event: string, handle: () => Promise<Answer>): Promise<Answer> {
  try {
    return await handle();
  } catch (error) {
    log.error({ err: error }, `The ${event} of a page failed`);
    return refused(OUR_FAULT);
  }
}
