// What stands behind the cheat sheet: a server and a client that hold every row of it, and the people.
import type { Scene } from "#protocol/scene.ts";
import { groups } from "./rows.ts";
import type { SheetRow } from "./row.ts";

const rows = groups.flatMap((group) => group.rows);

/** What a row is as the body of a function. */
function run({ code }: SheetRow): string {
  if (code.includes("await ")) return `async () => ${code}`;
  return code.includes("; ")
    ? `() => {\n    ${code.replaceAll("; ", ";\n    ")};\n  }`
    : `() => ${code}`;
}

const server = `import { Server } from "socket.io";

const io = new Server(3000);
const room1 = ["Alice", "Bob", "Carol"];
const room2 = ["Carol", "Dave"];
const ids = {};

io.on("connection", (socket) => {
  const { name } = socket.handshake.auth;
  ids[name] = socket.id;
  if (room1.includes(name)) socket.join("room1");
  if (room2.includes(name)) socket.join("room2");
  socket.join(\`user:\${name}\`);

  // Yours. Paste a line of the sheet, press Run, then a person’s button.
  socket.on("mine", async () => {
  });

  // The rows of the sheet: one event for each.
${rows
  .filter(({ isClients }) => !isClients)
  .map((row) => `  socket.on(${JSON.stringify(row.event)}, ${run(row)});`)
  .join("\n")}

  // The rows of a client: it is told which, and does it.
  socket.on("try", (row) => socket.emit("try", row));
  socket.onAny((event, ...args) => {
    if (event !== "told" && event !== "message") return;
    console.log(\`\${name} told the server\`);
    const answer = args.at(-1);
    if (typeof answer === "function") answer("heard");
  });
});

io.of("/chat").on("connection", (socket) => {
  if (socket.handshake.auth.name === "Bob") socket.join("room1");
});
`;

const client = `// Each person runs this program. \`me\` is the person’s name.
const socket = io({ auth: { name: me } });

const hear = (...args) => {
  log("heard the news");
  const answer = args.at(-1);
  if (typeof answer === "function") answer(\`\${me} read it\`);
};
socket.on("news", hear);
socket.on("message", hear);

// Yours. What is pasted here is done whenever this client connects.
socket.on("connect", async () => {
});

// Bob and Carol are connected to a second namespace too.
if (me === "Bob" || me === "Carol") io("/chat", { auth: { name: me } }).on("news", hear);

// The rows of a client.
const rows = {
${rows
  .filter(({ isClients }) => isClients)
  .map((row) => `  ${JSON.stringify(row.event)}: ${run(row)},`)
  .join("\n")}
};
socket.on("try", (row) => rows[row]());
`;

const scene: Scene = {
  clients: ["Alice", "Bob", "Carol", "Dave"].map((name) => ({
    name,
    file: "client.js",
    buttons: [{ label: "Run my line", deed: { do: "emit", nsp: "/", event: "mine", args: [] } }],
  })),
};

export const sheet = {
  slug: "cheatsheet",
  files: { "server.js": server, "client.js": client },
  entry: "server.js",
  scene,
  exercises: [],
} as const;
