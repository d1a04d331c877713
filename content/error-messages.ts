// What people see when something is wrong, as they would type it into a search, and the lesson that explains it.

/** The message, the number of its lesson, and what it means. */
export type ErrorMessage = readonly [message: string, lesson: number, means: string];

export const errorMessages: readonly ErrorMessage[] = [
  [
    "xhr poll error",
    4,
    "The first request got no usable answer: wrong port, app.listen instead of server.listen, no CORS, or no server.",
  ],
  [
    "websocket error",
    4,
    "The WebSocket could not be opened: the server is not there, or something between refuses the upgrade.",
  ],
  [
    "Cannot GET /socket.io/",
    4,
    "Express answers, and not Socket.IO: app.listen has made a second HTTP server.",
  ],
  ["io is not a function", 4, 'io is the Server object: use io.on("connection", …).'],
  ["server.lister is not a function", 4, "A slip of the pen: server.listen."],
  [
    "No 'Access-Control-Allow-Origin' header is present",
    4,
    "The page comes from another origin, and the server’s `cors` does not name it.",
  ],
  [
    "The value of the 'Access-Control-Allow-Origin' header must not be the wildcard '*'",
    4,
    "With credentials the origins have to be named.",
  ],
  [
    "listen EADDRINUSE: address already in use",
    4,
    "Something listens on this port already, often the program of before.",
  ],
  [
    "Connection refused",
    4,
    "Nobody listens there: wrong port, wrong host, or on a phone “localhost”, which is the phone.",
  ],
  [
    "timeout",
    4,
    "A connect_error: the other side answers no Socket.IO, as a plain WebSocket server does not.",
  ],
  ["socket hang up", 1, "The connection was ended before there was an answer."],
  [
    "ECONNRESET",
    1,
    "The other side has ended the TCP connection at once (RST), without saying goodbye.",
  ],
  ["Unexpected server response: 400", 2, "The upgrade was refused: its answer says why."],
  [
    "Invalid WebSocket frame: MASK must be set",
    2,
    "A client’s frames have to be masked: close code 1002.",
  ],
  ["Transport unknown", 3, "code 0: no such transport."],
  [
    "Session ID unknown",
    20,
    "code 1: this process does not know the session. Several processes without sticky sessions, or a server that was restarted.",
  ],
  ["Bad handshake method", 3, "code 2: a session begins with GET."],
  ["Bad request", 3, "code 3: the request does not fit the session, such as TRANSPORT_MISMATCH."],
  ["TRANSPORT_MISMATCH", 20, "A proxy has dropped the headers of the upgrade."],
  ["Forbidden", 4, "code 4: allowRequest has refused it."],
  ["Unsupported protocol version", 21, "code 5: a client of version 1 or 2 meets a newer server."],
  ["invalid heartbeat direction", 3, "Since version 4 the server pings and the client answers."],
  [
    "is a reserved event name",
    5,
    "Six names cannot be sent: connect, connect_error, disconnect, disconnecting, newListener, removeListener.",
  ],
  [
    "Cannot destructure property of undefined",
    5,
    "A listener took apart an argument that the client has not sent: check first.",
  ],
  ["Do not know how to serialize a BigInt", 5, "JSON has no BigInt: send text."],
  ["Maximum call stack size exceeded", 5, "An object that contains itself cannot be sent."],
  [
    "callback is not a function",
    6,
    "The client asked for no answer: check that there is a function before you call it.",
  ],
  [
    "ack is not a function",
    6,
    "The client asked for no answer: check that there is a function before you call it.",
  ],
  [
    "operation has timed out",
    6,
    "Not everybody has answered in time, or there was no time: use timeout.",
  ],
  [
    "Cannot read properties of undefined (reading 'id')",
    7,
    "socket.id is undefined before connect and in the client’s disconnect.",
  ],
  ["socket.join is not a function", 9, "A client cannot join: only the server’s socket can."],
  ["socket.to is not a function", 9, "A client cannot send to a room: ask the server."],
  [
    "unauthorized",
    11,
    "A middleware has refused the connection: the client does not try again by itself.",
  ],
  ["jwt expired", 11, "The token is too old: send a fresh one with each connection."],
  ["jwt malformed", 11, "What came as a token is none."],
  [
    "ping timeout",
    12,
    "No heartbeat in time: the network, a frozen tab, or a program that keeps the event loop busy.",
  ],
  [
    "transport close",
    12,
    "The connection has ended: the network, the server, or a tab that was closed.",
  ],
  ["transport error", 12, "The connection broke: too large a message, or a network that failed."],
  ["io server disconnect", 12, "The server has ended it: the client does not come back by itself."],
  ["io client disconnect", 12, "The client has ended it itself."],
  ["server namespace disconnect", 12, "The server’s own name for having ended it."],
  ["client namespace disconnect", 12, "The server’s name for a client that has ended it."],
  ["server shutting down", 12, "io.close() was called."],
  ["forced close", 12, "A packet that may not be: the connection was cut."],
  ["parse error", 19, "What came is no packet."],
  [
    "Invalid namespace",
    16,
    "The server has no io.of of this name. A path in the address is a namespace.",
  ],
  ["Max payload size exceeded", 18, "A message above maxHttpBufferSize: 1 MB unless told."],
  ["too many attachments", 18, "More than ten binary parts in one packet."],
  ["413 Payload Too Large", 18, "A polled message above maxHttpBufferSize."],
  [
    "timeout reached while waiting for fetchSockets response",
    20,
    "A process of the cluster has not answered.",
  ],
  [
    "MaxListenersExceededWarning",
    21,
    "Listeners are added and never taken away, often one for each connection.",
  ],
  ["Unhandled promise rejection", 21, "An async handler has thrown: the whole process ends."],
];
