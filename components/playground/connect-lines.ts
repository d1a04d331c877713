// The lines with which a client of the learner's own reaches the server, each complete as it is.

export type Lines = {
  /** What they are for, and what to expect. */
  readonly says: string;
  readonly text: string;
};

/** @param address of the sandbox, without a slash at its end */
export function connectLines(address: string): readonly Lines[] {
  const { origin, pathname } = new URL(address);
  const path = `${pathname}/socket.io/`;
  const ws = address.replace(/^http/, "ws");
  return [
    {
      says: "Any Socket.IO client can join the others on stage. A program for Node begins like this:",
      text: `import { io } from "socket.io-client";\nconst socket = io("${origin}", {\n  path: "${path}",\n});`,
    },
    {
      says: "What your server answers over HTTP, it answers here:",
      text: `curl -i ${address}/`,
    },
    {
      says: "The first words of HTTP long-polling, by hand. The answer begins with 0 and has the sid:",
      text: `curl "${address}/socket.io/?EIO=4&transport=polling"`,
    },
    {
      says: 'WebSocket by hand. Then type 40 to connect, 42["say","hi"] to emit, and answer each 2 with a 3:',
      text: `npx wscat -c "${ws}/socket.io/?EIO=4&transport=websocket"`,
    },
    {
      says: "The same with websocat:",
      text: `websocat "${ws}/socket.io/?EIO=4&transport=websocket"`,
    },
  ];
}
