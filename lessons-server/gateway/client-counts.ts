// Asks the clients of a page what they have received and sent, for the counting barrier. A client that is gone, or
// whose page is, has nothing to say and is not waited for.
import type { ClientCounts, Order, Report } from "#protocol/client.ts";
import type { Reporting } from "./run.ts";

type Question = {
  readonly client: string;
  readonly answer: (counts: ClientCounts | null) => void;
};

export type CountsOfClients = {
  /** How to ask each of these. */
  readonly of: (clients: readonly string[]) => Reporting;
  readonly heard: (client: string, report: Report) => void;
  /** Nobody will answer any more; those who are asked later may. */
  readonly giveUp: () => void;
  /** Another run: its clients are new. */
  readonly begin: () => void;
};

export function createCountsOfClients(
  order: (client: string, order: Order) => void,
): CountsOfClients {
  const waiting = new Map<number, Question>();
  const gone = new Set<string>();
  let rounds = 0;

  function ask(client: string): Promise<ClientCounts | null> {
    if (gone.has(client)) return Promise.resolve(null);
    const round = ++rounds;
    return new Promise((resolve) => {
      waiting.set(round, { client, answer: resolve });
      order(client, { order: "count", round });
    });
  }

  function settle(which: (question: Question) => boolean): void {
    for (const [round, question] of waiting) {
      if (!which(question)) continue;
      waiting.delete(round);
      question.answer(null);
    }
  }

  return {
    of: (clients) => new Map(clients.map((client) => [client, () => ask(client)])),
    heard(client, report) {
      if (report.report === "counts") {
        const question = waiting.get(report.round);
        if (question?.client !== client) return;
        waiting.delete(report.round);
        question.answer(report.counts);
      } else if (report.report === "client" && report.state.state === "gone") {
        gone.add(client);
        settle((question) => question.client === client);
      } else if (report.report === "client") gone.delete(client);
    },
    giveUp: () => settle(() => true),
    begin() {
      gone.clear();
      settle(() => true);
    },
  };
}
