// What to say of a name that leads to no module: for what tutorials use, why it is not here and what is there instead.
import type { Exports } from "./templates.ts";

/** The whole sentence, for a file that asks for `name`. */
export type NotFound = (name: string, from: string) => string;

const NO_DISK =
  "there is no disk. Send a file of the program with res.sendFile or express.static, and read JSON with require, instead";
const NO_TCP = "there are no bare TCP connections. Use http or socket.io instead";
const ONE_THREAD =
  "a sandbox is one process with one thread. Do the work in small pieces with setImmediate instead";
const DATABASE =
  "there is no database. Keep the data in the program, in an array or a Map, instead";
const HASHING =
  "hashing a password takes more time than a sandbox has. Compare with createHmac of crypto instead";
const ASKING = "a lesson's server is asked, it does not ask. Keep the data in the program instead";
const ONE_PROCESS =
  "a sandbox is one process. The adapter that is there by default does all that one process needs: leave this out instead";
const VIEWS = "send HTML with res.send, or a file of the program with res.sendFile, instead";
const LOGGING = "use console.log instead: each line of it is on the timeline";
const COOKIES =
  "cookies do not leave a sandbox. Send a token in socket.handshake.auth, or in a header, instead";
const DATES = "use Date and Intl instead";

const INSTEAD: readonly (readonly [names: string, instead: string])[] = [
  ["fs", NO_DISK],
  ["net tls", NO_TCP],
  ["dgram", "there is no UDP. Use socket.io instead"],
  ["dns", "there is no network behind a sandbox. Use http or socket.io instead"],
  ["https http2", "the address of a sandbox has what encryption it needs. Use http instead"],
  ["child_process worker_threads cluster", ONE_THREAD],
  ["os", "there is no machine to ask about. Use process instead"],
  ["stream", "use events, or write and end of a response, instead"],
  ["zlib", "send the body as it is instead"],
  ["readline", "nobody types into a sandbox. Use an event of a client instead"],
  ["module", "use import, or require, instead"],
  ["async_hooks", "keep what belongs to a connection in socket.data instead"],
  ["mongoose mongodb redis ioredis pg mysql mysql2 sqlite sqlite3 better-sqlite3", DATABASE],
  ["sequelize knex typeorm @prisma/client firebase-admin", DATABASE],
  ["@socket.io/redis-adapter @socket.io/redis-streams-adapter socket.io-redis", ONE_PROCESS],
  ["@socket.io/redis-emitter @socket.io/cluster-adapter @socket.io/sticky", ONE_PROCESS],
  ["@socket.io/mongo-adapter @socket.io/postgres-adapter", ONE_PROCESS],
  [
    "@socket.io/admin-ui",
    "its page cannot reach one. Look at the stage instead: it shows the sockets, their rooms and every packet",
  ],
  ["socket.io-client", "a client runs in a browser. Write it as the client's code instead"],
  ["ws", "a bare WebSocket server is not there. Use socket.io instead"],
  ["uWebSockets.js", "attach socket.io to an http server instead"],
  ["bcrypt bcryptjs argon2", HASHING],
  ["axios node-fetch got request undici", ASKING],
  ["ejs pug hbs express-handlebars", VIEWS],
  ["morgan winston pino", LOGGING],
  ["express-session cookie-session passport", COOKIES],
  ["multer formidable", "there is no disk. Send files as binary data in an event instead"],
  ["nodemon", "press Run to start the program again instead"],
  ["lodash underscore", "use the methods of arrays and objects instead"],
  ["moment dayjs date-fns luxon", DATES],
];

const insteadOf = new Map(
  INSTEAD.flatMap(([names, instead]) => names.split(" ").map((name) => [name, instead] as const)),
);

/** For code of which `packages` are all there is. */
export function notFound(
  packages: Readonly<Record<string, unknown>>,
  ...[name, from]: Parameters<NotFound>
): string {
  return sentence(packages, [name, from], "it is not in the sandbox");
}

/** For a server: `here` is what its template exports, `everywhere` what any template does. */
export function notFoundIn(here: Exports, everywhere: Exports): NotFound {
  return (name, from) => {
    if (Object.hasOwn(everywhere, name) && !Object.hasOwn(here, name))
      return `Cannot find package '${name}' imported from ${from}: what a program imports must be written out in it, as "${name}"`;
    const bare = name.replace(/^node:/, "");
    const instead = insteadOf.get(bare) ?? insteadOf.get(bare.split("/")[0] ?? "");
    const why = instead ? `it is not in the sandbox: ${instead}` : "it is not in the sandbox";
    return sentence(everywhere, [name, from], why);
  };
}

function sentence(
  packages: Readonly<Record<string, unknown>>,
  [name, from]: Parameters<NotFound>,
  why: string,
): string {
  if (/^\.{0,2}\//.test(name)) return `Cannot find module '${name}' imported from ${from}`;
  const there = Object.keys(packages).filter((one) => !one.startsWith("node:"));
  return `Cannot find package '${name}' imported from ${from}: ${why}. Here are ${there.join(", ")}, and your own files (start those with ./)`;
}
