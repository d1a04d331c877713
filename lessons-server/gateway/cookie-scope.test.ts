import { expect, it } from "vitest";
import { namesDomain, scopedCookie } from "./cookie-scope.ts";

const BASE = "/s/abc/@alice";

it.each([
  ["a=1", "a=1; Path=/s/abc/@alice/"],
  ["a=1; Path=/; HttpOnly; SameSite=Lax", "a=1; Path=/s/abc/@alice/; HttpOnly; SameSite=Lax"],
  ["a=1; HttpOnly; path=/socket.io", "a=1; HttpOnly; Path=/s/abc/@alice/socket.io"],
  [
    "a=1; Domain=example.com; PATH = /x; Path=/y",
    "a=1; Path=/s/abc/@alice/x; Path=/s/abc/@alice/y",
  ],
  ["a=1; domain", "a=1; Path=/s/abc/@alice/"],
  ["a=1; Path=elsewhere", "a=1; Path=/s/abc/@alice/"],
  ["a=1; Path", "a=1; Path=/s/abc/@alice/"],
  ["Path=/", "Path=/; Path=/s/abc/@alice/"],
])("%s stays in its sandbox", (cookie, scoped) => {
  expect(scopedCookie(cookie, BASE)).toBe(scoped);
});

it("is left as it is when the sandbox has an address to itself", () => {
  expect(scopedCookie("a=1; HttpOnly", "")).toBe("a=1; HttpOnly");
  expect(scopedCookie("a=1; Path=/x", "")).toBe("a=1; Path=/x");
});

it("is for more than its server when it names a domain, and only then", () => {
  expect(["a=1; Domain=example.com", "a=1; HttpOnly; domain"].map(namesDomain)).toEqual([
    true,
    true,
  ]);
  expect(["a=1; Path=/", "domain=1", "a=Domain=x"].map(namesDomain)).toEqual([false, false, false]);
});
