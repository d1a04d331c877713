// The way between a browser and the site, as a test has it in its hands: it can be cut, and mended again.
import { connect, createServer, type Server, type Socket } from "node:net";
import { freePort } from "./free-port.ts";

export type OwnNetwork = {
  readonly url: string;
  /** Drops every connection and refuses new ones. */
  readonly cut: () => Promise<void>;
  readonly mend: () => Promise<void>;
};

/** @param port where the site is */
export async function openOwnNetwork(port: number): Promise<OwnNetwork> {
  const own = await freePort();
  const ends = new Set<Socket>();
  let server: Server | undefined;

  function join(near: Socket): void {
    const far = connect(port, "127.0.0.1");
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(one);
      one.on("error", () => other.destroy());
      one.on("close", () => {
        ends.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  }

  async function mend(): Promise<void> {
    const opened = createServer(join);
    await new Promise<void>((listening, failed) => {
      opened.once("error", failed);
      opened.listen(own, "127.0.0.1", listening);
    });
    server = opened;
  }

  async function cut(): Promise<void> {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const end of ends) end.resetAndDestroy();
    await closed;
  }

  await mend();
  return { url: `http://localhost:${own}`, cut, mend };
}
