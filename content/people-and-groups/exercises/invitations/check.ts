import type { WrittenCheck } from "#protocol/exercise.ts";
import { ask, emit, settle, tabOf } from "../../../acts.ts";

/** `$eve` tries to take the chat over, to come in, to invite herself, and to speak; then `$bob` invites her, who was invited himself. */
export const check: WrittenCheck = {
  names: ["$alice", "$bob", "$eve"],
  scene: { clients: ["$alice", "$bob", "$eve"].map(tabOf) },
  acts: [
    ask("$alice", "create_chat", "$chat"),
    ask("$alice", "invite", "$chat", "$bob"),
    ask("$bob", "join_chat", "$chat"),
    ask("$eve", "create_chat", "$chat"),
    ask("$eve", "join_chat", "$chat"),
    ask("$eve", "invite", "$chat", "$eve"),
    ask("$eve", "join_chat", "$chat"),
    emit("$alice", "say", "$chat", "$secret"),
    settle,
    emit("$eve", "say", "$chat", "$shout"),
    settle,
    ask("$bob", "invite", "$chat", "$eve"),
    ask("$eve", "join_chat", "$chat"),
    emit("$bob", "say", "$chat", "$welcome"),
  ],
  claims: [
    { acknowledges: { client: "$bob", event: "join_chat", values: [{ ok: true }] } },
    { acknowledges: { client: "$eve", event: "create_chat", values: [{ ok: false }] } },
    { acknowledges: { client: "$eve", event: "invite", values: [{ ok: false }] } },
    { acknowledges: { client: "$eve", event: "join_chat", values: [{ ok: false }], until: 10 } },
    {
      receives: {
        event: "said",
        exactly: ["$bob"],
        args: ["$alice", "$secret"],
        since: 8,
        until: 9,
      },
    },
    { receives: { event: "said", exactly: [], since: 9, until: 10 } },
    { acknowledges: { client: "$bob", event: "invite", values: [{ ok: true }] } },
    { acknowledges: { client: "$eve", event: "join_chat", values: [{ ok: true }], since: 10 } },
    {
      receives: {
        event: "said",
        exactly: ["$alice", "$eve"],
        args: ["$bob", "$welcome"],
        since: 12,
      },
    },
  ],
};
