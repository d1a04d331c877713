// How the processes of a benchmark speak: a call by name, its answer by number, over the channel that fork opens.

/** What a process answers to; each call takes at most one argument, which must survive as JSON. */
export type Calls<C> = { readonly [K in keyof C]: (argument: never) => unknown };

export type Question = {
  readonly number: number;
  readonly name: string;
  readonly argument: unknown;
};
export type Answer = { readonly number: number } & (
  | { readonly value: unknown }
  | { readonly failure: string }
);

/** Answers the parent's calls until it is gone; then cleans up and ends this process. */
export function answerCalls<C extends Calls<C>>(calls: C, close: () => Promise<void>): void {
  process.on("message", ({ number, name, argument }: Question) => {
    const call = calls[name as keyof C] as unknown as (argument: unknown) => unknown;
    const answer = (given: Answer): void => void process.send?.(given);
    Promise.resolve()
      .then(() => call(argument))
      .then(
        (value) => answer({ number, value }),
        (error: Error) => answer({ number, failure: error.stack ?? String(error) }),
      );
  });
  process.once("disconnect", () => void close().finally(() => process.exit(0)));
  process.once("SIGTERM", () => void close().finally(() => process.exit(0)));
  // Ctrl-C reaches the whole process group: the parent decides what it means.
  process.on("SIGINT", () => undefined);
}
