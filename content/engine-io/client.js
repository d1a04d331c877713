// Each person runs this program. `me` is the person's name.
const how = {
  Alice: {}, // as everybody connects who says nothing
  Bob: { transports: ["websocket"] },
  Carol: { transports: ["polling"] },
};

const socket = io(how[me]);

socket.on("said", (text) => log(`heard: ${text}`));
socket.on("you began by polling", () => log("I began by polling"));
socket.on("you poll", () => log("I poll"));
socket.on("news", () => log("heard the news"));
