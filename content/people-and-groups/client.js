// Each card runs this program. `me` is the card's name: Alice-2 is the second tab of Alice.
const [user, tab = "1"] = me.split("-");
const socket = io({ auth: { user, tab } });

socket.on("dm", (from, text) => log(`${from} to me: ${text}`));
socket.on("said in group", (from, text) => log(`${from} in the group: ${text}`));
socket.on("newMessage", (from, text) => log(`new message of ${from}: ${text}`));
socket.on("news", () => log("heard the news"));
