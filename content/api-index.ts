// Every member of Socket.IO's API, for the index of it and for whoever looks one up: one table, in the order of the protocol.
import type { ApiObject } from "./api/member.ts";
import { broadcastOperator } from "./api/broadcast-operator.ts";
import { clientEntry, clientSocket } from "./api/client.ts";
import { engine } from "./api/engine.ts";
import { manager } from "./api/client-connection.ts";
import { namespace } from "./api/namespace.ts";
import { remoteSocket } from "./api/remote-socket.ts";
import { server } from "./api/server.ts";
import { socket } from "./api/socket.ts";

export const apiIndex: readonly ApiObject[] = [
  server,
  namespace,
  broadcastOperator,
  socket,
  remoteSocket,
  engine,
  clientEntry,
  clientSocket,
  manager,
];
