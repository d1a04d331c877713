// A port of our own, so that the tests do not meet a site that is already running.
import { createServer } from "node:net";

/** The port is chosen once, by the first process; Playwright's workers read it from the environment. */
export async function ownPort(): Promise<number> {
  const chosen = process.env["E2E_PORT"];
  if (chosen) return Number(chosen);
  const port = await freePort();
  process.env["E2E_PORT"] = String(port);
  return port;
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("the probe has no port"));
      });
    });
  });
}
