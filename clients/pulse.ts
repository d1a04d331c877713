// Knows whether a worker still turns: pings it and expects an answer in time. Shared by every host of clients.

export type Pulse = {
  /** The worker has answered. */
  readonly beat: () => void;
  readonly stop: () => void;
};

type Watched = {
  /** How long, in milliseconds, an answer may take. */
  readonly patience: number;
  readonly ping: () => void;
  /** Until when, on this thread's clock, it is silent because it was told to be. */
  readonly excused: () => number;
  /** Called once, when an answer is overdue. */
  readonly lost: () => void;
};

/** Pings at once and then twice within each span of patience, until it is stopped or an answer is overdue. */
export function watchPulse({ patience, ping, excused, lost }: Watched): Pulse {
  const every = patience / 2;
  let asked = performance.now();
  let answered = true;
  let expected = asked;

  const turn = (): void => {
    const now = performance.now();
    // We were held up ourselves: answers may be waiting behind this timer, so the time does not count.
    if (now - expected > every / 2) asked += now - expected;
    expected = now + every;
    if (answered) {
      asked = now;
      answered = false;
      ping();
    } else if (now - Math.max(asked, excused()) >= patience) {
      clearInterval(timer);
      lost();
    }
  };
  const timer = setInterval(turn, every);
  turn();
  return {
    beat() {
      answered = true;
    },
    stop: () => clearInterval(timer),
  };
}
