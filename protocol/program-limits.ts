// How much a program may have of what it is and makes, and the sentence a learner reads when that bites. Plain data, which
// both sides of the wall know: inside, where the program meets it, and outside, where it is held to it.

export const PROGRAM_LIMITS = {
  sourceFiles: {
    most: 8,
    unit: "files",
    says: (most: number) => `A sandbox takes ${most} files. Join some of them.`,
  },
  sourceBytes: {
    most: 65_536,
    unit: "bytes",
    says: (most: number) =>
      `A sandbox takes ${Math.round(most / 1_000)} kB of source. Leave out what the server does not need.`,
  },
  timers: {
    most: 200,
    unit: "timers",
    says: (most: number) =>
      `A program may have ${most} timers at once. Clear those it does not need any more, with clearTimeout or clearInterval.`,
  },
  rooms: {
    most: 1_000,
    unit: "rooms",
    says: (most: number) =>
      `A program may have ${most} rooms at once, besides each socket's own. Leave those that nobody needs any more, or use the same for more sockets.`,
  },
  memberships: {
    most: 10_000,
    unit: "memberships",
    says: (most: number) =>
      `The sockets of a program may be in rooms ${most} times in all. Leave those that are not needed any more.`,
  },
  namespaces: {
    most: 32,
    unit: "namespaces",
    says: (most: number) =>
      `A Socket.IO server may have ${most} namespaces here. Use rooms for what there may be many of, or cleanupEmptyChildNamespaces.`,
  },
  pendingAcks: {
    most: 1_000,
    unit: "acknowledgements",
    says: (most: number) =>
      `A server may wait for ${most} acknowledgements at once. Use socket.timeout(…), so that it does not wait for ever, or does every client's listener call its callback?`,
  },
  nameCharacters: {
    most: 200,
    unit: "characters",
    says: (most: number) =>
      `The name of a room or a namespace may have ${most} characters. Send what is longer as data.`,
  },
} as const;

export type ProgramLimitName = keyof typeof PROGRAM_LIMITS;

/** Characters of one printed line; of a longer one the beginning is kept, and how long it was. */
export const LINE_CHARACTERS = 4_096;
