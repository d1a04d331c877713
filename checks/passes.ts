// "By hand says 2probe, the server 3probe": what passes on the wire between one client and the server, in an order.
import { linesPassed, said } from "#trace/said.ts";
import type { Judgement } from "./judge.ts";

export type Passing = {
  readonly client: string;
  /** As `trace/said.ts` has them: `client: 2probe`, `server: 3probe`. */
  readonly lines: readonly string[];
};

/** Claims that these lines pass in this order, whatever passes between them. */
export function passes({ client, lines }: Passing): Judgement {
  return ({ trace }) => {
    const passed = linesPassed(said(trace), client, lines);
    const next = lines[passed.length];
    const last = passed.at(-1);
    return [
      {
        claim: `between ${client} and the server pass ${lines.map((line) => `\`${line}\``).join(", ")}`,
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
