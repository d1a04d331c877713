// Decides from one round of counts whether anything is still in flight, and if so, who holds things up.
// Pure: the loop that asks for the counts is settle.ts. Heartbeats are in none of the counts.
import type { ClientCounts, ConnectionCount } from "#protocol/client.ts";
import type { SessionCount } from "./network-sessions.ts";

/** What the runner says of the program. A program that has ended is never waited for. */
export type ProgramCount = {
  readonly alive: boolean;
  /** How many inputs it has finished, of those the gateway has sent. */
  readonly inputsDone: number;
  /** Milliseconds until its next timer is due, or null if it has none. */
  readonly nextTimer: number | null;
};

/** One round of answers. `clients` holds those that can report; `horizon` is how far ahead a timer counts, in ms. */
export type Counts = {
  readonly sessions: readonly SessionCount[];
  readonly inputsSent: number;
  readonly program: ProgramCount;
  readonly clients: ReadonlyMap<string, ClientCounts>;
  /** Requests that the program has and does not answer yet, by whose they are: as quiet as an open socket. */
  readonly held: ReadonlyMap<string, number>;
  readonly horizon: number;
};

export type Verdict = {
  readonly quiet: boolean;
  /** Who holds things up, in sentences; empty exactly if quiet. */
  readonly heldUpBy: readonly string[];
  /** Clients with an open connection that cannot tell what they have received. */
  readonly notProvenFor: readonly string[];
};

/** Whether these counts leave nothing in flight. Once is not enough: what is on its way is in neither count. */
export function judgeQuiet(counts: Counts): Verdict {
  const heldUpBy = [
    ...programWork(counts),
    ...[...counts.clients].flatMap(([name, client]) => [
      ...connectionWork(name, client, counts),
      ...clientWork(name, client, counts),
    ]),
  ];
  const silent = counts.sessions.filter(({ open, client }) => open && !counts.clients.has(client));
  const notProvenFor = [...new Set(silent.map(({ client }) => client))];
  return { quiet: heldUpBy.length === 0, heldUpBy, notProvenFor };
}

/** All that must not have moved between two quiet rounds, as text. */
export function standstill({ sessions, inputsSent, program, clients, held }: Counts): string {
  return JSON.stringify([
    sessions.map(({ session, open, up, down }) => [session, open, up, down]),
    inputsSent,
    program.alive,
    program.inputsDone,
    [...held],
    [...clients].map(([name, { connections }]) => [
      name,
      connections.map(({ sid, received, sent }) => [sid, received, sent]),
    ]),
  ]);
}

function programWork({ program, inputsSent, horizon }: Counts): readonly string[] {
  if (!program.alive) return [];
  const held: string[] = [];
  if (program.inputsDone !== inputsSent) {
    held.push(`the server has finished ${program.inputsDone} of ${inputsSent} inputs`);
  }
  if (isNear(program.nextTimer, horizon)) {
    held.push(`the server has a timer due in ${whole(program.nextTimer)} ms`);
  }
  return held;
}

function connectionWork(name: string, client: ClientCounts, counts: Counts): readonly string[] {
  const open = counts.sessions.filter(
    (session) => session.open && session.client === name && !isUnread(session, client),
  );
  const held = open.flatMap((session) => {
    const connection = client.connections.find(({ sid }) => sid === session.sid);
    if (connection) return differences(name, session, connection);
    return [`${name} is not on a connection that the server holds open`];
  });
  const stale = client.connections.filter(
    ({ sid }) => !open.some((session) => session.sid === sid),
  );
  return [...held, ...stale.map(() => `${name} has not noticed that its connection has ended`)];
}

/**
 * A browser keeps the opening from a page that the server does not let read it: the page has given up, and nothing was or
 * will be said on that session.
 */
function isUnread({ sid, up, down }: SessionCount, client: ClientCounts): boolean {
  return (
    up === 0 &&
    down === 0 &&
    client.connections.every((connection) => connection.sid !== sid) &&
    client.namespaces.every(({ state }) => state !== "connecting")
  );
}

function differences(
  name: string,
  session: SessionCount,
  connection: ConnectionCount,
): readonly string[] {
  const { received, sent, waiting, upgrading } = connection;
  const held: string[] = [];
  if (received !== session.down) {
    held.push(`${name} has received ${received} of ${session.down} packets`);
  }
  if (sent !== session.up) {
    held.push(`the server has received ${session.up} of ${sent} messages from ${name}`);
  }
  if (waiting > 0) held.push(`${name} keeps ${some(waiting, "event")} until it is connected`);
  if (upgrading || session.upgrading) held.push(`${name} is changing to another transport`);
  return held;
}

function clientWork(name: string, client: ClientCounts, counts: Counts): readonly string[] {
  const { horizon } = counts;
  const held = client.namespaces
    .filter(({ dueIn }) => dueIn <= horizon)
    .map(({ nsp, state, dueIn }) => {
      const where = nsp === "/" ? "" : ` to ${nsp}`;
      return state === "connecting"
        ? `${name} is connecting${where}`
        : `${name} is reconnecting${where} in ${whole(dueIn)} ms`;
    });
  if (isNear(client.nextTimer, horizon)) {
    held.push(`${name} has a timer due in ${whole(client.nextTimer)} ms`);
  }
  const underWay = client.fetches - (counts.held.get(name) ?? 0);
  if (underWay > 0) held.push(`${name} waits for the answer to ${some(underWay, "request")}`);
  if (client.deeds > 0) held.push(`${name} is not done with ${some(client.deeds, "act")}`);
  return held;
}

function isNear(due: number | null, horizon: number): due is number {
  return due !== null && due <= horizon;
}

function some(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

function whole(ms: number): number {
  return Math.max(0, Math.round(ms));
}
