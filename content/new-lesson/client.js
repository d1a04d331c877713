// Each person runs this program. `me` is the person's name.
const socket = io({ auth: { name: me } });

socket.on("said", (text) => log(`heard: ${text}`));
