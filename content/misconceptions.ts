// What learners' notes say, and what is so: of each belief that no lesson's <Note> has in the same words. The lessons' own
// notes are found in their prose.

/** What is believed, the number of the lesson that answers it, and what is so. */
export type Misconception = readonly [says: string, lesson: number, instead: string];

export const misconceptions: readonly Misconception[] = [
  ["HTTP is unidirectional", 1, "Bytes go both ways; only the first word is the client’s."],
  [
    "The HTTP connection gets closed, the TCP connection may stay open",
    1,
    "There is no HTTP connection: an exchange ends, and its TCP connection is used again.",
  ],
  [
    "Stateless means that the server keeps no state",
    1,
    "The protocol relates no two requests. Applications keep what they like.",
  ],
  ["HTTPS is sent in TCP packets", 1, "HTTPS is TLS on TCP; HTTP/3 is QUIC on UDP."],
  [
    "Video calls (WebRTC) are an example of WebSocket",
    1,
    "WebRTC goes from peer to peer; a socket only carries what brings them together.",
  ],
  [
    "Notifications on a phone come through a socket",
    1,
    "They come through the phone’s own service: a socket lives only while the app runs.",
  ],
  [
    "A server can send when there is a request by the server",
    1,
    "In HTTP it can only answer. On a WebSocket it speaks at any time.",
  ],
  [
    "Socket.IO is built on top of WebSocket",
    3,
    "It is built on Engine.IO, which begins with HTTP long-polling and then upgrades.",
  ],
  [
    "Polling is the fallback for old browsers",
    3,
    "Polling comes first; today it helps behind proxies. With websocket alone nothing falls back.",
  ],
  [
    "First the upgrade, then connection",
    3,
    "`connection` first, over polling; the upgrade after it.",
  ],
  [
    "io('connection', (socket) => …)",
    4,
    'io is an object: io.on("connection", …). In a browser it dials a host called connection.',
  ],
  [
    "Why not app.listen?",
    4,
    "It makes a second HTTP server, which knows nothing of Socket.IO: 404 for ever.",
  ],
  [
    "cors: [...], methods: [...]",
    4,
    "An array is no options: every origin is let in. cors: { origin: […] }.",
  ],
  ["The user opens the website, so the socket connects", 4, "Only when the page runs io()."],
  [
    "Does io.on('connection') run when the server starts?",
    4,
    "It is registered once, and its function runs once for each connection.",
  ],
  [
    "emit takes three arguments, and the listener gets (data, callback)",
    6,
    "Any number of arguments, and a function last if an answer is wanted. A callback nobody sent ends the process.",
  ],
  [
    "The callback takes one argument",
    6,
    "Any number; emitWithAck gives the first, and with timeout the first is the error.",
  ],
  [
    "For a GET: emit, and listen for a second event",
    6,
    "Use an acknowledgement: one answer that belongs to one question.",
  ],
  [
    "`ping` with a callback that must be there",
    6,
    "The name is free since version 4, and the callback may be missing: check.",
  ],
  [
    "Asynchronous I/O is a feature of Socket.IO",
    7,
    "It is Node’s. What is kept for a client is socket.data, as long as the connection lasts.",
  ],
  [
    "A socket is a user",
    7,
    "A socket is one connection to one namespace. A user with three tabs has three.",
  ],
  [
    "connection triggers once per client",
    7,
    "Once for each connection and each namespace, reconnections included.",
  ],
  [
    "The socket id is the same on both sides",
    7,
    "After connect, yes: before it and in disconnect it is undefined, and it is not the sid in addresses.",
  ],
  [
    "The sender gets it again, or else the other devices miss it",
    10,
    "socket.to skips one socket only: the sender’s other tabs receive it.",
  ],
  [
    "roomId = a.slice(0, 5) + b.slice(0, 5)",
    10,
    "It depends on the order and it collides: sort whole ids, or use one of the conversation’s own.",
  ],
  [
    "app.set('io', io): is it always available?",
    10,
    "After that line, in that process. It has no sender to leave out.",
  ],
  [
    "Join all groups on connection",
    10,
    "Right, but listeners first: what comes during an await is lost.",
  ],
  ["io.use(socket, next)", 11, "io.use((socket, next) => …), and for the main namespace only."],
  [
    "Browser, WebSocket handshake, middleware, connected",
    11,
    "The session comes first, mostly by HTTP; the middleware judges the packet CONNECT.",
  ],
  [
    "auth: { token: localStorage.token }",
    11,
    "It is read once: as a function it is asked for each connection.",
  ],
  [
    "Verify the token once",
    11,
    "A socket outlives its token: look again, or disconnect when it ends.",
  ],
  [
    "Middleware runs on the socket’s handshake",
    11,
    "On the CONNECT of a namespace; socket.use runs for each packet.",
  ],
  [
    "Two controllers for two kinds of user",
    11,
    "One place: the role is in the verified token, kept in socket.data.",
  ],
  [
    "The server emits disconnect",
    12,
    "Each side sees it for itself, after a silent loss only when the heartbeat is missed.",
  ],
  [
    "It reconnects automatically",
    12,
    "The client does, and not after disconnect() of either side or a refusal.",
  ],
  ["The id can change", 12, "It always does, unless the connection was recovered."],
  [
    "Connection lost, state lost",
    13,
    "Lost: id, rooms, data, what was missed. Not lost: your database.",
  ],
  ["You may need to join again", 13, "The server must join it again, unless socket.recovered."],
  [
    "The client tells the server that it is online",
    15,
    "The connection says so already: no event is needed.",
  ],
  [
    "How do I emit the online status of only one user?",
    15,
    "The user is in what you send, and not whom you send it to.",
  ],
  [
    "io('/chat') is all it takes",
    16,
    'The server needs io.of("/chat"), or it is an invalid namespace.',
  ],
  [
    "useEffect(() => { socket.on(…) }, [])",
    17,
    "In strict mode it runs twice: take the same function away again.",
  ],
  [
    "Thousands of messages are bad for load balancing",
    20,
    "Not the messages: each connection belongs to one process.",
  ],
  ["socket.user = user", 20, "Other processes do not see it: socket.data they do."],
  [
    "Use the Redis adapter to scale",
    20,
    "And sticky sessions. An adapter forwards packets and keeps none.",
  ],
];
