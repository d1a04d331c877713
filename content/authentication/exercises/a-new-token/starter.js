// Each person runs this program. `me` is the person's name.
async function login() {
  const answer = await fetch("/login", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name: me }),
  });
  const { token } = await answer.json();
  return token;
}

const socket = io({ auth: { token: await login() } });

socket.on("welcome", (count) => log(`welcome with token ${count}`));
socket.on("disconnect", (reason) => log(reason));
