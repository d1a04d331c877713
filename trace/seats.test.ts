import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { type ClientState, LinkId, RequestId, SessionId, type Trace } from "#trace/event.ts";
import { seatsOf } from "#trace/seats.ts";
import { withGap } from "#trace/testing/every-prefix.ts";

const says = (t: Builder, client: string, state: ClientState) =>
  t.fact({ kind: "client", client, nsp: "/", state, buffered: 0 });
const seats = (trace: Trace, client: string) =>
  seatsOf(trace)
    .of(client)
    .map(({ who, session }) => [who, session]);
const waiting: ClientState = { state: "reconnecting", attempt: 1, delay: 800 };

describe("the connections of one person", () => {
  it("have the person's name, and a number when there are more", () => {
    const t = build();
    expect(seats(t.trace(), "Alice")).toEqual([["Alice", undefined]]);
    const first = t.connects("Alice");
    expect(seats(t.trace(), "Alice")).toEqual([["Alice", 1]]);
    t.connects("Bob");
    t.connects("Alice");
    t.connects("Alice");
    expect(seats(t.trace(), "Alice")).toEqual([
      ["Alice", 1],
      ["Alice · tab 2", 3],
      ["Alice · tab 3", 4],
    ]);
    t.disconnects(first);
    expect(seats(t.trace(), "Alice")).toEqual([
      ["Alice", 3],
      ["Alice · tab 2", 4],
    ]);
    expect(seats(t.trace(), "Bob")).toEqual([["Bob", 2]]);
  });

  it("are told apart when the server still holds the one that was lost", () => {
    const t = build();
    t.connects("Alice");
    says(t, "Alice", waiting);
    // As long as there is no other, it is hers.
    expect(seats(t.trace(), "Alice")).toEqual([["Alice", 1]]);
    t.connects("Alice");
    const both = [
      ["Alice", 2],
      ["Alice · old", 1],
    ];
    expect(seats(t.trace(), "Alice")).toEqual(both);
    says(t, "Alice", { state: "reconnecting", attempt: 1, delay: 800 });
    t.connects("Alice");
    expect(seats(t.trace(), "Alice")).toEqual([
      ["Alice", 3],
      ["Alice · old", 1],
      ["Alice · old 2", 2],
    ]);
  });

  it("are lost to a client that is gone, and not to one that closed a namespace", () => {
    const t = build();
    t.connects("Alice");
    says(t, "Alice", {
      state: "disconnected",
      reason: "io server disconnect",
      willReconnect: false,
    });
    t.connects("Alice");
    expect(seats(t.trace(), "Alice").map(([who]) => who)).toEqual(["Alice", "Alice · tab 2"]);
    const u = build();
    u.connects("Alice");
    says(u, "Alice", { state: "gone", why: "closed" });
    u.connects("Alice");
    expect(seats(u.trace(), "Alice").map(([who]) => who)).toEqual(["Alice", "Alice · old"]);
  });

  it("are not taken for lost by a report that comes late", () => {
    const t = build();
    const tab = t.connects("Alice");
    t.disconnects(tab);
    t.connects("Alice");
    says(t, "Alice", waiting);
    says(t, "Alice", { state: "connected", id: "Alice-id-2", recovered: false });
    t.connects("Alice");
    expect(seats(t.trace(), "Alice").map(([who]) => who)).toEqual(["Alice", "Alice · tab 2"]);
  });

  it("are still lost behind a gap", () => {
    const t = build();
    const lost = t.connects("Alice");
    says(t, "Alice", waiting);
    const gap = withGap(t.trace(), t.trace().length);
    expect([t.trace(), gap].map((trace) => seatsOf(trace).at(lost.session)?.isLost)).toEqual([
      true,
      true,
    ]);
  });
});

describe("a session that was opened by hand", () => {
  /** By hand somebody opens a session by polling, on a line of its own. */
  function opens(t: Builder, link: number, sid: string): void {
    const on = { link: LinkId.parse(link), client: "By hand" };
    const bytes = (text: string) => ({ base64: btoa(text), size: text.length });
    const message = { ...on, request: RequestId.parse(link), version: "1.1", headers: [] };
    const target = "/socket.io/?EIO=4&transport=polling";
    t.fact({ kind: "link.opened", ...on });
    t.fact({ kind: "http.request", ...message, body: bytes(""), method: "GET", target });
    const session = SessionId.parse(link);
    t.fact({ kind: "session.opened", session, sid, client: "By hand", transport: "polling" });
    const open = `0{"sid":"${sid}","upgrades":[],"pingInterval":25000,"pingTimeout":20000,"maxPayload":1000000}`;
    t.fact({ kind: "http.response", ...message, body: bytes(open), status: 200, reason: "OK" });
  }
  const hangsUp = (t: Builder, link: number) =>
    t.fact({ kind: "link.closed", link: LinkId.parse(link), client: "By hand" });
  const places = (trace: Trace) =>
    seatsOf(trace)
      .of("By hand")
      .map(({ who, isLost }) => [who, isLost]);

  it("is lost with its last line, until it is spoken of on another", () => {
    const t = build();
    opens(t, 901, "aaaa");
    expect(places(t.trace())).toEqual([["By hand", false]]);
    hangsUp(t, 901);
    expect(places(t.trace())).toEqual([["By hand", true]]);
    opens(t, 902, "bbbb");
    const both = [
      ["By hand", false],
      ["By hand · old", true],
    ];
    expect(places(t.trace())).toEqual(both);
    expect(places(withGap(t.trace(), t.trace().length))).toEqual(both);
    const on = { link: LinkId.parse(903), client: "By hand" };
    t.fact({ kind: "link.opened", ...on });
    t.fact({
      kind: "http.request",
      ...on,
      request: RequestId.parse(903),
      version: "1.1",
      headers: [],
      body: { base64: "", size: 0 },
      method: "GET",
      target: "/socket.io/?EIO=4&transport=polling&sid=aaaa",
    });
    expect(places(t.trace()).map(([, isLost]) => isLost)).toEqual([false, false]);
  });
});
