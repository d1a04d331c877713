// "By hand says 2probe, the server 3probe": what passes on the wire between one client and the server, in an order.
import type { Trace } from "#trace/event.ts";
import { linesPassed, type Said, said } from "#trace/said.ts";
import type { Judgement } from "./judge.ts";

export type Passing = {
  readonly client: string;
  /** As `trace/said.ts` has them: `client: 2probe`, `server: 3probe`. */
  readonly lines: readonly string[];
  /** All of them on the same TCP connection; on any unless told. */
  readonly on?: "one connection" | undefined;
};

/** Claims that these lines pass in this order, whatever passes between them. */
export function passes(passing: Passing): Judgement {
  const { client, lines, on } = passing;
  return ({ trace }) => {
    const passed = longest(trace, passing);
    const next = lines[passed.length];
    const last = passed.at(-1);
    return [
      {
        claim: `between ${client} and the server pass ${lines.map((line) => `\`${line}\``).join(", ")}${on ? `, on ${on}` : ""}`,
        ok: next === undefined,
        expected: `all ${lines.length}`,
        got:
          next === undefined
            ? `all ${lines.length}`
            : `${passed.length} of ${lines.length}; then ${next} is missing`,
        ...(last && { at: last.seq }),
      },
    ];
  };
}

/** As many of the lines as have passed: on the connection where most of them did, if it has to be one. */
function longest(trace: Trace, { client, lines, on }: Passing): readonly Said[] {
  const all = said(trace);
  if (on === undefined) return linesPassed(all, client, lines);
  const links = new Set(all.map(({ link }) => link));
  return [...links]
    .map((link) =>
      linesPassed(
        all.filter((one) => one.link === link),
        client,
        lines,
      ),
    )
    .reduce((best, one) => (one.length > best.length ? one : best), []);
}
