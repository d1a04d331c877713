import { describe, expect, it } from "vitest";
import { urlOf } from "./address.ts";
import { readEnvironment } from "./environment.ts";

describe("the environment", () => {
  it("leads to http://localhost:3000 when it says nothing", () => {
    expect(urlOf(readEnvironment({}).address)).toBe("http://localhost:3000");
    expect(urlOf(readEnvironment({ PORT: "", HOST: " " }).address)).toBe("http://localhost:3000");
    expect(readEnvironment({}).metricsPort).toBeUndefined();
    expect(readEnvironment({}, true).log).toEqual({ format: "words", level: "warn" });
    expect(readEnvironment({}, false).log).toEqual({ format: "json", level: "info" });
  });

  it("is honoured", () => {
    const { address, ...others } = readEnvironment({
      PORT: "8080",
      HOST: "0.0.0.0",
      LOG_FORMAT: "json",
      LOG_LEVEL: "debug",
      METRICS_PORT: " 9464 ",
      SANDBOXES: "7",
      SANDBOXES_PER_MINUTE: "100",
      TRUST_PROXY: "loopback, 10.0.0.0/8",
    });
    expect(address).toEqual({ port: 8080, host: "0.0.0.0" });
    expect(others).toEqual({
      log: { format: "json", level: "debug" },
      metricsPort: 9464,
      sandboxes: 7,
      sandboxesPerMinute: 100,
      trustedProxies: ["loopback", "10.0.0.0/8"],
    });
  });

  it.each(["abc", "0", "-1", "65536", "80.5", "1e3", "3000x"])(
    "refuses PORT=%s and says what to do",
    (PORT) => {
      expect(() => readEnvironment({ PORT })).toThrow(`PORT is "${PORT}"`);
      expect(() => readEnvironment({ PORT })).toThrow("PORT=3001 npm start");
    },
  );

  it.each(["http://localhost", "a b", "host/path"])(
    "refuses HOST=%s and says what to do",
    (HOST) => {
      expect(() => readEnvironment({ HOST })).toThrow("HOST=0.0.0.0 npm start");
    },
  );

  it.each(["nearby", "10.0.0.0/99", "loopback,,"])(
    "refuses TRUST_PROXY=%s and says what to do",
    (TRUST_PROXY) => {
      expect(() => readEnvironment({ TRUST_PROXY })).toThrow("TRUST_PROXY=loopback,10.0.0.0/8");
    },
  );

  it("has everything that is wrong said at once, each in a line", () => {
    const wrong = { PORT: "a", LOG_LEVEL: "loud", SANDBOXES_PER_MINUTE: "0" };
    expect(() => readEnvironment(wrong)).toThrow(
      /^PORT is "a".+\nLOG_LEVEL is "loud".+info.+\nSANDBOXES_PER_MINUTE is "0", .+=100 npm start\.$/,
    );
  });
});
