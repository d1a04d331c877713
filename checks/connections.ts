// "Alice is refused", "the server disconnects Bob", "Carol stays connected": how clients stand with a namespace.
import type { Seq } from "#trace/event.ts";
import { type Evidence, type Judgement, packetsBetween, unproven } from "./judge.ts";
import { matches, shown, type Verdict } from "./verdict.ts";
import type { SeenPacket } from "./wire.ts";

type AtNamespace = {
  readonly client: string;
  readonly nsp?: string | undefined;
  readonly since?: number;
};

type Refusal = AtNamespace & { readonly message?: string | undefined; readonly data?: unknown };

/** Claims that the client's latest try to connect was refused, with this message and this `data`, if they are given. */
export function refused(wanted: Refusal): Judgement {
  const { client, message, data } = wanted;
  const words = [
    ...(message === undefined ? [] : [`“${message}”`]),
    ...(data === undefined ? [] : [`data ${shown([data])}`]),
  ].join(" and ");
  const expected = message === undefined ? "refused" : refusal(message, data);
  return latest(wanted, {
    claim: `${client} is refused${place(wanted)}${words && ` with ${words}`}`,
    expected,
    holds: ({ got, refused: reason }) =>
      got.startsWith("refused") &&
      (message === undefined || reason?.message === message) &&
      (data === undefined || matches(data, reason?.data)),
  });
}

const refusal = (message: string | undefined, data: unknown): string =>
  `refused: ${message ?? "more than the trace keeps"}${data === undefined ? "" : `, data ${shown([data])}`}`;

/** Claims that the client's latest try to connect has succeeded, and that it was not disconnected since. */
export function connected(wanted: AtNamespace): Judgement {
  const claim = `${wanted.client} is connected${place(wanted)}`;
  const standing = latest(wanted, {
    claim,
    expected: "connected",
    holds: ({ got }) => got === "connected",
  });
  return (evidence) =>
    standing(evidence).map((verdict) => onlyIfProven(verdict, evidence, wanted.client));
}

/** Claims that in the end exactly these clients are connected, and no other client of the scene. */
export function connectedAre({
  exactly,
  nsp,
}: {
  readonly exactly: readonly string[];
  readonly nsp?: string | undefined;
}): Judgement {
  const at = nsp === undefined ? {} : { nsp };
  return (evidence) => [
    ...exactly.flatMap((client) => connected({ client, ...at })(evidence)),
    ...evidence.clients
      .filter((client) => !exactly.includes(client))
      .flatMap((client) => notConnected({ client, ...at })(evidence)),
  ];
}

function notConnected(wanted: AtNamespace): Judgement {
  const standing = latest(wanted, {
    claim: `${wanted.client} is not connected${place(wanted)}`,
    expected: "not connected",
    holds: ({ got }) => got !== "connected",
  });
  return (evidence) => standing(evidence).map((verdict) => onlyIfQuiet(verdict, evidence));
}

/** Whoever is not connected can prove nothing, and need not. */
function onlyIfQuiet(verdict: Verdict, evidence: Evidence): Verdict {
  const open = verdict.ok ? unproven(evidence, []) : undefined;
  return open === undefined ? verdict : { ...verdict, ok: false, got: `${verdict.got}; ${open}` };
}

/** Claims that the client was disconnected, by the server or by itself, and has not come back. */
export function disconnected(
  wanted: AtNamespace & { readonly by: "server" | "client" },
): Judgement {
  const who = wanted.by === "server" ? "the server" : wanted.client;
  const whom = wanted.by === "server" ? wanted.client : "itself";
  const expected = `disconnected by ${wanted.by === "server" ? "the server" : "itself"}`;
  return latest(wanted, {
    claim: `${who} disconnects ${whom}${wanted.nsp === undefined ? "" : ` from ${wanted.nsp}`}`,
    expected,
    holds: ({ got }) => got === expected,
  });
}

function latest(
  { client, nsp = "/", since }: AtNamespace,
  said: {
    readonly claim: string;
    readonly expected: string;
    readonly holds: (standing: Pick<Standing, "got" | "refused">) => boolean;
  },
): Judgement {
  return (evidence) => {
    const changes = standings(evidence, { client, nsp, since });
    const last = changes.at(-1);
    const { got } = last ?? NEVER;
    const ok = said.holds(last ?? NEVER);
    const verdict = { claim: said.claim, ok, expected: said.expected, got };
    return [last ? { ...verdict, at: last.seq } : verdict];
  };
}

function onlyIfProven(verdict: Verdict, evidence: Evidence, client: string): Verdict {
  const open = verdict.ok ? unproven(evidence, [client]) : undefined;
  return open === undefined ? verdict : { ...verdict, ok: false, got: `${verdict.got}; ${open}` };
}

type Standing = {
  readonly seq: Seq;
  readonly got: string;
  readonly refused?: SeenPacket["refused"];
};
const NEVER = { got: "never connected" };

function standings(
  evidence: Evidence,
  {
    client,
    nsp,
    since,
  }: { readonly client: string; readonly nsp: string; readonly since: number | undefined },
): readonly Standing[] {
  const packets = packetsBetween(evidence, { since }).filter(
    (seen) => seen.client === client && seen.nsp === nsp,
  );
  const told = packets.flatMap((seen) => {
    const got = standingAfter(seen);
    const { seq, session, refused: reason } = seen;
    return got === undefined ? [] : [{ seq, session, got, refused: reason }];
  });
  // A session that ends takes its sockets with it, unless they had left before or were never let in.
  const cut = evidence.trace.flatMap((event) => {
    if (event.kind !== "session.closed") return [];
    const before = told.findLast(
      ({ seq, session }) => seq < event.seq && session === event.session,
    );
    return before?.got === "connected"
      ? [{ seq: event.seq, got: `cut off (${event.reason})` }]
      : [];
  });
  return [...told, ...cut].toSorted((one, other) => one.seq - other.seq);
}

function standingAfter({ type, direction, refused: reason }: SeenPacket): string | undefined {
  switch (type) {
    case "CONNECT":
      return direction === "down" ? "connected" : undefined;
    case "CONNECT_ERROR":
      return refusal(reason?.message, reason?.data);
    case "DISCONNECT":
      return `disconnected by ${direction === "down" ? "the server" : "itself"}`;
    case "EVENT":
    case "BINARY_EVENT":
    case "ACK":
    case "BINARY_ACK":
      return undefined;
    default:
      return type satisfies never;
  }
}

function place({ nsp }: AtNamespace): string {
  return nsp === undefined || nsp === "/" ? "" : ` to ${nsp}`;
}
