import { describe, expect, it } from "vitest";
import { build } from "#trace/builder.ts";
import { checkpointOf } from "#trace/checkpoint.ts";
import type { TraceEvent } from "#trace/event.ts";
import { sessions } from "#trace/sessions.ts";

describe("sessions", () => {
  it("know when and by what a client is connected, and through which links", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    expect(sessions(t.trace())).toMatchObject([
      {
        client: "Alice",
        transport: "polling",
        upgraded: undefined,
        links: [1],
        end: { state: "open" },
      },
    ]);
    t.upgrades("Alice");
    const five = t.trace().findLast(({ kind }) => kind === "frame");
    expect(sessions(t.trace())).toMatchObject([
      {
        transport: "websocket",
        upgraded: { seq: five?.seq, at: five?.at, link: 2 },
        links: [1, 2],
      },
    ]);
  });

  it("have a socket in each namespace, with its rooms", () => {
    const t = build();
    t.connects("Alice");
    t.joins("Alice", "room1");
    t.enters("Alice", "/news");
    t.exits("Alice", "/news", "server namespace disconnect");
    expect(sessions(t.trace())[0]?.sockets).toMatchObject([
      { nsp: "/", id: "Alice-id-1", end: { state: "open", rooms: ["Alice-id-1", "room1"] } },
      { nsp: "/news", end: { state: "closed", reason: "server namespace disconnect" } },
    ]);
  });

  it("are two for two tabs, and stay in the list when they have ended", () => {
    const t = build();
    const first = t.connects("Alice");
    t.connects("Alice");
    t.disconnects(first, "ping timeout");
    expect(sessions(t.trace()).map(({ client, end }) => [client, end.state])).toEqual([
      ["Alice", "closed"],
      ["Alice", "open"],
    ]);
  });

  it("lose their sockets when the program ends", () => {
    const t = build();
    t.connects("Alice");
    t.fact({ kind: "run.ended", why: "crashed", code: 1 });
    expect(sessions(t.trace())).toMatchObject([
      { end: { state: "open" }, sockets: [{ end: { state: "closed" } }] },
    ]);
  });

  it("go on after a gap", () => {
    const t = build();
    t.connects("Alice", { transport: "polling" });
    const events = t.trace();
    const gap = {
      kind: "gap",
      dropped: events.length,
      checkpoint: checkpointOf(events),
      seq: events.length - 1,
      at: 9,
    } as unknown as TraceEvent;
    const [whole] = sessions(events);
    expect(sessions([gap])).toEqual([whole]);
    t.upgrades("Alice");
    expect(sessions([gap, ...t.trace().slice(events.length)])).toEqual(sessions(t.trace()));
  });
});
