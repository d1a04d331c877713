// Emits with ack over one raw WebSocket client: a hundred under way at a time, and one after the other.
import { atLeast, type Report, type Row } from "../report.ts";
import type { Effort } from "../settings.ts";
import { profileLine, ratioToBare, trafficColumns, trafficRow } from "../traffic-table.ts";
import { type Samples, roundsFor, runRounds } from "../traffic-rounds.ts";
import { startVariants } from "../variants.ts";

const WINDOW = 100;
const LEAST_OF_BARE = 0.18;

export async function measureAcks({ isQuick, profiles }: Effort): Promise<Report> {
  const rounds = roundsFor(isQuick);
  const variants = startVariants({ followsTurns: profiles });
  const pipelined = await runRounds(variants, { kind: "acks", window: WINDOW }, rounds);
  const sequential = await runRounds(variants, { kind: "acks", window: 1 }, rounds);
  await Promise.all(Object.values(variants).map(({ close }) => close()));

  const rowsOf = (samples: Samples, how: string): Row[] =>
    Object.keys(variants).map((variant) => {
      const { cells } = trafficRow(samples, variant);
      const ratio = ratioToBare(samples, variant);
      const isJudged = variant === "sandbox" && samples === pipelined;
      return {
        cells: [how, ...cells],
        claims: isJudged ? [atLeast("× bare", ratio, LEAST_OF_BARE)] : [],
      };
    });
  const profile = Object.keys(variants).map((variant) => profileLine(pipelined, variant));
  return {
    title: "Acked messages, one raw WebSocket client",
    columns: ["", ...trafficColumns("acks")],
    rows: [...rowsOf(pipelined, "pipelined"), ...rowsOf(sequential, "sequential")],
    notes: [
      `Pipelined: ${WINDOW} under way; ${rounds.count} rounds of ${rounds.ms} ms, all variants in each. Ratios are of the same round.`,
      "The sandbox is recorded, and every message crosses to the runner's process and back.",
      ...(profiles ? profile : []),
    ],
    figures: { pipelined, sequential },
  };
}
