// Each person's page runs this program. `location` is the address of that page.
const socket = io("http://localhost:3000");

socket.on("connect", () => log("connected as", socket.id));
socket.on("connect_error", (error) => log(`from ${location.origin}:`, error.message));

socket.on("welcome", ({ id, connections }) => log("welcome", id, connections));
socket.on("news", () => log("heard the news"));

// Stands for a reload of the page.
socket.on("come again", () => socket.disconnect().connect());
