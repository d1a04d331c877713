// A lesson's program as a console for bytes reaches it: what its prose has prepared to be written, written.
import { bytesOf, type Writing } from "#protocol/writing.ts";
import { type ControlRig, startControlRig } from "#lessons-server/testing/control-rig.ts";
import { dial, lineAddress } from "#lessons-server/testing/dialled.ts";
import type { Trace, TraceEvent } from "#trace/event.ts";
import type { LoadedLesson } from "../load-lesson.ts";

export type Hand = {
  /** A new line: `write` gives what a button has prepared, or what is written freely. */
  readonly dial: () => Promise<HandLine>;
  readonly trace: () => Trace;
  /** Resolves as soon as an event that fits is in the trace. */
  readonly until: (fits: (event: TraceEvent) => boolean) => Promise<TraceEvent>;
  readonly close: () => Promise<void>;
};
export type HandLine = {
  readonly write: (writing: Writing) => void;
  /** All that has come, each byte a character, as soon as this is in it. */
  readonly until: (wanted: string) => Promise<string>;
};

/** Its program, running, with nobody on stage. */
export async function byHand({
  files,
  entry,
}: Pick<LoadedLesson, "files" | "entry">): Promise<Hand> {
  const rig: ControlRig = await startControlRig();
  const page = rig.page();
  const { sandbox } = await page.open();
  await page.ask("run", { program: { entry, files: { ...files } } });
  await page.until(({ kind }) => kind === "server.listening");
  return {
    trace: page.trace,
    until: page.until,
    close: rig.close,
    async dial() {
      const { write, until } = await dial(lineAddress(rig.url, sandbox));
      return {
        write(writing) {
          const out = bytesOf(writing, page.trace());
          if (!out.ok) throw new Error(`${writing.says}: ${out.text}`);
          write(out.bytes);
        },
        until,
      };
    },
  };
}
