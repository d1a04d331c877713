import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, emit, settle, tabOf } from "../../../acts.ts";

/** `$eve` tries to come in, to invite herself, and to speak; then she is invited. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$eve"],
  scene: { clients: ["$alice", "$bob", "$eve"].map(tabOf) },
  acts: [
    ask("$alice", "create_chat", "$chat"),
    ask("$alice", "invite", "$chat", "$bob"),
    ask("$bob", "join_chat", "$chat"),
    ask("$eve", "join_chat", "$chat"),
    ask("$eve", "invite", "$chat", "$eve"),
    ask("$eve", "join_chat", "$chat"),
    emit("$alice", "say", "$chat", "$secret"),
    settle,
    emit("$eve", "say", "$chat", "$shout"),
    settle,
    ask("$alice", "invite", "$chat", "$eve"),
    ask("$eve", "join_chat", "$chat"),
    emit("$alice", "say", "$chat", "$welcome"),
  ],
  claims: [
    { acknowledges: { client: "$bob", event: "join_chat", values: [{ ok: true }] } },
    { acknowledges: { client: "$eve", event: "invite", values: [{ ok: false }] } },
    { acknowledges: { client: "$eve", event: "join_chat", values: [{ ok: false }], until: 9 } },
    {
      receives: {
        event: "said",
        exactly: ["$bob"],
        args: ["$alice", "$secret"],
        since: 7,
        until: 8,
      },
    },
    { receives: { event: "said", exactly: [], since: 8, until: 9 } },
    { acknowledges: { client: "$eve", event: "join_chat", values: [{ ok: true }], since: 9 } },
    {
      receives: {
        event: "said",
        exactly: ["$bob", "$eve"],
        args: ["$alice", "$welcome"],
        since: 11,
      },
    },
  ],
};
