import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { assertFree, listenFailure, urlOf } from "./address.ts";

describe("where to listen", () => {
  it("is said as a person types it into a browser", () => {
    expect(urlOf({ port: 8080, host: "0.0.0.0" })).toBe("http://localhost:8080");
    expect(urlOf({ port: 8080, host: "::1" })).toBe("http://[::1]:8080");
  });

  it("names the way out of a busy port", async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, "127.0.0.1", () => resolve((other.address() as { port: number }).port));
    });
    await expect(assertFree({ host: "localhost", port })).rejects.toThrow(
      `PORT=${port + 1} npm start`,
    );
    await new Promise((resolve) => other.close(resolve));
    await expect(assertFree({ host: "localhost", port })).resolves.toBeUndefined();
  });

  it("explains a host that is not this machine's", () => {
    const error = Object.assign(new Error("bind"), { code: "EADDRNOTAVAIL" });
    expect(listenFailure(error, { host: "10.9.9.9", port: 3000 }).message).toContain(
      "no address 10.9.9.9",
    );
  });
});
