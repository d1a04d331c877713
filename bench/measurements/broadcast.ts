// One client speaks, a hundred hear it: deliveries a second, over WebSocket.
import { atLeast, type Report } from "../report.ts";
import type { Effort } from "../settings.ts";
import { profileLine, ratioToBare, trafficColumns, trafficRow } from "../traffic-table.ts";
import { roundsFor, runRounds } from "../traffic-rounds.ts";
import { startVariants } from "../variants.ts";

const RECIPIENTS = 100;
const WINDOW = 10;
const LEAST_OF_BARE = 0.7;

export async function measureBroadcast({ isQuick, profiles }: Effort): Promise<Report> {
  const rounds = roundsFor(isQuick);
  const variants = startVariants({ followsTurns: profiles });
  const traffic = { kind: "broadcasts", recipients: RECIPIENTS, window: WINDOW } as const;
  const samples = await runRounds(variants, traffic, rounds);
  await Promise.all(Object.values(variants).map(({ close }) => close()));

  const names = Object.keys(variants);
  return {
    title: `Broadcast 1 → ${RECIPIENTS}, raw WebSocket clients`,
    columns: trafficColumns("deliveries"),
    rows: names.map((variant) => {
      const row = trafficRow(samples, variant);
      if (variant !== "sandbox") return row;
      return { ...row, claims: [atLeast("× bare", ratioToBare(samples, variant), LEAST_OF_BARE)] };
    }),
    notes: [
      `${WINDOW} broadcasts under way, each asked for by a message of its own; ${rounds.count} rounds of ${rounds.ms} ms.`,
      ...(profiles ? names.map((variant) => profileLine(samples, variant)) : []),
    ],
    figures: { broadcast: samples },
  };
}
