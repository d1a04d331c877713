// Each person runs this program. `me` is the person's name.
const socket = io({ auth: { name: me } });

socket.on("chat", (text) => log(`heard: ${text}`));
socket.on("news", () => log("heard the news"));
socket.on("left", (name) => log(`${name} has gone`));

socket.on("join yourself", () => log(`join in socket: ${"join" in socket}`));
