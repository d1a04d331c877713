// The concepts for which the course is there, each with the section that teaches it and the words it cannot be taught
// without. A test holds each row against the compiled lesson.

/** By the folder of a lesson, then by the anchor of a section: a concept, and words that all stand in that section. */
export const concepts: Readonly<
  Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>
> = {
  "who-may-speak-first": {
    "a-pipe-for-bytes": {
      "layers: HTTP, WebSocket and Socket.IO stand on TCP": "HTTP WebSocket Socket.IO above TCP",
      "TCP and UDP": "TCP UDP",
      "the handshake: SYN, SYN-ACK, ACK": "SYN SYN-ACK ACK",
      "a stream of bytes, cut into packets anywhere": "bytes no messages",
      "TCP goes both ways": "one stream each way",
      "the end: FIN or RST": "FIN RST ECONNRESET",
      "keepalive, NAT, firewall, heartbeat": "keepalive NAT firewall heartbeat",
    },
    "who-may-speak-first": {
      "HTTP: a request, and one response": "request answers once",
      "the client begins": "client speaks first",
      "“unidirectional”": "bytes both ways right begin",
      "keep-alive: the connection is used again": "exchange connection open same one",
      stateless: "stateless protocol no two requests",
      "no push": "server news not your turn",
    },
    "four-ways-to-get-the-news-across": {
      "polling, long polling, SSE": "polling long SSE EventSource",
      "WebSocket: full duplex, persistent": "WebSocket either side may begin",
      "who may begin, in a comparison": "only answers late without end",
      "stock prices": "new price",
    },
    "what-each-of-them-is-for": {
      "what a lasting channel is for": "chat game shared document",
      "stateful: a connection belongs to one process": "open connection one process",
      "different servers for different requests": "Any process answer poll",
      "the load of open connections": "not free keeps something",
      notifications: "notification phone",
      WebRTC: "WebRTC browser to browser",
    },
  },
  "the-upgrade": {
    "the-last-request": {
      "the upgrade is asked for in HTTP": "GET headers",
      "the headers of the request": "Connection: Upgrade Sec-WebSocket-Key",
      "101 Switching Protocols": "101 Switching Protocols",
      "one TCP connection, other bytes": "same TCP connection bytes",
    },
    "the-news-has-come": {
      "full duplex: the server speaks unasked": "either side begin",
    },
    "a-frame": { "a stream of bytes, and messages in it": "TCP stream bytes Content-Length" },
  },
  "engine-io": {
    "two-libraries-one-upon-the-other": {
      "Socket.IO is a library on Engine.IO": "library Engine.IO",
      "what Socket.IO adds to a WebSocket": "events rooms acknowledgements",
      "the choice of a transport": "transport long-polling WebSocket",
    },
    "three-ways-to-come": {
      "Socket.IO is not plain WebSocket": "plain WebSocket cannot",
      "the order: connection, then upgrade": "upgraded to websocket",
    },
    "a-session-by-hand": {
      "the handshake of Engine.IO": "the open packet",
      "the life of a session: POST to send, GET to receive": "POST GET",
    },
    "the-answer-that-waits": {
      "how long-polling works": "asks again answered holds",
    },
    "the-upgrade-by-hand": {
      "the upgrade: 2probe, 3probe, 6, 5": "3probe",
      "why polling comes first": "old browsers first networks",
      "fallback, and when there is none": "tryAllTransports",
    },
    "are-you-there": { "ping and pong": "pingInterval pingTimeout" },
  },
  "first-server": {
    "two-servers-on-one-port": {
      "what Socket.IO is": "library halves",
      "createServer, new Server, options": "new Server(server)",
      "where the client’s script comes from": "/socket.io/socket.io.js",
      "client: io()": "page function io",
    },
    "which-of-the-two-listens": {
      "listen on the server, not the app": "server.listen",
      "express, http.Server and Server together": "new Server(server)",
    },
    "what-runs-when": {
      'io.on("connection") at node server.js': "node server.js",
      nodemon: "nodemon",
      "runs for each client": "once for every connection",
      "a socket connects when the page calls io()": "page connects nothing",
      "listeners before the first await": "listeners first await",
    },
    "a-page-from-elsewhere": { "the option cors": "cors object origin" },
  },
  events: {
    "two-words-on-both-sides": {
      "emit triggers, on listens": "emit sends on listens",
      "server on and emit, client on and emit": "browser server same words",
      "the flow between client and server": "opposite ends",
    },
    "names-are-yours-and-exact": {
      "built-in names": "connection connect",
      "names such as group:message:new": "message:new",
      "the same name on both sides": "nobody listening name",
    },
    "as-many-arguments-as-you-like": {
      "any number of arguments": "argument none many",
    },
    "what-arrives-is-not-what-you-sent": { "events are JSON": "JSON text" },
    "what-a-stranger-sends": {
      "a sendMessage handler that takes its payload apart": "sendMessage roomId",
    },
  },
  acknowledgements: {
    "two-events-are-not-an-answer": {
      "from REST to events: posts:create": "posts:create",
      "posts:get and posts:list": "posts:get posts:list acknowledgement",
    },
    "the-last-argument-is-a-function": {
      "ack: a function as the last argument": "last argument function",
      "the listener’s callback": "callback",
      "emit with several arguments": "any number of arguments",
      "an ack is the answer to one question": "43 answer question 0",
    },
    "what-went-wrong-is-an-answer-too": {
      "status codes become acks": "no status code",
      "try and catch in an async handler": "try catch async",
    },
    "the-callback-that-is-not-there": {
      "(data, callback), and guarding it": 'typeof callback === "function"',
      "a ping handler with an ack": "ping answer",
    },
    "the-server-may-ask-too": {
      "acks in both directions": "both sides ask",
      timeouts: "timeout error",
    },
    "asking-everyone": { "broadcast with acks": "list answers io.emit" },
  },
  "four-objects": {
    "four-objects": {
      "io, namespace, socket, connection": "server namespace socket connection",
      "one user, many sockets": "user tabs phone four sockets",
    },
    "the-server-has-no-room-for-all": {
      "io is no room of all": "no such room",
      "io as the hub": "io server",
    },
    "which-id-is-that": {
      "socket.id on both sides": "both sides same",
      "socket.id is new after a reconnection": "reconnection always id",
    },
    "what-lives-how-long": {
      "once for all, or for each connection": "outside inside function",
      "socket.data": "socket.data each socket",
      "storing client data": "outlive database",
      "asynchronous I/O is Node’s": "Asynchronous I/O",
      "the handshake: headers, query, auth": "socket.handshake auth query headers",
    },
    "register-once": {
      'on("connection"), and inside it socket.on': "top level directly inside",
    },
  },
  "who-receives-it": {
    "your-first-guess": {
      "broadcast: all but the sender": "broadcast except",
    },
    "what-is-socket": {
      "socket.emit reaches one connection": "one connection socket object",
    },
    "what-is-io": { "io.emit reaches everyone": "io nobody out" },
    "rooms-choose": {
      "io.to(room).emit": "io.to includes sender",
      "socket.to(room).emit": "socket.to leaves out",
      "socket.broadcast.to(room).emit": "socket.broadcast.to socket.to socket.in",
    },
    "one-person-and-nobody-else": {
      "private messages": "Bob alone io.to",
      "the room of one’s own id": "room named own id",
    },
    "every-form-there-is": { "the patterns, and a sheet of them all": "volatile" },
  },
  rooms: {
    "a-name-and-who-is-in-it": {
      "a room is a set that the server keeps": "entry table server keeps",
      "join and leave": "socket.join socket.leave",
      "clients cannot see or join rooms": "client never learns rooms",
      "rooms are logical": "opens no connection",
      "what rooms are for: chats, games, calls": "chat game call",
      "rooms or a loop over sockets": "each socket loop",
    },
    "must-i-be-in-it-to-send-to-it": {
      "io.to(room).emit reaches the members": "room receives send",
      "a group chat": "chat members",
    },
    "a-room-remembers-nobody-and-nothing": { "many rooms for one socket": "joining adds" },
    "the-room-that-is-yours-already": {
      "a room for each socket": "room named id",
    },
    "when-somebody-goes": { "telling who has left": "disconnecting" },
  },
  "people-and-groups": {
    "five-connections-three-people": {
      "one person, many devices": "phone laptop tabs",
    },
    "a-room-for-each-person": {
      "user rooms": "user:Bob connection joins",
      "a notification to a user": 'io.to("user:42").emit("notification")',
      "the sender gets it again": "leaves out one connection person",
    },
    "a-name-for-two": { "a room’s name made of two ids": '[a, b].sort().join(":")' },
    "a-group-and-when-to-join-it": {
      "group rooms": "group:7",
      "joining all rooms at connection": "every connection database",
      "and again on a reconnection": "reconnection new connection",
    },
    "who-may-join": {
      join_chat: "join_chat",
      user_joined: "user_joined",
      "rooms one has to be invited to": "own records ok: false",
    },
    "from-a-controller": {
      "store the message, then tell the others": "stores message 201",
      'app.set("io", io)': 'app.set("io", io)',
      "the sender has the HTTP answer": "twice answer event",
      "the order of login and socket": "connects after login",
    },
  },
  authentication: {
    "a-login-as-you-know-it": {
      "JWT in auth": "JWT token socket",
      "auth: { token }": '40{"token":',
    },
    "a-guard-at-the-door": {
      "io.use runs before connection": "io.use before connection",
      "next() and next(error)": "next() next(error)",
      "socket.handshake.auth": "socket.handshake.auth",
      "the order from the browser to connection": "Browser Engine.IO session guard",
    },
    "what-the-client-hears": { "connect_error and its message": "connect_error message" },
    "whose-name-is-it": {
      "the user, attached to the socket": "socket.data name",
      "“I am admin” cheating": "payload token wish",
      "several roles, one guard": "role one guard",
      "the order: authenticate, data, listeners, join": "guard socket.data listeners rooms",
    },
  },
};
