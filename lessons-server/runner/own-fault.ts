// What is wrong is ours, and is told once to whoever looks after the server.

export const logFault = (error: unknown): void =>
  void process.stderr.write(
    `runner: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
