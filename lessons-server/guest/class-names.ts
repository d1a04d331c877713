// The bundler numbers classes that share a name. A program sees names, when it prints a socket or asks for its
// constructor's: these are given back.
import EventEmitter from "events";
import { Namespace, Server, Socket } from "socket.io";
import { BroadcastOperator, RemoteSocket } from "socket.io/dist/broadcast-operator.js";
import { Client } from "socket.io/dist/client.js";
import { ParentNamespace } from "socket.io/dist/parent-namespace.js";
import { Adapter, SessionAwareAdapter } from "socket.io-adapter";
import { Decoder, Encoder } from "socket.io-parser";
import { Connection } from "./connection.ts";
import { Server as Engine } from "./engine.ts";

const named: readonly (readonly [name: string, one: object])[] = [
  ["Adapter", Adapter],
  ["BroadcastOperator", BroadcastOperator],
  ["Client", Client],
  ["Decoder", Decoder],
  ["Encoder", Encoder],
  ["EventEmitter", EventEmitter],
  ["Namespace", Namespace],
  ["ParentNamespace", ParentNamespace],
  ["RemoteSocket", RemoteSocket],
  ["Server", Server],
  ["Server", Engine],
  ["SessionAwareAdapter", SessionAwareAdapter],
  ["Socket", Connection],
  ["Socket", Socket],
];
for (const [name, one] of named)
  Object.defineProperty(one, "name", { value: name, configurable: true });
