// Each person runs this program. `me` is the person's name.
const socket = io({ transports: ["websocket"], query: { name: me } });

socket.on("connect_error", (error) => log(error.message));
socket.on("said", (text) => log(`heard: ${text}`));
socket.on("news", () => log("heard the news"));
