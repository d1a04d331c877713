// Four pages run this program. Each gets the same prices, in the way it is named after.
const EVERY = 2000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const show = ({ n, price }) => log(`price ${n} is ${price}`);

async function polling() {
  for (;;) {
    const answer = await fetch("/price");
    show(await answer.json());
    await pause(EVERY);
  }
}

async function longPolling() {
  for (let known = 0; ; ) {
    const answer = await fetch(`/wait?after=${known}`);
    const latest = await answer.json();
    if (latest.n > known) show(latest);
    known = latest.n;
  }
}

// In a page, new EventSource("/stream") does all of this.
async function serverSentEvents() {
  const answer = await fetch("/stream");
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  for (let text = ""; ; ) {
    const { value, done } = await reader.read();
    if (done) return;
    text += decoder.decode(value, { stream: true });
    const events = text.split("\n\n");
    text = events.pop();
    for (const event of events) show(JSON.parse(event.slice("data: ".length)));
  }
}

async function webSocket() {
  io({ transports: ["websocket"] }).on("price", show);
}

const ways = {
  Polling: polling,
  "Long-polling": longPolling,
  SSE: serverSentEvents,
  WebSocket: webSocket,
};
const begin = () => ways[me]().catch(() => setTimeout(begin, EVERY));
begin();
