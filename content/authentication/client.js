// Each person runs this program. `me` is the person's name.
const passwords = { Alice: "tea", Bob: "coffee" };

async function login() {
  const answer = await fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: me, password: passwords[me] ?? "let me in" }),
  });
  const { token } = await answer.json();
  return token ?? "made up";
}

const token = await login();
const socket = io({ auth: { token } });
const everybody = io("/public");

socket.on("connect_error", (error) => log(`refused: ${error.message}`, error.data));
socket.on("news", () => log("heard the news"));
everybody.on("news", () => log("heard the public news"));
