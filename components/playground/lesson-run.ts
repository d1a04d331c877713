// Runs a lesson's program: brings its scene's clients on stage whenever a run has begun, says what went wrong, and lends
// checks a bench. Loaded after the page stands: everything that talks to the network comes with it.
import { arrived } from "#components/ui/arriving.tsx";
import type { Disturbing } from "#protocol/control.ts";
import type { Program } from "#protocol/program.ts";
import type { Scene, SceneClient } from "#protocol/scene.ts";
import type { Deed } from "#trace/event.ts";
import type { OtherRun } from "./other-run.ts";
import type { Asked, Judged } from "./exercise-check.ts";
import { type LiveSandbox, openLiveSandbox } from "./live-sandbox.ts";
import type { OwnedStore } from "./owned-sandbox.ts";
import { hasEnded, isListening, until } from "./run-progress.ts";

export type LessonRun = Pick<LiveSandbox, "address" | "attachment" | "log" | "stop" | "close"> & {
  readonly run: () => Promise<void>;
  /** Until the run that was asked for has begun or was refused: another would not be heard. */
  readonly isAsking: () => boolean;
  readonly act: (client: string, deed: Deed) => Promise<void>;
  readonly disturb: (asked: Disturbing) => Promise<void>;
  /** Asks that it be written down when nothing will happen for so many milliseconds; whether it will, the trace says. */
  readonly settle: (horizon: number) => Promise<void>;
  /** A client of the scene comes, or leaves without a word and comes anew, as when its page is loaded again. */
  readonly enter: (client: SceneClient) => Promise<void>;
  /** False if its code or run is not there. */
  readonly openTab: (client: SceneClient, as: string) => Promise<boolean>;
  readonly dismiss: (client: string) => void;
  readonly check: (asked: Asked, onBegun: (run: OtherRun) => void) => Promise<Judged>;
};

type Settings = {
  readonly owned: OwnedStore;
  readonly scene: () => Scene;
  readonly program: () => Program;
  readonly say: (text: string) => void;
  readonly unsay: (text: string) => void;
};

const LISTENING_MS = 30_000;

export function openLessonRun({ owned, scene, program, ...said }: Settings): LessonRun {
  const { say } = said;
  /** A run has been asked for: the clients come on stage in that one. */
  let isAsking = false;

  const sandbox = openLiveSandbox({
    owned,
    ...said,
    onOpened({ isSame, run: ongoing }) {
      if (isAsking) return;
      if (ongoing) void bringOnStage();
      // The server was started anew, or had closed what was idle. What was running here runs again.
      else if (!isSame && sandbox.log.run() !== undefined && !hasEnded(sandbox.log.all())) {
        say("The lessons server was started anew, so your program was run again from your files.");
        void run();
      }
    },
    onBegun: () => void bringOnStage(),
  });

  async function bringOnStage(): Promise<void> {
    const its = sandbox.log.run();
    for (const { file } of scene().clients) if (file !== undefined) sandbox.prepare(file);
    await until(sandbox.log, (trace) => isListening(trace) || hasEnded(trace), LISTENING_MS);
    if (sandbox.log.run() !== its || hasEnded(sandbox.log.all())) return;
    await Promise.all(
      scene()
        .clients.filter(({ name }) => !sandbox.isOnStage(name))
        .map((client) => sandbox.enter(client)),
    );
  }

  async function run(): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    const answer = await sandbox.run(program);
    isAsking = false;
    if (answer.ok) await bringOnStage();
  }

  return {
    address: sandbox.address,
    attachment: sandbox.attachment,
    log: sandbox.log,
    stop: sandbox.stop,
    close: sandbox.close,
    run,
    isAsking: () => isAsking,
    async act(client, deed) {
      const answer = await sandbox.act(client, deed);
      if (!answer.ok) say(answer.text);
    },
    async disturb(asked) {
      const answer = await sandbox.disturb(asked);
      if (!answer.ok) say(answer.text);
    },
    async settle(horizon) {
      // Refused where somebody has asked already: what that comes to stands in the trace as well.
      await sandbox.settle(horizon);
    },
    enter: sandbox.enter,
    openTab: sandbox.openTab,
    dismiss: sandbox.dismiss,
    async check(asked, onBegun) {
      const { checkExercise } = await arrived(() => import("./exercise-check.ts"));
      return checkExercise(asked, onBegun);
    },
  };
}
