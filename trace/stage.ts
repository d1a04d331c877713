// The stage: everyone who takes part, what the server knows of them, and what is happening at the end of a trace.
import { marked } from "#trace/cast.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { Checkpoint, Seq, Trace } from "#trace/event.ts";
import { type StageClient, stageClients } from "#trace/stage-clients.ts";
import { type Moment, momentOf, type Saying, sayingOf } from "#trace/stage-moment.ts";
import {
  type StageNamespace,
  stageNamespaces,
  type StageServer,
  stageServer,
} from "#trace/stage-server.ts";

export type Stage = Readonly<{
  /** Milliseconds since the run began. */
  at: number;
  server: StageServer;
  clients: readonly StageClient[];
  namespaces: readonly StageNamespace[];
  moment: Moment;
  /** What a program said after the moment. */
  said: Saying | undefined;
}>;

/**
 * `scene` names the clients that are drawn even before anything is heard of them. A program from outside, which gives
 * no account of itself, is drawn as long as it has a session. `selected` is an event to look at instead of the last.
 */
export function stage(trace: Trace, scene: readonly string[] = [], selected?: Seq): Stage {
  const now = checkpointOf(trace);
  const cast = marked([...new Set([...scene, ...now.clients])]);
  const there = thereIn(now, scene);
  const moment = drawnOf(momentOf(trace, now, { cast, selected }), there);
  return {
    at: trace.at(-1)?.at ?? 0,
    server: stageServer(trace, now),
    clients: stageClients(trace, { now, cast: cast.filter(({ name }) => there.has(name)) }),
    namespaces: stageNamespaces(now, cast),
    moment,
    said: sayingOf(trace, moment),
  };
}

/** Of whoever was passed over, those whom a card stands for. */
const drawnOf = (moment: Moment, there: ReadonlySet<string>): Moment =>
  moment.what === "to-clients"
    ? { ...moment, passedOver: moment.passedOver.filter(({ client }) => there.has(client)) }
    : moment;

/** Who is drawn: the scene's clients, whoever is connected, and whoever gives an account of itself until it is gone. */
export function thereIn(now: Checkpoint, scene: readonly string[]): ReadonlySet<string> {
  const stated = now.states.filter(({ state }) => state.state !== "gone");
  return new Set([...scene, ...[...stated, ...now.sessions].map(({ client }) => client)]);
}
