// The captures are met: what plain socket.io in Node said in each of them, a sandbox says too, byte for byte but for ids,
// dates, and the headers that confine a sandbox's answers.
import { describe, expect, it } from "vitest";
import { servedSandboxes } from "../testing/served-sandboxes.ts";
import { readCapture } from "./capture.ts";
import { replay } from "./replay.ts";

const { serve } = servedSandboxes();

const server = (body: string, options = "{}"): string => `
  const { Server } = require("socket.io");
  const io = new Server(3000, ${options});
  io.on("connection", (socket) => { ${body} });`;
const HI = server(`socket.on("hi", () => socket.emit("hi back"));`);
const QUIET = server("");

/** The server of each capture, as far as it can be told from what it said. */
const SERVERS: Readonly<Record<string, string>> = {
  a_polling_upgrade: server(`socket.on("hello", () => socket.emit("world"));`),
  aa_retries: server(
    `let n = 0; socket.on("order", (order, answer) => { if (++n > 1) answer("ok"); });`,
  ),
  b_websocket_only: QUIET,
  c_ack: server(`
    socket.on("posts:create", (post, answer) => answer({ ok: true, id: "123" }));
    socket.on("askme", async () => socket.emit("thanks", await socket.emitWithAck("question", "2+2?")));`),
  d_binary: server(`
    socket.emit("baz", Buffer.from([1, 2]), { nested: Buffer.from([3, 4]) });
    socket.on("bin", (bytes, answer) => answer(Buffer.from([9, 8, 7])));`),
  d2_binary_polling: server(
    `socket.on("bin", (bytes, answer) => answer(Buffer.from([9, 8, 7])));`,
    "{ allowUpgrades: true }",
  ),
  dd_no_connect_packet: server("", "{ connectTimeout: 200 }"),
  e_room_broadcast: server(`
    socket.on("join", (room, answer) => { socket.join(room); answer(); });
    socket.on("chat", (text) => socket.to("room1").emit("chat", text));
    socket.on("chatAll", (text) => io.to("room1").emit("chat", text));
    socket.on("shout", (text) => socket.broadcast.emit("shout", text));`),
  f1_client_disconnect: QUIET,
  f2_server_disconnect: server("socket.disconnect();"),
  f3_server_disconnect_true: server("socket.disconnect(true);"),
  f4_server_close: server("setTimeout(() => io.close(), 1);"),
  f5_tcp_cut: QUIET,
  f6_engine_close: QUIET,
  f7_polling_disconnect: QUIET,
  g_middleware_reject: `${QUIET}
    io.use(({ handshake }, next) => next(handshake.auth.token === "ok" ? undefined : Object.assign(new Error("not authorized"), { data: { content: "Please retry later" } })));`,
  h_namespace: `${QUIET} io.of("/chat").on("connection", (socket) => socket.emit("welcome"));`,
  i_heartbeat: server("", "{ pingInterval: 300, pingTimeout: 200 }"),
  j_permessage_deflate: server(
    `socket.on("echo", (text) => socket.emit("echo", text));`,
    "{ perMessageDeflate: { threshold: 0 } }",
  ),
  k_state_recovery: server(
    `
    if (socket.recovered) return;
    socket.join("room1"); socket.emit("hello", "first");
    socket.on("disconnect", () => io.to("room1").emit("missed", 42));`,
    "{ connectionStateRecovery: {} }",
  ),
  l_http_errors: server(
    "",
    `{ cors: { origin: "https://app.example", methods: ["GET", "POST"], credentials: true } }`,
  ),
  m_chat_session: server(`
    const { name } = socket.handshake.auth; let n = 0;
    socket.join("user:" + name);
    socket.on("room:join", (room, answer) => {
      socket.join(room); socket.to(room).emit("room:joined", { room, name });
      answer({ ok: true, members: io.of("/").adapter.rooms.get(room).size });
    });
    socket.on("typing", (room) => socket.to(room).emit("typing", { name }));
    socket.on("message:new", ({ room, tempId, text }, answer) => {
      const msg = { id: "m" + ++n, tempId, from: name, text };
      socket.to(room).emit("message:new", msg); answer({ ok: true, msg });
      io.to("user:Bob").emit("notice", "only you");
    });
    socket.on("disconnect", () => socket.broadcast.emit("presence", { userId: name, online: false }));`),
  n1_max_buffer_ws: server("", "{ maxHttpBufferSize: 1000 }"),
  n2_max_buffer_polling: server("", "{ maxHttpBufferSize: 1000 }"),
  r22_forbidden: server(
    "",
    `{ allowRequest: (req, decide) => decide("origin not allowed", false) }`,
  ),
  s_server_batch_polling: server(
    `socket.on("go", () => { socket.emit("a", 1); socket.emit("b", 2); socket.emit("c", Buffer.from([7])); });`,
  ),
  v_eio3: server(
    `socket.on("hi", (text, answer) => answer("€"));`,
    "{ allowEIO3: true, pingInterval: 300, pingTimeout: 300 }",
  ),
  w_broadcast_ack: server(
    `if (io.of("/").sockets.size === 3) io.timeout(200).emit("q", () => {});`,
  ),
  y_duplicate_poll: QUIET,
};
const RAW = [
  "r01_rfc_example_key",
  "r02_unmasked_client_frame",
  "r03_fragmented",
  "r04_ws_ping",
  "r05_rsv1_not_negotiated",
  "r06_reserved_opcode",
  "r07_invalid_utf8",
  "r08_long_control",
  "r09_fragmented_control",
  "r10_close_1000",
  "r11_close_1005_invalid",
  "r12_close_1_byte",
  "r13_continuation_first",
  "r14_new_text_mid_fragment",
  "r15_tcp_split",
  "r16_no_key",
  "r17_bad_version",
  "r18_bad_key",
  "r19_unknown_sid",
  "r20_eio3",
  "r21_wrong_path",
  "r23_event_before_connect",
  "r24_reserved_event",
  "r25_eio_ping_from_client",
  "r26_unknown_eio_type",
  "r27_binary_event",
  "r28_binary_missing",
  "r29_attachments_11",
  "r30_eio_close",
];

describe("a capture is met", () => {
  const all = [...Object.entries(SERVERS), ...RAW.map((name) => [name, HI] as const)];
  it.each(
    all.map(([name, source]) => {
      const capture = readCapture(name);
      return [`${name}: ${capture.title}`, capture, source] as const;
    }),
  )("%s", async (_name, capture, source) => {
    const served = await serve(source);
    const { captured, actual } = await replay(capture, served.port);
    expect(actual).toEqual(captured);
    if (capture.reasons.length > 0) {
      await served.until("socket.closed");
      expect(served.facts("socket.closed").map(({ reason }) => reason)).toEqual(capture.reasons);
    }
  });
});
