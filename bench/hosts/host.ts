// What all hosts offer: a process in which programs are started, measured and stopped, whatever runs them.

/** Where a started program is reached, and by which number it is stopped. */
export type Place = { readonly program: number; readonly url: string; readonly path: string };
/** `ms`: from the code in hand to listening. */
export type Started = Place & { readonly ms: number };

/** CPU time so far of each process that serves, in milliseconds; undefined where it cannot be read. */
export type Usage = {
  readonly cpu: Readonly<Record<string, number | undefined>>;
  /** Turns of the programs and the milliseconds they took, when the host was asked to follow them. */
  readonly turns?: { readonly count: number; readonly ms: number };
};

/** In MB, of each process that serves. */
export type Memory = Readonly<
  Record<string, { readonly rss: number | undefined; readonly privateDirty: number | undefined }>
>;

export type Host = {
  /** Milliseconds until the host was ready for its first program. */
  readonly boot: () => number;
  readonly start: () => Promise<Started>;
  readonly stop: (program: number) => Promise<void>;
  readonly usage: () => Usage;
  readonly memory: () => Memory;
};

export const ownCpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

/** This process after its garbage is gone. */
export function ownMemory(): Memory[string] {
  for (let times = 0; times < 4; times++) globalThis.gc?.();
  return { rss: process.memoryUsage.rss() / 1_048_576, privateDirty: undefined };
}
