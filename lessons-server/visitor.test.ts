import { expect, test } from "vitest";
import { addressBehind, connectionAddress } from "./visitor.ts";

const asking = (remoteAddress: string | undefined, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded },
});

test("without a proxy a visitor is where the connection is from, whatever the request says", () => {
  expect(connectionAddress(asking("203.0.113.9", "198.51.100.1"))).toBe("203.0.113.9");
  expect(connectionAddress(asking(undefined))).toBe("");
});

test("behind a proxy the visitor is the last one that a trusted proxy has named", () => {
  const addressOf = addressBehind(["loopback", "10.0.0.0/8"]);
  expect(addressOf(asking("127.0.0.1", "203.0.113.9"))).toBe("203.0.113.9");
  expect(addressOf(asking("::ffff:127.0.0.1", "1.2.3.4, 203.0.113.9, 10.1.1.1"))).toBe(
    "203.0.113.9",
  );
  expect(addressOf(asking("127.0.0.1"))).toBe("127.0.0.1");
});

test("who comes past the proxy, and says to be behind it, is not believed", () => {
  const addressOf = addressBehind(["10.0.0.0/8"]);
  expect(addressOf(asking("203.0.113.9", "198.51.100.1"))).toBe("203.0.113.9");
  expect(addressOf(asking(undefined, "198.51.100.1"))).toBe("");
});
