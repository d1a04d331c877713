// The public members of socket.io, its client and their parts, read from the types that the installed packages publish:
// a member that a new version brings is one that no row of the table covers yet.
import { EventEmitter } from "node:events";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import * as socketIo from "socket.io";
import * as client from "socket.io-client";

const require = createRequire(import.meta.url);
const folderOf = (name: string): string => {
  const entry = require.resolve(name);
  return entry.slice(0, entry.lastIndexOf(`${path.sep}node_modules${path.sep}`) + 14 + name.length);
};

/** What is described, and by which class or interface of which file. */
type Described = readonly [owner: string, file: string, name: string];

const DESCRIBED: readonly Described[] = [
  ["Server", "socket.io/dist/index.d.ts", "Server"],
  ["Server", "socket.io/dist/typed-events.d.ts", "StrictEventEmitter"],
  ["Server event", "socket.io/dist/namespace.d.ts", "ServerReservedEventsMap"],
  ["Server event", "socket.io/dist/namespace.d.ts", "NamespaceReservedEventsMap"],
  ["Namespace", "socket.io/dist/namespace.d.ts", "Namespace"],
  ["Namespace", "socket.io/dist/typed-events.d.ts", "StrictEventEmitter"],
  ["Namespace event", "socket.io/dist/namespace.d.ts", "NamespaceReservedEventsMap"],
  ["ParentNamespace", "socket.io/dist/parent-namespace.d.ts", "ParentNamespace"],
  ["BroadcastOperator", "socket.io/dist/broadcast-operator.d.ts", "BroadcastOperator"],
  ["RemoteSocket", "socket.io/dist/broadcast-operator.d.ts", "RemoteSocket"],
  ["Socket", "socket.io/dist/socket.d.ts", "Socket"],
  ["Socket", "socket.io/dist/typed-events.d.ts", "StrictEventEmitter"],
  ["Socket event", "socket.io/dist/socket-types.d.ts", "SocketReservedEventsMap"],
  ["Handshake", "socket.io/dist/socket-types.d.ts", "Handshake"],
  ["Client", "socket.io/dist/client.d.ts", "Client"],
  ["Adapter", "socket.io-adapter/dist/in-memory-adapter.d.ts", "Adapter"],
  ["Engine", "engine.io/build/server.d.ts", "BaseServer"],
  ["Engine", "engine.io/build/server.d.ts", "Server"],
  ["EngineSocket", "engine.io/build/socket.d.ts", "Socket"],
  ["option", "socket.io/dist/index.d.ts", "ServerOptions"],
  ["option", "engine.io/build/server.d.ts", "ServerOptions"],
  ["option", "engine.io/build/server.d.ts", "AttachOptions"],
  ["client Socket", "socket.io-client/build/esm/socket.d.ts", "Socket"],
  ["client Socket event", "socket.io-client/build/esm/socket.d.ts", "SocketReservedEvents"],
  ["client Socket", "@socket.io/component-emitter/lib/cjs/index.d.ts", "Emitter"],
  ["client Manager", "socket.io-client/build/esm/manager.d.ts", "Manager"],
  ["client Manager event", "socket.io-client/build/esm/manager.d.ts", "ManagerReservedEvents"],
  ["client option", "socket.io-client/build/esm/manager.d.ts", "ManagerOptions"],
  ["client option", "socket.io-client/build/esm/socket.d.ts", "SocketOptions"],
  ["client option", "engine.io-client/build/esm/socket.d.ts", "SocketOptions"],
];

