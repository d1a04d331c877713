import { describe, expect, it } from "vitest";
import { type Builder, build } from "#trace/builder.ts";
import { TurnId } from "#trace/event.ts";
import { stage } from "#trace/stage.ts";
import { captionOf } from "#trace/stage-caption.ts";

const SCENE = ["Alice", "Bob", "Carol", "Dave"];

/** Alice, Bob and Carol in room1; Carol and Dave in room2. Alice says something. */
function said(): Builder {
  const t = build();
  for (const client of SCENE) t.connects(client);
  for (const client of ["Alice", "Bob", "Carol"]) t.joins(client, "room1");
  for (const client of ["Carol", "Dave"]) t.joins(client, "room2");
  t.sends("Alice", "say", { args: ["hi"], ack: 1 });
  return t;
}
const caption = (t: Builder) => captionOf(stage(t.trace(), SCENE));
const words = (t: Builder): string => {
  const { sent = "", text = "", reach = "" } = caption(t) ?? {};
  return `${sent} ${text}: ${reach}`;
};

describe("the caption of a moment", () => {
  it("names whom the program meant, and says how many that were", () => {
    const t = said();
    t.broadcasts("said");
    expect(words(t)).toBe("said to everyone in /: all 4");
    t.broadcasts("said", { except: ["Alice"] });
    expect(words(t)).toBe("said to everyone in /, except Alice: 3 of 4");
    t.broadcasts("said", { rooms: ["room2", "room1"], except: ["Alice"] });
    expect(words(t)).toBe("said to everyone in room2 or room1, except Alice: 3 of 4");
    t.broadcasts("said", { rooms: ["room1"], except: ["room2"], flags: ["volatile"] });
    expect(words(t)).toBe("said to everyone in room1, except room2 (volatile): 2 of 4");
    t.broadcasts("said", { rooms: ["Bob"] });
    expect(words(t)).toBe("said to everyone in Bob's own room: 1 of 4");
  });

  it("says that the server has no listener for what arrived", () => {
    const t = said();
    t.sendsInVain("Bob", "hello?", { args: [1] });
    expect(words(t)).toBe(" hello? has arrived at the server, where nothing listens for it: ");
    expect(stage(t.trace(), SCENE).moment).toMatchObject({ what: "unheard", client: "Bob" });
    const { session } = t.connects("Erin");
    t.sends("Erin", "first");
    t.sends("Erin", "second");
    const id = t.trace().findLast((event) => event.kind === "socket.opened")?.id ?? "";
    t.fact({ kind: "unheard", turn: TurnId.parse(9), session, nsp: "/", id, event: "first" });
    expect(words(t)).toBe(" first has arrived at the server, where nothing listens for it: ");
  });

  it("says that nobody was meant, also in a namespace where nobody is", () => {
    const t = said();
    t.broadcasts("said", { rooms: ["room3"] });
    expect(words(t)).toBe("said to everyone in room3: nobody");
    t.broadcasts("said", { nsp: "/chat", rooms: ["room1"] });
    expect(caption(t)).toEqual({
      nsp: "/chat",
      sent: "said",
      text: "to everyone in room1 in /chat",
      brief: "to room1 in /chat",
      reach: "nobody",
    });
  });

  it("counts nobody for what is for one alone", () => {
    const t = said();
    t.emits("Bob", "secret");
    expect(words(t)).toBe("secret to Bob alone: ");
    t.acks("Alice", 1);
    expect(words(t)).toBe("ack answers Alice: ");
  });

  it("says what else happens, and nothing of what the server says itself", () => {
    const t = said();
    expect(words(t)).toBe(" Alice sends say to the server: ");
    t.joins("Alice", "room2");
    expect(caption(t)).toMatchObject({ nsp: "/", text: "Alice joins room2" });
    t.disconnects("Bob");
    t.fact({
      kind: "client",
      client: "Bob",
      nsp: "/",
      state: { state: "reconnecting", attempt: 2, delay: 900 },
      buffered: 0,
    });
    expect(words(t)).toBe(" Bob waits before attempt 2 to connect again: ");
    const refused = { state: "refused", message: "not on the list" } as const;
    t.fact({ kind: "client", client: "Bob", nsp: "/", state: refused, buffered: 0 });
    expect(words(t)).toBe(" Bob was refused: not on the list: ");
    t.fact({ kind: "run.ended", why: "stopped", code: 0 });
    expect(caption(t)).toBeUndefined();
  });
});
