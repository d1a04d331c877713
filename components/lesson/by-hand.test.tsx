import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { build } from "#trace/builder.ts";
import { sessions } from "#trace/sessions.ts";
import { ByHand, lastByHand, stateOf } from "./by-hand.tsx";
import { PassedLine } from "./passed-line.tsx";
import { bytesOf, withSid } from "#protocol/writing.ts";

describe("the console for bytes", () => {
  it("has its writings to read where there is no script, and begins with the first", () => {
    const html = renderToStaticMarkup(
      <ByHand
        title="By hand"
        writings={[
          { says: "Ask", bytes: "GET / HTTP/1.1\n\n" },
          { says: "Say", bytes: "40", as: "masked" },
        ]}
      />,
    );
    expect(html).toContain("<noscript><pre>40</pre></noscript>");
    expect(html).toMatch(/<textarea[^>]*>GET \/ HTTP\/1\.1\n\n<\/textarea>/);
    expect(html).toContain("No connection yet: the first writing opens one.");
  });

  it("puts what is written into a frame, with a mask or without", () => {
    const size = (as: "bytes" | "masked" | "unmasked") => {
      const out = bytesOf({ bytes: "40", as }, []);
      return out.ok && out.bytes.length;
    };
    expect([size("bytes"), size("unmasked"), size("masked")]).toEqual([2, 4, 8]);
    expect(bytesOf({ bytes: "\\y", as: "masked" }, [])).toMatchObject({ ok: false });
  });

  it("knows the session that was opened last by hand, and nobody else's", () => {
    const t = build();
    t.connects("Alice");
    expect(withSid("sid=$sid", t.trace())).toBe("sid=$sid");
    const early = bytesOf({ bytes: "GET /?sid=$sid\n\n" }, t.trace());
    expect(!early.ok && early.text).toContain("Open a session first");
    t.connects("By hand");
    const [, its] = sessions(t.trace());
    expect(withSid("sid=$sid", t.trace())).toBe(`sid=${its?.sid}`);
  });

  it("opens the message that was written last, and none of before", () => {
    const t = build();
    t.connects("By hand");
    const before = t.trace().at(-1)?.seq ?? -1;
    expect(lastByHand(t.trace(), before)).toBeUndefined();
    t.sends("By hand", "chat");
    t.emits("By hand", "back");
    t.connects("Alice");
    const found = lastByHand(t.trace(), before);
    expect(found).toMatchObject({ kind: "frame", from: "client", client: "By hand" });
    expect(found?.seq).toBeGreaterThan(before);
  });

  it("says what it is doing, whose bytes came last, and why nothing was written", () => {
    const heard = { id: 7, passed: { is: "heard", bytes: new Uint8Array(118) } } as const;
    const ended = { id: 8, passed: { is: "ended" } } as const;
    const idle = { isOpen: false, isWaiting: false, unwritten: undefined, passed: [] };
    expect(stateOf({ ...idle, isWaiting: true })).toMatch(/^Your server is starting/);
    expect(stateOf({ ...idle, unwritten: "Too many programs." })).toBe(
      "Nothing was written. Too many programs.",
    );
    expect(stateOf({ ...idle, isOpen: true, passed: [heard] })).toBe(
      "Server: 118 bytes. The connection is open.",
    );
    expect(stateOf({ ...idle, passed: [heard, ended] })).toBe("The connection has ended.");
  });

  it("says what a masked frame says, and shows all others as they are", () => {
    const drawn = (bytes: string, as: "masked" | "unmasked", cut = 0) => {
      const out = bytesOf({ bytes, as }, []);
      if (!out.ok) throw new Error(out.text);
      const sent = out.bytes.subarray(0, out.bytes.length - cut);
      return renderToStaticMarkup(<PassedLine passed={{ is: "written", bytes: sent }} />);
    };
    expect(drawn("2probe", "masked")).toContain(
      "<code>2probe</code>, in a masked frame of 12 bytes",
    );
    for (const html of [
      drawn("2probe", "unmasked"),
      drawn("2probe", "masked", 1),
      drawn("\\xff", "masked"),
    ])
      expect(html).not.toContain("masked frame");
  });

  it("shows the first of many bytes, and hexadecimal only when it is asked for", () => {
    const bytes = new Uint8Array(5_000).fill(0x61);
    const html = renderToStaticMarkup(<PassedLine passed={{ is: "heard", bytes }} />);
    expect(html).toContain("5000 bytes");
    expect(html).toContain(`<pre>${"a".repeat(4_096)}</pre>`);
    expect(html).toContain("904 bytes more");
    expect(html).not.toContain("0000  61");
  });
});
