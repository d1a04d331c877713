// Each person runs this program. `me` is the person's name. Carol, who is refused, does not ask again.
const how = { transports: ["websocket"], query: { name: me }, reconnection: me !== "Carol" };
const socket = io(how);

socket.on("connect_error", (error) => log(error.message));
socket.on("said", (text) => log(`heard: ${text}`));
socket.on("news", () => log("heard the news"));
