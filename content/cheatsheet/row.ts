// What a row of the cheat sheet is, and what one may want to reach.

/** What one wants to reach, as the sheet is asked: the key is in the address, the words finish "I want to reach …". */
export const REACHES = {
  everyone: "everyone",
  others: "everyone but me",
  me: "only me",
  one: "one other",
  room: "a room",
  rooms: "several rooms",
  except: "a room, but not …",
  namespace: "a namespace",
  user: "all that one user has open",
  answer: "somebody, and have an answer",
  local: "only this server’s clients",
  servers: "the other servers",
  lossy: "whoever is ready, it may be lost",
  server: "the server, from a client",
  nobody: "nobody, as one does by mistake",
} as const;
export type Reach = keyof typeof REACHES;

export type SheetRow = {
  /** The event that runs it; the rows of a client are run by `try`, with this as its argument. */
  readonly event: string;
  /** As it stands in the program. */
  readonly code: string;
  /** The event that is sent; `news` unless told. */
  readonly sends?: string;
  /** Who receives it when Alice runs it; once each unless `times` says otherwise. */
  readonly by: readonly string[];
  readonly times?: Readonly<Record<string, number>>;
  readonly why: string;
  readonly reach: readonly Reach[];
  /** It stands in the client's program, and reaches the server. */
  readonly isClients?: true;
};

/** The event that runs a row, named after its code in letters that need no escape. */
export const eventOf = (code: string): string =>
  code.replaceAll('"', "'").replace(".emit('news')", "");

export type SheetGroup = {
  readonly title: string;
  /** The number of the lesson that teaches it. */
  readonly lesson: number;
  readonly rows: readonly SheetRow[];
};
