import { createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { addressFrom, assertFree, listenFailure, urlOf } from "./address.ts";

describe("where to listen", () => {
  it("is http://localhost:3000 when nothing is said", () => {
    expect(urlOf(addressFrom({}))).toBe("http://localhost:3000");
    expect(urlOf(addressFrom({ PORT: "", HOST: " " }))).toBe("http://localhost:3000");
  });

  it("honours PORT and HOST", () => {
    expect(addressFrom({ PORT: "8080", HOST: "0.0.0.0" })).toEqual({ port: 8080, host: "0.0.0.0" });
    expect(urlOf({ port: 8080, host: "0.0.0.0" })).toBe("http://localhost:8080");
    expect(urlOf({ port: 8080, host: "::1" })).toBe("http://[::1]:8080");
  });

  it.each(["abc", "0", "-1", "65536", "80.5", "1e3", "3000x"])(
    "refuses PORT=%s and says what to do",
    (PORT) => {
      expect(() => addressFrom({ PORT })).toThrow(`PORT is "${PORT}"`);
      expect(() => addressFrom({ PORT })).toThrow("PORT=3001 npm start");
    },
  );

  it.each(["http://localhost", "a b", "host/path"])(
    "refuses HOST=%s and says what to do",
    (HOST) => {
      expect(() => addressFrom({ HOST })).toThrow("HOST=0.0.0.0 npm start");
    },
  );

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
