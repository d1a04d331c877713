// All there is to know of each client, one sheet for each of its connections: by which names it is known, over what it
// travels, how much has passed, what its own account was, and what was done to it.
import { type Actor, castOf } from "#trace/cast.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import { disturbanceWords } from "#trace/disturbance-words.ts";
import type { ClientState, Seq, Trace } from "#trace/event.ts";
import { type Session, sessions } from "#trace/sessions.ts";
import { thereIn } from "#trace/stage.ts";
import { type StageClient, stageClients } from "#trace/stage-clients.ts";
import { NO_TRAFFIC, type Traffic, traffic } from "#trace/traffic.ts";

/** One report of a client's on its connection to a namespace. */
export type ClientMoment = Readonly<{ seq: Seq; at: number; nsp: string; state: ClientState }>;

export type ClientSheet = StageClient &
  Readonly<{
    /** Undefined as long as it has none. `upgraded` is in it. */
    its: Session | undefined;
    traffic: Traffic;
    /** Of the client's sessions that are over, with the oldest first; on its main sheet only. */
    before: readonly Session[];
    /** Its own account, and what was done to it; on its main sheet only. */
    history: readonly (ClientMoment | DoneTo)[];
  }>;
/** "slow: 300 ms" begun or ended. */
export type DoneTo = Readonly<{ seq: Seq; at: number; what: string; isOver: boolean }>;

/** `scene` names the clients that have a sheet even before anything is heard of them. */
export function clientSheets(trace: Trace, scene: readonly string[] = []): readonly ClientSheet[] {
  const now = checkpointOf(trace);
  const there = thereIn(now, scene);
  const cast = castOf(trace, scene).filter(({ name }) => there.has(name));
  const all = sessions(trace);
  const passed = traffic(trace);
  const histories = historiesOf(trace);
  const met = new Set<string>();
  return stageClients(trace, { now, cast }).map((card) => {
    const isMain = !met.has(card.name);
    met.add(card.name);
    const its = all.find(({ session }) => session === card.session);
    return {
      ...card,
      its,
      traffic: passed.get(its?.sid ?? "") ?? NO_TRAFFIC,
      before: isMain ? pastOf(all, card) : [],
      history: isMain ? (histories.get(card.name) ?? []) : [],
    };
  });
}

const pastOf = (all: readonly Session[], { name }: Actor): readonly Session[] =>
  all.filter(({ client, end }) => client === name && end.state === "closed");

function historiesOf(trace: Trace): ReadonlyMap<string, readonly (ClientMoment | DoneTo)[]> {
  const histories = new Map<string, (ClientMoment | DoneTo)[]>();
  const add = (client: string, moment: ClientMoment | DoneTo): void => {
    const known = histories.get(client);
    if (known === undefined) histories.set(client, [moment]);
    else known.push(moment);
  };
  for (const event of trace) {
    const { seq, at } = event;
    if (event.kind === "client") add(event.client, { seq, at, nsp: event.nsp, state: event.state });
    if (event.kind === "disturbance" && event.on.side === "client") {
      const what = disturbanceWords(event.disturbance);
      add(event.on.client, { seq, at, what, isOver: event.phase === "ended" });
    }
  }
  return histories;
}
