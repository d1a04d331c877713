// Each tab runs this program. `me` is the tab's name: Alice has two.
const socket = io({ auth: { name: me.split("-")[0] } });
log("before connect:", socket.id);

socket.on("connect", () => log("connected:", socket.id, "on", socket.io.engine.id));
socket.on("disconnect", () => log("in disconnect:", socket.id));
socket.on("news", () => log("heard the news"));
socket.on("pressed", (name, times) => log(name, "has pressed", times, "times"));

// Bob also talks to /chat.
if (me === "Bob") {
  const chat = io("/chat");
  chat.on("connect", () => log("connected to /chat:", chat.id, "on", chat.io.engine.id));
  chat.on("news", () => log("heard the news in /chat"));
}