/** Node's own emitter, from which the classes inherit, or whose methods they pass on to the main namespace. */
const emitter = Object.keys(EventEmitter.prototype).filter((name) => !name.startsWith("_"));
/** Members that the types do not describe: what is inherited, and events of emitters without types. */
const UNDESCRIBED: Readonly<Record<string, readonly string[]>> = {
  Server: emitter,
  Namespace: emitter,
  Socket: emitter,
  "Adapter event": ["create-room", "join-room", "leave-room", "delete-room"],
  "Engine event": ["connection", "connection_error", "headers", "initial_headers"],
  EngineSocket: ["id"],
  "EngineSocket event":
    "close data drain heartbeat message packet packetCreate upgrade upgrading".split(" "),
  "client Socket": ["nsp", "addEventListener", "removeEventListener"],
  "client Engine": ["id", "transport", "close"],
  "client Engine event": ["close", "drain", "packet", "packetCreate", "upgrade"],
  export: Object.keys(socketIo).filter((name) => name !== "default"),
  "client export": Object.keys(client).filter((name) => name !== "default"),
};

/** As "Server.emit"; each once, in the order of the packages. */
export function publishedMembers(): readonly string[] {
  const members = DESCRIBED.flatMap(([owner, file, name]) =>
    describedIn(file, name).flatMap((one) => (one.isPublic ? [`${owner}.${one.name}`] : [])),
  );
  const others = Object.entries(UNDESCRIBED).flatMap(([owner, names]) =>
    names.map((name) => `${owner}.${name}`),
  );
  return [...new Set([...members, ...others])];
}

/** Names on the prototypes of the installed classes that their types do not mention, public or private. */
export function undescribedMembers(): readonly string[] {
  return DESCRIBED.flatMap(([owner, file, name]) => {
    const prototype = prototypeOf(file, name);
    if (!prototype) return [];
    const described = new Set([
      ...describedIn(file, name).map((one) => one.name),
      ...(UNDESCRIBED[owner] ?? []),
    ]);
    return Object.getOwnPropertyNames(prototype)
      .filter((one) => one !== "constructor" && !described.has(one))
      .map((one) => `${owner}.${one}`);
  });
}

function prototypeOf(file: string, name: string): object | undefined {
  const [, folder = ""] = /^(.*)\.d\.ts$/.exec(file) ?? [];
  const script = path.join(nodeModules(file), folder.replace("/esm/", "/cjs/"));
  const exported = require(script) as Record<string, { readonly prototype?: object } | undefined>;
  return exported[name]?.prototype;
}

type Member = { readonly name: string; readonly isPublic: boolean };

// The files are written by a compiler, so that a line has one member, four spaces in.
const MEMBER =
  /^ {4}((?:(?:private|protected|static|readonly|abstract|get|set) )*)(\w+)\??\s*[<(:;]/;

function describedIn(file: string, name: string): readonly Member[] {
  const text = readFileSync(path.join(nodeModules(file), file), "utf8");
  const start = new RegExp(
    `^(?:export )?(?:declare )?(?:abstract )?(?:class|interface) ${name}\\b`,
    "m",
  ).exec(text);
  const end = text.indexOf("\n}", start?.index ?? text.length);
  if (!start || end < 0) throw new Error(`${file} describes no ${name}`);
  const members: Member[] = [];
  let comment = "";
  for (const line of text.slice(bodyFrom(text, start.index), end).split("\n")) {
    const isComment = /^\s*(\/\*\*|\*)/.test(line);
    const [, how = "", member = ""] = (!isComment && MEMBER.exec(line)) || [];
    if (isComment) comment = line.includes("/**") ? line : comment + line;
    if (member && member !== "constructor") {
      const isPublic =
        !/private|protected|static/.test(how) &&
        !/@(private|protected|internal)/.test(comment) &&
        !member.startsWith("_");
      members.push({ name: member, isPublic });
    }
    if (!isComment) comment = "";
  }
  return members;
}

/** Behind the head of a class, whose type parameters may have lines of their own. */
const bodyFrom = (text: string, start: number): number => text.indexOf("{\n", start) + 2;

const nodeModules = (file: string): string => {
  const [scope = "", name = ""] = file.split("/");
  const folder = folderOf(scope.startsWith("@") ? `${scope}/${name}` : scope);
  return folder.slice(0, folder.lastIndexOf(`node_modules${path.sep}`) + 12);
};
