// Parts of packages that have no types of their own, as far as the guest uses them.
declare module "socket.io/dist/index.js" {
  const socketIo: Record<string, unknown>;
  export default socketIo;
}

declare module "socket.io/dist/broadcast-operator.js" {
  export const BroadcastOperator: object;
  export const RemoteSocket: object;
}

declare module "socket.io/dist/parent-namespace.js" {
  export const ParentNamespace: object;
}

declare module "socket.io/dist/client.js" {
  export const Client: { prototype: { writeToEngine: unknown } };
}

declare module "node-inspect-extracted" {
  export function getStringWidth(text: string): number;
}

declare module "socket.io/dist/broadcast-operator.js" {
  export const BroadcastOperator: unknown;
}

declare module "body-parser" {
  const it: unknown;
  export default it;
}

declare module "cookie-parser" {
  const it: unknown;
  export default it;
}

declare module "express" {
  const it: unknown;
  export default it;
}

declare module "jsonwebtoken" {
  const it: unknown;
  export default it;
}

declare module "path-browserify" {
  const it: unknown;
  export default it;
}
