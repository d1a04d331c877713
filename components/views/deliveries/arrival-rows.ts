// The rows of something a client sent: what became of it at the server, and of the acknowledgement it asked for.
import type { Actor } from "#trace/cast.ts";
import { arrivalSentence } from "#trace/client-sending-words.ts";
import type { ClientSending, Fate } from "#trace/client-sendings.ts";
import type { Row, Verdict } from "./outcome-rows.ts";

type Around = Readonly<{ cast: readonly Actor[]; answer: string | undefined }>;

export function arrivalRows(sending: ClientSending, { cast, answer }: Around): readonly Row[] {
  const { client, who, fate } = sending;
  const server: Row = {
    key: "server",
    mark: undefined,
    name: "",
    who: "the server",
    verdict: VERDICTS[fate.fate],
    why: arrivalSentence(sending),
  };
  if (answer === undefined) return [server];
  const mark = cast.find(({ name }) => name === client)?.mark;
  const verdict: Verdict = { state: "under way", label: "asked" };
  return [server, { key: "ack", mark, name: client, who, verdict, why: answer }];
}

const VERDICTS: Readonly<Record<Fate["fate"], Verdict>> = {
  arrived: { state: "received", label: "arrived" },
  buffered: { state: "under way", label: "waits" },
  "under way": { state: "under way", label: "sent" },
  lost: { state: "failed", label: "lost" },
};
