// How much one sandbox's network may take (SAFETY §8), and the sentence a learner reads when it bites.

const table = {
  clients: {
    most: 25,
    says: (most: number) =>
      `A sandbox holds ${most} connections at once. Close one, then connect again.`,
  },
  messagesPerClient: {
    most: 50,
    says: (most: number) =>
      `A client may send ${most} messages a second. It was disconnected: send less, or less often.`,
  },
  burstPerClient: {
    most: 100,
    says: (most: number) => `A client may send ${most} messages at once.`,
  },
  messagesPerSandbox: {
    most: 500,
    says: (most: number) =>
      `A sandbox takes ${most} messages a second from all its clients. Whoever sent one more is refused.`,
  },
  burstPerSandbox: {
    most: 1_000,
    says: (most: number) => `A sandbox takes ${most} messages at once.`,
  },
  framesPerMessage: {
    most: 8,
    says: (most: number) =>
      `A connection may send ${most} WebSocket frames for each message it may send. It was cut off: send less, in fewer pieces.`,
  },
  ports: {
    most: 100,
    says: (most: number) =>
      `A program may listen on ${most} ports. Nobody reaches this one: close another first.`,
  },
  engines: {
    most: 20,
    says: (most: number) =>
      `A program may have ${most} Socket.IO servers. This one takes no connections.`,
  },
  messageBytes: {
    most: 1_000_000,
    says: (most: number) =>
      `maxHttpBufferSize is at most ${most} here, so that value is used instead.`,
  },
  heartbeatMs: {
    most: 86_400_000,
    says: (most: number) =>
      `pingInterval, pingTimeout and upgradeTimeout lie between 100 and ${most} ms here; the nearest value is used.`,
  },
  corsCharacters: {
    most: 2_000,
    says: (most: number) =>
      `The cors option may have ${most} printable characters. It was left out.`,
  },
  bufferedBytes: {
    most: 1_048_576,
    says: (most: number) =>
      `A client stopped reading: over ${most} bytes wait for it, so it was disconnected.`,
  },
  bufferedBytesAtOnce: {
    most: 8_388_608,
    says: (most: number) =>
      `Over ${most} bytes were sent to one client at once, so it was disconnected.`,
  },
  bufferedMs: {
    most: 500,
    says: (most: number) => `A client had ${most} ms to read what waits for it.`,
  },
  requestBodyBytes: {
    most: 1_000_000,
    says: (most: number) => `A request to the program may carry ${most} bytes. Send less.`,
  },
  responseMs: {
    most: 30_000,
    says: (most: number) =>
      `The program did not answer this request within ${most / 1_000} s. Does the handler always end the response?`,
  },
  unansweredRequests: {
    most: 100,
    says: (most: number) =>
      `The program has ${most} requests it has not answered yet. Answer those first.`,
  },
} as const;

/** Shortest heartbeat a program may ask for, in milliseconds. */
export const SHORTEST_HEARTBEAT_MS = 100;

export type LimitName = keyof typeof table;
/** Counts, bytes, milliseconds or messages a second, as each name says. */
export type Limits = { readonly [K in LimitName]: number };

/** What holds unless a deployment or a benchmark says otherwise. */
export const LIMITS: Limits = Object.fromEntries(
  Object.entries(table).map(([name, limit]) => [name, limit.most]),
) as Limits;

/** What a learner reads when the limit `name` bites. */
export function limitSentence(name: LimitName, limits: Limits): string {
  return table[name].says(limits[name]);
}
