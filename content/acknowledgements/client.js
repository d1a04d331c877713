// Each person runs this program. `me` is the person's name.
const socket = io({ auth: { name: me } });

socket.on("there?", (callback) => {
  if (me === "Dave") return; // He hears the question, and says nothing.
  if (me === "Carol")
    setTimeout(() => callback(me), 3000); // She takes her time.
  else callback(me);
});

socket.on("posts:created", (answer) => log("created:", answer));
socket.on("report", (...said) => log("report:", ...said));
