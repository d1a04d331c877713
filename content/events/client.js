// Each person runs this program. `me` is the person's name.
const socket = io();

socket.on("welcome", (text) => log(text));
socket.on("greeting", (text) => log(text));
socket.on("chat", (text) => log(`heard: ${text}`));
socket.on("news", (text) => log(`news ${text}`));
socket.on("things", (...things) => log(JSON.stringify(things)));
