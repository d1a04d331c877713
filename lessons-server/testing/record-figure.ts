// Records a figure: a real program and real clients, one act after another with quiet between, so that two recordings
// differ in nothing but what is random and what time it was.
import { performAct } from "#checks/run-check.ts";
import type { Figure } from "#protocol/figure.ts";
import type { Program } from "#protocol/program.ts";
import type { Scene } from "#protocol/scene.ts";
import type { Trace } from "#trace/event.ts";
import { printGolden } from "#trace/testing/lane-tables.ts";
import { isAtRest } from "../golden/scenario.ts";
import { openHeadlessBench } from "./headless-bench.ts";

export type Recordable = {
  readonly program: Program;
  readonly scene: Scene;
  readonly acts: Figure["acts"];
};

const REST_MS = 10_000;

/** @throws when the program does not start, an act fails, or it does not become quiet after one. */
export async function recordFigure({ program, scene, acts }: Recordable): Promise<Trace> {
  const bench = await openHeadlessBench({ patience: { deadline: 20_000 } });
  const rest = async (after: string): Promise<void> => {
    const settled = await bench.settle();
    if (!settled.ok || !(await bench.until(isAtRest, REST_MS)))
      throw new Error(`it did not become quiet after ${after}: ${settled.heldUpBy.join("; ")}`);
  };
  try {
    const started = await bench.run(program);
    if (!started.ok) throw new Error(`the figure's program does not start: ${started.why}`);
    const clients = new Map<string, Awaited<ReturnType<typeof bench.openClient>>>();
    for (const client of scene.clients) {
      clients.set(client.name, await bench.openClient(client));
      await rest(`${client.name} connected`);
    }
    for (const act of acts) {
      const [missed] = await performAct(act, clients, bench);
      if (missed) throw new Error(`${missed.claim}, but: ${missed.got}`);
      if (act.act !== "settle") await rest(JSON.stringify(act));
    }
    return bench.trace();
  } finally {
    await bench.close();
  }
}

/** What all recordings of one figure have in common, to read and to compare. */
export function figureText(trace: Trace): string {
  const rests = trace.flatMap(({ kind, seq }) => (kind === "settled" ? [seq + 1] : []));
  return printGolden(
    trace,
    [0, ...rests].map((from, i) => ({ title: `part ${i + 1}`, from })),
  );
}
