// How much one sandbox may take (SAFETY §8), and the sentence a learner reads when it bites.
import { PROGRAM_LIMITS } from "#protocol/program-limits.ts";
import type { RunnerLimits } from "#protocol/runner-lines.ts";

const table = {
  ...PROGRAM_LIMITS,
  clients: {
    most: 25,
    unit: "connections",
    says: (most: number) =>
      `A sandbox holds ${most} connections at once. Close one, then connect again.`,
  },
  messagesPerClient: {
    most: 50,
    unit: "messages a second",
    says: (most: number) =>
      `A client may send ${most} messages a second. It was disconnected: send less, or less often.`,
  },
  burstPerClient: {
    most: 100,
    unit: "messages",
    says: (most: number) => `A client may send ${most} messages at once.`,
  },
  messagesPerSandbox: {
    most: 500,
    unit: "messages a second",
    says: (most: number) =>
      `A sandbox takes ${most} messages a second from all its clients. Whoever sent one more is refused.`,
  },
  burstPerSandbox: {
    most: 1_000,
    unit: "messages",
    says: (most: number) => `A sandbox takes ${most} messages at once.`,
  },
  waitingBytes: {
    most: 4_000_000,
    unit: "bytes",
    says: (most: number) =>
      `Over ${most} bytes wait for the program, which does not keep up: whoever sent more is cut off or refused. Does a handler do too much for each message, or send too much?`,
  },
  framesPerMessage: {
    most: 8,
    unit: "frames",
    says: (most: number) =>
      `A connection may send ${most} WebSocket frames for each message it may send. It was cut off: send less, in fewer pieces.`,
  },
  ports: {
    most: 100,
    unit: "ports",
    says: (most: number) =>
      `A program may listen on ${most} ports. Nobody reaches this one: close another first.`,
  },
  engines: {
    most: 20,
    unit: "servers",
    says: (most: number) =>
      `A program may have ${most} Socket.IO servers. This one takes no connections.`,
  },
  messageBytes: {
    most: 1_000_000,
    unit: "bytes",
    says: (most: number) =>
      `maxHttpBufferSize is at most ${most} here, so that value is used instead.`,
  },
  heartbeatMs: {
    most: 86_400_000,
    unit: "milliseconds",
    says: (most: number) =>
      `pingInterval, pingTimeout and upgradeTimeout lie between 100 and ${most} ms here; the nearest value is used.`,
  },
  corsCharacters: {
    most: 2_000,
    unit: "characters",
    says: (most: number) =>
      `The cors option may have ${most} printable characters. It was left out.`,
  },
  bufferedBytes: {
    most: 1_048_576,
    unit: "bytes",
    says: (most: number) =>
      `A client stopped reading: over ${most} bytes wait for it, so it was disconnected.`,
  },
  bufferedBytesAtOnce: {
    most: 8_388_608,
    unit: "bytes",
    says: (most: number) =>
      `Over ${most} bytes were sent to one client at once, so it was disconnected.`,
  },
  bufferedMs: {
    most: 500,
    unit: "milliseconds",
    says: (most: number) => `A client had ${most} ms to read what waits for it.`,
  },
  requestBodyBytes: {
    most: 1_000_000,
    unit: "bytes",
    says: (most: number) => `A request to the program may carry ${most} bytes. Send less.`,
  },
  responseMs: {
    most: 30_000,
    unit: "milliseconds",
    says: (most: number) =>
      `The program did not answer this request within ${most / 1_000} s. Does the handler always end the response?`,
  },
  decisionMs: {
    most: 10_000,
    unit: "milliseconds",
    says: (most: number) =>
      `The program did not decide about a request within ${most / 1_000} s. Does each middleware call next, and allowRequest its callback?`,
  },
  siteCookies: {
    most: 0,
    unit: "cookies",
    says: () =>
      "A cookie that names a Domain, and so is for more than this sandbox, was set without it: it comes back to this sandbox and nowhere else.",
  },
  siteHeaders: {
    most: 0,
    unit: "headers",
    says: () =>
      "A header that acts on more than this sandbox, such as Strict-Transport-Security or Clear-Site-Data, was left out of an answer. So is every other of its kind.",
  },
  unansweredRequests: {
    most: 100,
    unit: "requests",
    says: (most: number) =>
      `The program has ${most} requests it has not answered yet. Answer those first.`,
  },
  heldRequests: {
    most: 100,
    unit: "requests",
    says: (most: number) =>
      `${most} requests wait on a disturbed network, so one more was cut off. Mend the network, or let its clients ask less often.`,
  },
  fuelPerSecond: {
    most: 100_000_000,
    unit: "units of fuel a second",
    says: () =>
      "The program has used up its share of the processor: a fifth of a core, after two seconds of a whole one. What arrives and its timers wait for it now. Does a handler do more than it needs to, or a timer run too often?",
  },
  fuelAtOnce: {
    most: 1_000_000_000,
    unit: "units of fuel",
    says: () => "A program may use two seconds of a whole core at once.",
  },
  timersPerSecond: {
    most: 500,
    unit: "timers a second",
    says: (most: number) =>
      `A program's timers may fire ${most} times a second, so they wait for each other now. Does it need so many, or so often?`,
  },
  timersAtOnce: {
    most: 1_000,
    unit: "timers",
    says: (most: number) => `A program's timers may fire ${most} times at once.`,
  },
  emitsPerSecond: {
    most: 2_000,
    unit: "packets a second",
    says: (most: number) =>
      `The program sends over ${most} packets a second. What arrives and its timers wait for it now, until it is below that again. Does one event lead to the next without end?`,
  },
  emitsAtOnce: {
    most: 4_000,
    unit: "packets",
    says: (most: number) => `A program may send ${most} packets at once.`,
  },
  deliveriesPerSecond: {
    most: 5_000,
    unit: "deliveries a second",
    says: (most: number) =>
      `What the program sends is over ${most} deliveries a second: a broadcast is one for each client that gets it. What arrives and its timers wait for it now. Send to fewer, or less often.`,
  },
  deliveriesAtOnce: {
    most: 10_000,
    unit: "deliveries",
    says: (most: number) => `A program may send ${most} deliveries at once.`,
  },
  sentBytesPerSecond: {
    most: 2_000_000,
    unit: "bytes a second",
    says: (most: number) =>
      `The program sends over ${most} bytes a second, each client's copy counted. What arrives and its timers wait for it now. Send less, to fewer, or less often.`,
  },
  sentBytesAtOnce: {
    most: 8_000_000,
    unit: "bytes",
    says: (most: number) => `A program may send ${most} bytes at once.`,
  },
  reportsPerSecond: {
    most: 2_000,
    unit: "reports a second",
    says: () =>
      "The clients of this page report too much at once. Some of what they said is missing here: let them receive or print less, or less often.",
  },
  reportsAtOnce: {
    most: 5_000,
    unit: "reports",
    says: (most: number) => `The clients of a page may report ${most} things at once.`,
  },
  logLinesPerSecond: {
    most: 100,
    unit: "lines a second",
    says: (most: number) =>
      `The program prints over ${most} times a second. What it prints now is left out here, and counted; it runs on. Print less, or less often.`,
  },
  logLinesAtOnce: {
    most: 500,
    unit: "lines",
    says: (most: number) => `A program may print ${most} times at once.`,
  },
} as const;

/** Shortest heartbeat a program may ask for, in milliseconds. */
export const SHORTEST_HEARTBEAT_MS = 100;

export type LimitName = keyof typeof table;
/** Counts, bytes, milliseconds, units of fuel or so many a second, as each name says. */
export type Limits = { readonly [K in LimitName]: number };

/** What holds unless a deployment or a benchmark says otherwise. */
export const LIMITS: Limits = Object.fromEntries(
  Object.entries(table).map(([name, limit]) => [name, limit.most]),
) as Limits;

/** Those that the runner sees to. */
export function runnerLimits(changed: Partial<Limits> = {}): RunnerLimits {
  const limits = { ...LIMITS, ...changed };
  return {
    fuel: { perSecond: limits.fuelPerSecond, burst: limits.fuelAtOnce },
    timers: { perSecond: limits.timersPerSecond, burst: limits.timersAtOnce },
  };
}

/** What the limit `name` counts. */
export const unitOf = (name: LimitName): string => table[name].unit;

/** What a learner reads when the limit `name` bites. */
export function limitSentence(name: LimitName, limits: Limits): string {
  return table[name].says(limits[name]);
}
