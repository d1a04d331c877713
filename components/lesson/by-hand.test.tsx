import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ByHand } from "./by-hand.tsx";
import type { Passed } from "./hand-line.ts";
import { readSid } from "./sid.ts";

const heard = (text: string): Passed => ({ is: "heard", bytes: new TextEncoder().encode(text) });

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

  it("knows the session that was heard last, and takes no namespace for one", () => {
    expect(readSid([])).toBeUndefined();
    const first = heard('HTTP/1.1 200 OK\r\n\r\n0{"sid":"one-1","upgrades":["websocket"]}');
    expect(readSid([first])).toBe("one-1");
    expect(readSid([first, heard('40{"sid":"of-a-socket"}')])).toBe("one-1");
    expect(readSid([first, heard('0{"sid":"tw'), heard('o_2"}')])).toBe("two_2");
  });
});
