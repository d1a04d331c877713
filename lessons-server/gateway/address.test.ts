import { describe, expect, it } from "vitest";
import { parseDestination, parseSandboxAddress } from "./address.ts";

const address = (url: string) => {
  const parsed = parseSandboxAddress(url);
  return parsed.ok ? parsed.address : parsed.why;
};

describe("an address", () => {
  it("names the sandbox, and perhaps a client and a port of it", () => {
    expect(address("/s/x1/@alice/:3001/rest?a=1")).toEqual({
      id: "x1",
      client: "alice",
      port: 3001,
      target: "/rest?a=1",
    });
    expect(address("/s/x1/@alice/socket.io/?EIO=4")).toEqual({
      id: "x1",
      client: "alice",
      target: "/socket.io/?EIO=4",
    });
    expect(address("/s/x1/:3001/")).toEqual({ id: "x1", port: 3001, target: "/" });
    expect(address("/s/x1/messages")).toEqual({ id: "x1", target: "/messages" });
  });

  it("always leaves a target that begins with a slash", () => {
    expect(address("/s/x1")).toEqual({ id: "x1", target: "/" });
    expect(address("/s/x1?a=1")).toEqual({ id: "x1", target: "/?a=1" });
    expect(address("/s/x1/@bob?a=1")).toEqual({ id: "x1", client: "bob", target: "/?a=1" });
    expect(address("/s/x1/@bob/:80")).toEqual({ id: "x1", client: "bob", port: 80, target: "/" });
  });

  it("takes a name in any script, percent-encoded", () => {
    expect(address("/s/x1/@Zo%C3%AB%202/")).toEqual({ id: "x1", client: "Zoë 2", target: "/" });
  });

  it("may say what page a client is on", () => {
    expect(address("/s/x1/@alice~http%3A%2F%2Flocalhost%3A5173/:3001/a")).toEqual({
      id: "x1",
      client: "alice",
      origin: "http://localhost:5173",
      port: 3001,
      target: "/a",
    });
    for (const origin of ["", "%", "null", "localhost", "http%3A%2F%2Fa%2Fb", "file%3A%2F%2F"])
      expect(address(`/s/x1/@alice~${origin}/`)).toBe("origin");
  });

  it("leaves to the program what only looks similar", () => {
    expect(address("/s/x1/a/@alice")).toEqual({ id: "x1", target: "/a/@alice" });
    expect(address("/s/x1/:port/@alice")).toEqual({ id: "x1", target: "/:port/@alice" });
    expect(address("/s/x1/:80/@alice")).toEqual({ id: "x1", port: 80, target: "/@alice" });
  });

  it("refuses bad names and ports, saying which", () => {
    for (const name of ["", "%", "%00", "a%2Fb", "<b>", "x".repeat(41)])
      expect(address(`/s/x1/@${name}/`)).toBe("name");
    for (const port of ["0", "65536", "99999999"]) expect(address(`/s/x1/:${port}/`)).toBe("port");
  });

  it("is somebody else's business without a sandbox", () => {
    for (const url of ["/", "/s/", "/s", "/sx/a", "*", "http://x/s/x1", "/s/a.b/"])
      expect(address(url)).toBe("elsewhere");
  });

  it("works without the id when one sandbox is all there is", () => {
    expect(parseDestination("/@alice/socket.io/")).toEqual({
      ok: true,
      address: { client: "alice", target: "/socket.io/" },
    });
    expect(parseDestination("/messages")).toEqual({ ok: true, address: { target: "/messages" } });
  });
});
