// The class beside the attacker: twenty real clients of one program on the same thread. They beat time by turns, the
// program counts the beats and repeats each to all; whoever misses one, or hears it out of turn, says so.
import type { Served } from "../testing/served-sandboxes.ts";

const CLIENTS = 20;
const BEAT_MS = 50;

export const WITNESS = `
  import { Server } from "socket.io";
  const io = new Server(3000);
  let beats = 0;
  io.on("connection", (socket) => socket.on("beat", () => io.emit("beat", ++beats)));
`;

export type Witness = {
  /** The socket ids of its clients, and the Engine.IO session of one. */
  readonly ids: readonly string[];
  readonly session: string;
  /** Beats once more, and waits until everybody has heard every beat so far. @throws when somebody never will */
  readonly intact: () => Promise<void>;
  /** Milliseconds from each beat's intended moment to its arrival, at each client, since this was last asked. */
  readonly takeDelays: () => readonly number[];
  readonly close: () => void;
};

/** Takes its place in `served`, which runs `WITNESS`. */
export async function openWitness(served: Served): Promise<Witness> {
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => served.join()));
  const heard = clients.map(() => 0);
  const begun: number[] = [];
  let problem: string | undefined;
  let delays: number[] = [];
  let check = (): void => {};

  const fail = (text: string): void => {
    problem ??= text;
    check();
  };
  for (const [i, client] of clients.entries()) {
    client.on("beat", (n: number) => {
      if (n !== (heard[i] ?? 0) + 1) fail(`client ${i} heard beat ${n} after beat ${heard[i]}`);
      heard[i] = n;
      delays.push(performance.now() - (begun[n - 1] ?? Number.NaN));
      check();
    });
    client.on("disconnect", (reason) => fail(`client ${i} was disconnected: ${reason}`));
  }
  /** `intended`: one that could not be given in time counts from when it should have been. */
  const beat = (intended: number): void => {
    clients[begun.length % CLIENTS]?.emit("beat");
    begun.push(intended);
  };
  const stop = onSchedule(beat);

  return {
    ids: clients.map(({ id }) => id ?? ""),
    session: clients[0]?.io.engine.id ?? "",
    intact: () =>
      new Promise((resolve, reject) => {
        beat(performance.now());
        const upTo = begun.length;
        check = () => {
          if (problem) reject(new Error(`the witness was disturbed: ${problem}`));
          else if (heard.every((n) => n >= upTo)) resolve();
        };
        check();
      }),
    takeDelays() {
      const taken = delays;
      delays = [];
      return taken;
    },
    close() {
      stop();
      for (const client of clients) client.off("disconnect").disconnect();
    },
  };
}

function onSchedule(beat: (intended: number) => void): () => void {
  let next = performance.now() + BEAT_MS;
  const timer = setInterval(() => {
    beat(next);
    // Those that a busy machine has swallowed are nobody's to hear.
    next = Math.max(next, performance.now() - BEAT_MS) + BEAT_MS;
  }, BEAT_MS);
  return () => clearInterval(timer);
}
