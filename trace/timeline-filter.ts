// Which rows of a timeline somebody wants to see, and which of those hold a text: the same for all its forms.
import type { Seq } from "#trace/event.ts";
import type { StepKind } from "#trace/steps.ts";
import type { TimelineRow } from "#trace/timeline.ts";

/** What is undefined is not asked for. `client` is a client's name, or the server. */
export type TimelineFilter = Readonly<{
  client: Readonly<{ name: string }> | "server" | undefined;
  kind: StepKind | undefined;
  event: string | undefined;
  nsp: string | undefined;
  /** Bytes and bookkeeping too. */
  showsFolded: boolean;
}>;

export const NO_FILTER: TimelineFilter = {
  client: undefined,
  kind: undefined,
  event: undefined,
  nsp: undefined,
  showsFolded: false,
};

type Row = Pick<TimelineRow, "seq" | "isFolded" | "kind" | "client" | "clients" | "names" | "nsp">;

/** The rows that are wanted, and how many more there would be with bytes and bookkeeping. */
export type Filtered<R> = Readonly<{ rows: readonly R[]; folded: number }>;

export function filtered<R extends Row>(rows: readonly R[], filter: TimelineFilter): Filtered<R> {
  const wanted = rows.filter((row) => isWanted(row, filter));
  const plain = wanted.filter(({ isFolded }) => !isFolded);
  return {
    rows: filter.showsFolded ? wanted : plain,
    folded: wanted.length - plain.length,
  };
}

function isWanted(row: Row, { client, kind, event, nsp }: TimelineFilter): boolean {
  if (kind !== undefined && row.kind !== kind) return false;
  if (event !== undefined && !row.names.includes(event)) return false;
  if (nsp !== undefined && row.nsp !== nsp) return false;
  if (client === undefined) return true;
  return client === "server" ? row.client === undefined : row.clients.includes(client.name);
}

/** What can be asked for: all that the rows speak of. */
export type Choices = Readonly<{
  clients: readonly string[];
  events: readonly string[];
  namespaces: readonly string[];
}>;

export function choicesOf(rows: readonly Row[]): Choices {
  const clients = new Set<string>();
  const events = new Set<string>();
  const namespaces = new Set<string>();
  for (const row of rows) {
    for (const client of row.clients) clients.add(client);
    for (const name of row.names) events.add(name);
    if (row.nsp !== undefined) namespaces.add(row.nsp);
  }
  return {
    clients: [...clients],
    events: [...events].toSorted(),
    namespaces: [...namespaces].toSorted(),
  };
}

/** Which rows hold a text, in whatever case, in their words or in the name of whom they speak. None for no text. */
export function found<R extends Pick<TimelineRow, "seq" | "who">>(
  rows: readonly R[],
  text: string,
  words: (row: R) => string,
): readonly Seq[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  return rows.flatMap((row) =>
    `${row.who} ${words(row)}`.toLowerCase().includes(wanted) ? [row.seq] : [],
  );
}

/** The found one after (1) or before (-1) a place, round the end; undefined if nothing was found. */
export function nextFound(all: readonly Seq[], from: Seq | undefined, by: 1 | -1): Seq | undefined {
  const at = from ?? -1;
  if (by === 1) return all.find((seq) => seq > at) ?? all[0];
  return all.findLast((seq) => seq < at) ?? all.at(-1);
}
