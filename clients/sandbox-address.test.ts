import { expect, test } from "vitest";
import { connectionAddress, requestAddress } from "./sandbox-address.ts";

const believed = {
  url: "http://site.example:8080/s/abc/@alice",
  server: "http://localhost:3000",
  page: "http://localhost:3000/app/index.html",
};
const site = "http://site.example:8080";
const prefix = "/s/abc/@alice";

test.each([
  [undefined, site, prefix],
  ["/", site, prefix],
  ["/chat", `${site}/chat`, prefix],
  ["/chat?room=1", `${site}/chat?room=1`, prefix],
  ["http://localhost:3000", site, prefix],
  ["ws://localhost:3000/chat", `${site}/chat`, prefix],
  ["localhost:3000", site, prefix],
  ["http://127.0.0.1:3000/", site, prefix],
  ["http://localhost:3001/chat", `${site}/chat`, `${prefix}/:3001`],
  ["http://localhost", site, `${prefix}/:80`],
  ["https://example.com/chat", "https://example.com/chat", ""],
])("io(%o) leads to %s below %o", (given, url, below) => {
  expect(connectionAddress(given, believed)).toEqual({ url, prefix: below });
});

test("a page of another port is a page of another server: io() leads to that port", () => {
  const page = "http://localhost:5173/";
  expect(connectionAddress(undefined, { ...believed, page }).prefix).toBe(`${prefix}/:5173`);
  expect(connectionAddress("http://localhost:3000", { ...believed, page }).prefix).toBe(prefix);
});

test.each([
  ["/messages?x=1", `${site}${prefix}/messages?x=1`],
  ["data.json", `${site}${prefix}/app/data.json`],
  ["http://localhost:3000", `${site}${prefix}/`],
  ["http://localhost:3001/x", `${site}${prefix}/:3001/x`],
  ["https://example.com/x", "https://example.com/x"],
])("fetch(%o) leads to %s", (given, url) => {
  expect(requestAddress(given, believed)).toBe(url);
});
